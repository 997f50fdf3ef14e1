INSERT INTO lane_checkpoints (shard, as_of, lanes)
SELECT checkpoint.*
FROM unnest($2, $3, $4) AS checkpoint (shard, as_of, lanes)
JOIN shards ON shards.shard = checkpoint.shard AND shards.commit_id = $1
ON CONFLICT (shard) DO UPDATE SET as_of = excluded.as_of, lanes = excluded.lanes;
