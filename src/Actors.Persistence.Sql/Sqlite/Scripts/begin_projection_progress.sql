INSERT INTO projection_progress (projection, build, shard, value, records, checksum) VALUES ($projection, $build, $shard, 0, 0, 0)
ON CONFLICT (projection, build, shard) DO NOTHING;
