-- One statement, so that tails, marks and chunks are of one state of the database. The ORDER BY inside keeps the planner from turning
-- this into scans of whole tables.
SELECT 0 AS part, wanted.shard::bigint AS place, wanted.shard, compactions.rebuilds, compactions.up_to, coalesce(shards.head, 0) AS head,
       block.first_seq, block.data
FROM unnest($1, $2) AS wanted (shard, known)
JOIN compactions ON compactions.shard = wanted.shard
LEFT JOIN shards ON shards.shard = wanted.shard
LEFT JOIN LATERAL (
    SELECT blocks.first_seq, blocks.data
    FROM blocks
    WHERE blocks.shard = wanted.shard
        AND blocks.last_seq > greatest(wanted.known, compactions.up_to)
        AND blocks.last_seq <= greatest(wanted.known, compactions.up_to) + $3
    ORDER BY blocks.last_seq
) AS block ON true
UNION ALL
SELECT 1, wanted.place, chunk.shard, 0, 0, 0, chunk.first_seq, chunk.data
FROM unnest($4, $5, $6, $7) WITH ORDINALITY AS wanted (shard, entity_hash, after, count_max, place)
CROSS JOIN LATERAL (
    SELECT chunks.shard, chunks.first_seq, chunks.data
    FROM chunks
    WHERE chunks.shard = wanted.shard AND chunks.entity_hash = wanted.entity_hash AND chunks.last_seq > wanted.after
    ORDER BY chunks.last_seq
    LIMIT wanted.count_max
) AS chunk;
