DELETE FROM timers
USING unnest($2, $3, $4, $5) AS cleared (shard, entity, name, set_at)
JOIN shards ON shards.shard = cleared.shard AND shards.commit_id = $1
WHERE timers.shard = cleared.shard AND timers.entity = cleared.entity
    AND timers.name = cleared.name AND timers.set_at <= cleared.set_at;
