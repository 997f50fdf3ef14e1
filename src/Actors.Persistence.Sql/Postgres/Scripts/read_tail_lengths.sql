SELECT shards.shard, shards.head - compactions.up_to
FROM shards JOIN compactions ON compactions.shard = shards.shard
WHERE shards.shard = ANY ($1);
