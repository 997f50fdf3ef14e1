SELECT id, reason, detail, source, entity, type, payload, time, status
FROM dead_letters
WHERE status = 0 AND entity = $1
ORDER BY ordinal
LIMIT $2;
