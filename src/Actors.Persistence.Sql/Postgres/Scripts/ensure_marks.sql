INSERT INTO compactions (shard, rebuilds, up_to)
SELECT shard, 0, 0 FROM generate_series(0, $1 - 1) AS shard
ON CONFLICT (shard) DO NOTHING;
