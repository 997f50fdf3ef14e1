SELECT id, reason, detail, source, entity, type, payload, time, status
FROM dead_letters
WHERE status = 0 AND entity = ?
ORDER BY ordinal
LIMIT ?;
