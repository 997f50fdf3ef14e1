INSERT INTO dead_letters (id, reason, detail, source, entity, type, payload, time, status)
SELECT letter.id, letter.reason, letter.detail, letter.source, letter.entity, letter.type, letter.payload, letter.time, letter.status
FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    WITH ORDINALITY AS letter (shard, id, reason, detail, source, entity, type, payload, time, status, place)
JOIN shards ON shards.shard = letter.shard AND shards.commit_id = $1
ORDER BY letter.place
ON CONFLICT (id) DO NOTHING;
