-- Times are microseconds since 1970 in UTC; texts are UTF-8.

-- What was decided once for the whole database.
CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- One row per claimed shard: the fence of all commits.
CREATE TABLE shards (
    shard INTEGER PRIMARY KEY,
    owner TEXT    NOT NULL,
    epoch INTEGER NOT NULL,
    head  INTEGER NOT NULL
);

-- The truth. One narrow second index: by the entity's hash, which two entities may share.
CREATE TABLE journal (
    shard       INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    entity_hash INTEGER NOT NULL,
    entity      TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    type        TEXT    NOT NULL,
    payload     BLOB    NOT NULL,
    metadata    BLOB    NOT NULL,
    time        INTEGER NOT NULL,
    PRIMARY KEY (shard, seq)
);
CREATE INDEX journal_entity ON journal (entity_hash, seq);

CREATE TABLE lane_checkpoints (
    shard INTEGER PRIMARY KEY,
    as_of INTEGER NOT NULL,
    lanes BLOB    NOT NULL
);

CREATE TABLE snapshots (
    entity_hash INTEGER NOT NULL,
    entity      TEXT    NOT NULL,
    as_of       INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    image       BLOB    NOT NULL,
    PRIMARY KEY (entity_hash, entity)
);

CREATE TABLE timers (
    shard   INTEGER NOT NULL,
    entity  TEXT    NOT NULL,
    name    TEXT    NOT NULL,
    set_at  INTEGER NOT NULL,
    due     INTEGER NOT NULL,
    command TEXT    NOT NULL,
    payload BLOB    NOT NULL,
    PRIMARY KEY (shard, entity, name)
);
CREATE INDEX timers_due ON timers (shard, due);

CREATE TABLE dead_letters (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
    id      TEXT    NOT NULL UNIQUE,
    reason  INTEGER NOT NULL,
    detail  TEXT    NOT NULL,
    source  TEXT    NOT NULL,
    entity  TEXT,
    type    TEXT,
    payload BLOB    NOT NULL,
    time    INTEGER NOT NULL,
    status  INTEGER NOT NULL
);
CREATE INDEX dead_letters_status ON dead_letters (status, ordinal);
CREATE INDEX dead_letters_waiting ON dead_letters (entity, ordinal) WHERE status = 0;

CREATE TABLE offsets (
    reader TEXT    NOT NULL,
    shard  INTEGER NOT NULL,
    value  INTEGER NOT NULL,
    PRIMARY KEY (reader, shard)
) WITHOUT ROWID;

-- For people: the journal in readable form. Never read by the software.
CREATE VIEW journal_events AS
SELECT shard,
       seq,
       entity,
       version,
       CASE kind WHEN 0 THEN 'event' WHEN 1 THEN 'rejection' WHEN 2 THEN 'nothing' WHEN 3 THEN 'parked' WHEN 4 THEN 'unparked' END AS kind,
       type,
       CAST(payload AS TEXT) AS payload,
       CAST(metadata AS TEXT) AS metadata,
       strftime('%Y-%m-%dT%H:%M:%fZ', time / 1000000.0, 'unixepoch') AS time
FROM journal;
