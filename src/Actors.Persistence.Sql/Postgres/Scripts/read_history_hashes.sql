SELECT DISTINCT chunks.entity_hash
FROM chunks
WHERE chunks.shard = $1 AND chunks.entity_hash >= $2 AND chunks.last_seq <= $3
    AND EXISTS (SELECT FROM snapshots WHERE snapshots.entity_hash = chunks.entity_hash)
ORDER BY chunks.entity_hash
LIMIT $4;
