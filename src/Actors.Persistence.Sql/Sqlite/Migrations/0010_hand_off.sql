-- When the owner of an epoch stopped taking anything for a shard that it then released, in microseconds: how long nobody served it.
ALTER TABLE shards ADD COLUMN left_epoch INTEGER;
ALTER TABLE shards ADD COLUMN left_at INTEGER;

-- The shards that a node cannot serve, such as those whose newest events its version does not know; numbers with spaces between.
ALTER TABLE nodes ADD COLUMN refused TEXT NOT NULL DEFAULT '';
