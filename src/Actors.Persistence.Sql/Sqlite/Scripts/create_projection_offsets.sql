CREATE TABLE IF NOT EXISTS projection_offsets (
    projection TEXT    NOT NULL,
    shard      INTEGER NOT NULL,
    value      INTEGER NOT NULL,
    PRIMARY KEY (projection, shard)
) WITHOUT ROWID;
