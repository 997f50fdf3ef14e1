-- The truth: each row holds neighbouring records of one shard. See BlockFormat for the bytes.
CREATE TABLE blocks (
    shard     INTEGER NOT NULL,
    last_seq  INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    data      BLOB    NOT NULL,
    PRIMARY KEY (shard, last_seq)
);

-- The same records again, by entity, for all blocks up to the shard's mark. Can be thrown away and rebuilt from the blocks.
CREATE TABLE chunks (
    entity_hash INTEGER NOT NULL,
    last_seq    INTEGER NOT NULL,
    first_seq   INTEGER NOT NULL,
    shard       INTEGER NOT NULL,
    data        BLOB    NOT NULL,
    PRIMARY KEY (entity_hash, last_seq)
);

-- The mark of each shard: how far the chunks go, and how often they were thrown away.
CREATE TABLE compactions (
    shard    INTEGER PRIMARY KEY,
    rebuilds INTEGER NOT NULL,
    up_to    INTEGER NOT NULL
);
