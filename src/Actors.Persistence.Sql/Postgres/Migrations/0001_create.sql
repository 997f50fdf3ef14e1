-- What was decided once for the whole database.
CREATE TABLE settings (
    name  text PRIMARY KEY,
    value text NOT NULL
);

-- One row per claimed shard: the fence of all commits. commit_id names the last commit, so that the further statements of one
-- transaction find exactly the shards that its first statement let pass.
CREATE TABLE shards (
    shard     integer PRIMARY KEY,
    owner     text    NOT NULL,
    epoch     bigint  NOT NULL,
    head      bigint  NOT NULL,
    commit_id uuid
) WITH (fillfactor = 50);

-- The truth. One narrow second index: by the entity's hash, which two entities may share.
CREATE TABLE journal (
    shard       integer     NOT NULL,
    seq         bigint      NOT NULL,
    entity_hash bigint      NOT NULL,
    entity      text        NOT NULL,
    version     bigint      NOT NULL,
    kind        smallint    NOT NULL,
    type        text        NOT NULL,
    payload     bytea       NOT NULL,
    metadata    bytea       NOT NULL,
    time        timestamptz NOT NULL,
    PRIMARY KEY (shard, seq)
);
CREATE INDEX journal_entity ON journal (entity_hash, seq);

CREATE TABLE lane_checkpoints (
    shard integer PRIMARY KEY,
    as_of bigint  NOT NULL,
    lanes bytea   NOT NULL
);

CREATE TABLE snapshots (
    entity_hash bigint NOT NULL,
    entity      text   NOT NULL,
    as_of       bigint NOT NULL,
    version     bigint NOT NULL,
    image       bytea  NOT NULL,
    PRIMARY KEY (entity_hash, entity)
);

CREATE TABLE timers (
    shard   integer     NOT NULL,
    entity  text        NOT NULL,
    name    text        NOT NULL,
    set_at  bigint      NOT NULL,
    due     timestamptz NOT NULL,
    command text        NOT NULL,
    payload bytea       NOT NULL,
    PRIMARY KEY (shard, entity, name)
);
CREATE INDEX timers_due ON timers (shard, due);

CREATE TABLE dead_letters (
    ordinal bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id      text        NOT NULL UNIQUE,
    reason  smallint    NOT NULL,
    detail  text        NOT NULL,
    source  text        NOT NULL,
    entity  text,
    type    text,
    payload bytea       NOT NULL,
    time    timestamptz NOT NULL,
    status  smallint    NOT NULL
);
CREATE INDEX dead_letters_status ON dead_letters (status, ordinal);
CREATE INDEX dead_letters_waiting ON dead_letters (entity, ordinal) WHERE status = 0;

CREATE TABLE offsets (
    reader text    NOT NULL,
    shard  integer NOT NULL,
    value  bigint  NOT NULL,
    PRIMARY KEY (reader, shard)
);

-- For people: the journal in readable form. Never read by the software.
CREATE VIEW journal_events AS
SELECT shard,
       seq,
       entity,
       version,
       CASE kind WHEN 0 THEN 'event' WHEN 1 THEN 'rejection' WHEN 2 THEN 'nothing' WHEN 3 THEN 'parked' WHEN 4 THEN 'unparked' END AS kind,
       type,
       encode(payload, 'escape') AS payload,
       encode(metadata, 'escape') AS metadata,
       time
FROM journal;
