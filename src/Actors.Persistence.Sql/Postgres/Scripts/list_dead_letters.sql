SELECT id, reason, detail, source, entity, type, payload, time, status
FROM dead_letters
WHERE status = $1 AND ordinal > coalesce((SELECT earlier.ordinal FROM dead_letters AS earlier WHERE earlier.id = $2), 0)
ORDER BY ordinal
LIMIT $3;
