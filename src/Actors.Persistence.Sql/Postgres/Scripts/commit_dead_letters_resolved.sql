UPDATE dead_letters SET status = 1
FROM unnest($2, $3) AS resolved (shard, id)
JOIN shards ON shards.shard = resolved.shard AND shards.commit_id = $1
WHERE dead_letters.id = resolved.id AND dead_letters.status = 0;
