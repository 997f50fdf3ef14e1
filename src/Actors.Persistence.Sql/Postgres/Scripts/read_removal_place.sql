SELECT compactions.removed_to, compactions.up_to, coalesce(lane_checkpoints.as_of, 0)
FROM shards
JOIN compactions ON compactions.shard = shards.shard
LEFT JOIN lane_checkpoints ON lane_checkpoints.shard = shards.shard
WHERE shards.shard = $1 AND shards.epoch = $2;
