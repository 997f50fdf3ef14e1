CREATE TABLE raw_shards (
    shard     integer PRIMARY KEY,
    owner     text    NOT NULL,
    epoch     bigint  NOT NULL,
    head      bigint  NOT NULL,
    commit_id uuid
) WITH (fillfactor = 50);
INSERT INTO raw_shards (shard, owner, epoch, head) SELECT shard, 'raw', 1, 0 FROM generate_series(0, 63) AS shard;

CREATE TABLE raw_journal (
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
CREATE INDEX raw_journal_entity ON raw_journal (entity_hash, seq);

CREATE TABLE raw_blocks (
    shard     integer NOT NULL,
    last_seq  bigint  NOT NULL,
    first_seq bigint  NOT NULL,
    data      bytea   NOT NULL,
    PRIMARY KEY (shard, last_seq)
);
-- No time goes into compressing what is written.
ALTER TABLE raw_blocks ALTER COLUMN data SET STORAGE EXTERNAL;
