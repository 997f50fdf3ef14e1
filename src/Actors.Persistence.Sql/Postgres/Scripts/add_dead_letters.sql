INSERT INTO dead_letters (id, reason, detail, source, entity, type, payload, time, status, attempts, ingress, lane, position, key, headers)
SELECT letter.id, letter.reason, letter.detail, letter.source, letter.entity, letter.type, letter.payload, letter.time, letter.status,
       letter.attempts, letter.ingress, letter.lane, letter.position, letter.key, letter.headers
FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
    WITH ORDINALITY AS letter (id, reason, detail, source, entity, type, payload, time, status, attempts, ingress, lane, position, key, headers, place)
ORDER BY letter.place
ON CONFLICT (id) DO NOTHING;
