INSERT INTO timers (shard, entity, name, set_at, due, command, payload)
SELECT timer.*
FROM unnest($2, $3, $4, $5, $6, $7, $8) AS timer (shard, entity, name, set_at, due, command, payload)
JOIN shards ON shards.shard = timer.shard AND shards.commit_id = $1
ON CONFLICT (shard, entity, name) DO UPDATE
SET set_at = excluded.set_at, due = excluded.due, command = excluded.command, payload = excluded.payload;
