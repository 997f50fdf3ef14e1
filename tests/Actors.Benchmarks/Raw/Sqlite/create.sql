PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA wal_autocheckpoint = 8000;
PRAGMA cache_size = -32768;
CREATE TABLE raw_shards (
    shard INTEGER PRIMARY KEY,
    owner TEXT    NOT NULL,
    epoch INTEGER NOT NULL,
    head  INTEGER NOT NULL
);
INSERT INTO raw_shards (shard, owner, epoch, head)
WITH RECURSIVE numbers (shard) AS (SELECT 0 UNION ALL SELECT shard + 1 FROM numbers WHERE shard < 63)
SELECT shard, 'raw', 1, 0 FROM numbers;
CREATE TABLE raw_journal (
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
CREATE INDEX raw_journal_entity ON raw_journal (entity_hash, seq);
CREATE TABLE raw_blocks (
    shard     INTEGER NOT NULL,
    last_seq  INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    data      BLOB    NOT NULL,
    PRIMARY KEY (shard, last_seq)
);
