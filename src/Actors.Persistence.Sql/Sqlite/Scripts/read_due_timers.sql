SELECT entity, name, set_at, due, command, payload
FROM timers
WHERE shard IN (SELECT value FROM json_each(?)) AND due <= ?
ORDER BY due, shard, set_at
LIMIT ?;
