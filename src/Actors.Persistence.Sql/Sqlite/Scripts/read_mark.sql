SELECT compactions.rebuilds, compactions.up_to, coalesce(shards.head, 0)
FROM compactions LEFT JOIN shards ON shards.shard = compactions.shard
WHERE compactions.shard = ?;
