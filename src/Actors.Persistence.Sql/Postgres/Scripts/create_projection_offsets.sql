CREATE TABLE IF NOT EXISTS projection_offsets (
    projection text    NOT NULL,
    shard      integer NOT NULL,
    value      bigint  NOT NULL,
    PRIMARY KEY (projection, shard)
);
