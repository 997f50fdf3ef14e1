INSERT INTO lane_checkpoints (shard, as_of, lanes) VALUES (?, ?, ?)
ON CONFLICT (shard) DO UPDATE SET as_of = excluded.as_of, lanes = excluded.lanes;
