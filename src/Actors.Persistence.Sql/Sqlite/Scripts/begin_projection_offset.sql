INSERT INTO projection_offsets (projection, shard, value) VALUES ($projection, $shard, $value)
ON CONFLICT (projection, shard) DO NOTHING;
