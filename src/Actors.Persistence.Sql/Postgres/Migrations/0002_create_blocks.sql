-- The truth: each row holds neighbouring records of one shard. See BlockFormat for the bytes. They do not compress well and are read
-- in large pieces, so they are stored as they are, and up to a page in the row itself.
CREATE TABLE blocks (
    shard     integer NOT NULL,
    last_seq  bigint  NOT NULL,
    first_seq bigint  NOT NULL,
    data      bytea   NOT NULL,
    PRIMARY KEY (shard, last_seq)
) WITH (toast_tuple_target = 8160);
ALTER TABLE blocks ALTER COLUMN data SET STORAGE EXTERNAL;

-- The same records again, by entity, for all blocks up to the shard's mark. Can be thrown away and rebuilt from the blocks.
CREATE TABLE chunks (
    entity_hash bigint  NOT NULL,
    last_seq    bigint  NOT NULL,
    first_seq   bigint  NOT NULL,
    shard       integer NOT NULL,
    data        bytea   NOT NULL,
    PRIMARY KEY (entity_hash, last_seq)
) WITH (toast_tuple_target = 8160);
ALTER TABLE chunks ALTER COLUMN data SET STORAGE EXTERNAL;

-- The mark of each shard: how far the chunks go, and how often they were thrown away. Apart from shards, which commits update.
CREATE TABLE compactions (
    shard    integer PRIMARY KEY,
    rebuilds bigint  NOT NULL,
    up_to    bigint  NOT NULL
) WITH (fillfactor = 50);
