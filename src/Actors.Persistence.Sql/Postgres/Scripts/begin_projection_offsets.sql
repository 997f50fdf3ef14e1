INSERT INTO projection_offsets (projection, shard, value)
SELECT $1, * FROM unnest($2, $3)
ON CONFLICT (projection, shard) DO NOTHING;
