SELECT DISTINCT entity_hash
FROM chunks
WHERE shard = ? AND entity_hash >= ? AND last_seq <= ?
    AND EXISTS (SELECT 1 FROM snapshots WHERE snapshots.entity_hash = chunks.entity_hash)
ORDER BY entity_hash
LIMIT ?;
