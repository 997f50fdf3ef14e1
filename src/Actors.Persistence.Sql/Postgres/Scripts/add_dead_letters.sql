INSERT INTO dead_letters (id, reason, detail, source, entity, type, payload, time, status)
SELECT letter.id, letter.reason, letter.detail, letter.source, letter.entity, letter.type, letter.payload, letter.time, letter.status
FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
    WITH ORDINALITY AS letter (id, reason, detail, source, entity, type, payload, time, status, place)
ORDER BY letter.place
ON CONFLICT (id) DO NOTHING;
