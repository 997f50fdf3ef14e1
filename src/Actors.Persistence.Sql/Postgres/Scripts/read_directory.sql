-- The first bytes of blocks, as many as the header and the directory take: those that end in a stretch, and the next one, which may begin
-- in it. One after the other in one value, because a row for each costs more than finding it; in no order.
SELECT array_agg(first_seq), array_agg(last_seq), string_agg(head, '')
FROM (
    SELECT first_seq, last_seq, substring(data FROM 1 FOR ($4 + (last_seq - first_seq + 1) * $5)::integer) AS head
    FROM blocks
    WHERE shard = $1 AND last_seq > $2 AND last_seq <= $3
    UNION ALL
    (
        SELECT first_seq, last_seq, substring(data FROM 1 FOR ($4 + (last_seq - first_seq + 1) * $5)::integer)
        FROM blocks
        WHERE shard = $1 AND last_seq > $3
        ORDER BY last_seq
        LIMIT 1
    )
) AS found
HAVING count(*) > 0;
