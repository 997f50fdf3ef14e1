SELECT id, reason, detail, source, entity, type, payload, time, status, attempts, ingress, lane, position, key, headers,
       edit_payload, edit_type, edit_entity
FROM dead_letters
WHERE (?1 = -1 OR status = ?1)
  AND (?2 = -1 OR reason = ?2)
  AND (?3 = '' OR instr(source, ?3) > 0)
  AND (?4 = '' OR ingress = ?4)
  AND (?5 = '' OR entity = ?5)
  AND time >= ?6 AND time < ?7
  AND ordinal > coalesce((SELECT earlier.ordinal FROM dead_letters AS earlier WHERE earlier.id = ?8), 0)
ORDER BY ordinal
LIMIT ?9;
