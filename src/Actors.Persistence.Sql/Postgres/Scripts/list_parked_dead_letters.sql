SELECT id, reason, detail, source, entity, type, payload, time, status, attempts, ingress, lane, position, key, headers,
       edit_payload, edit_type, edit_entity
FROM dead_letters
WHERE status = 0 AND reason IN (2, 3, 4, 11) AND entity = $1
ORDER BY ordinal
LIMIT $2;
