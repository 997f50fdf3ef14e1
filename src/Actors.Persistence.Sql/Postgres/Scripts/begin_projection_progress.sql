INSERT INTO projection_progress (projection, build, shard, value, records, checksum)
SELECT $1, $2, shard, 0, 0, 0 FROM unnest($3) AS given (shard)
ON CONFLICT (projection, build, shard) DO NOTHING;
