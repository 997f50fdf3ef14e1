SELECT wanted.entity_hash, chunk.first_seq, chunk.data
FROM unnest($2) AS wanted (entity_hash)
CROSS JOIN LATERAL (
    SELECT chunks.first_seq, chunks.data
    FROM chunks
    WHERE chunks.shard = $1 AND chunks.entity_hash = wanted.entity_hash AND chunks.last_seq <= $3
    ORDER BY chunks.last_seq
    LIMIT $4
) AS chunk;
