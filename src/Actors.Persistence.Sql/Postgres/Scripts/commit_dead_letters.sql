INSERT INTO dead_letters (id, reason, detail, source, entity, type, payload, time, status, attempts, ingress, lane, position, key, headers)
SELECT letter.id, letter.reason, letter.detail, letter.source, letter.entity, letter.type, letter.payload, letter.time, letter.status,
       letter.attempts, letter.ingress, letter.lane, letter.position, letter.key, letter.headers
FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
    WITH ORDINALITY AS letter (shard, id, reason, detail, source, entity, type, payload, time, status, attempts, ingress, lane, position, key, headers, place)
JOIN shards ON shards.shard = letter.shard AND shards.commit_id = $1
ORDER BY letter.place
ON CONFLICT (id) DO NOTHING;
