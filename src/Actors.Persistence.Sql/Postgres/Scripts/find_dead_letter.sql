SELECT id, reason, detail, source, entity, type, payload, time, status, attempts, ingress, lane, position, key, headers,
       edit_payload, edit_type, edit_entity
FROM dead_letters
WHERE id = $1;
