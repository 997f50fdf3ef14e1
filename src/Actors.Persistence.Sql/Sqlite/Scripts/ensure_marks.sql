WITH RECURSIVE numbers (shard) AS (VALUES (0) UNION ALL SELECT shard + 1 FROM numbers WHERE shard + 1 < ?)
INSERT INTO compactions (shard, rebuilds, up_to)
SELECT shard, 0, 0 FROM numbers WHERE true
ON CONFLICT (shard) DO NOTHING;
