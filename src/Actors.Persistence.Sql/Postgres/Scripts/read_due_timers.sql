SELECT entity, name, set_at, due, command, payload
FROM timers
WHERE shard = ANY ($1) AND due <= $2
ORDER BY due, shard, set_at
LIMIT $3;
