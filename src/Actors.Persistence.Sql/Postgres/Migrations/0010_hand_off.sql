-- When the owner of an epoch stopped taking anything for a shard that it then released: how long nobody served it.
ALTER TABLE shards ADD COLUMN left_epoch bigint, ADD COLUMN left_at timestamptz;

-- The shards that a node cannot serve, such as those whose newest events its version does not know.
ALTER TABLE nodes ADD COLUMN refused integer[] NOT NULL DEFAULT '{}';
