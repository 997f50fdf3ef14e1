-- The first bytes of the blocks that reach into a stretch, as many as the header and the directory take.
SELECT first_seq, substring(data FROM 1 FOR ($4 + (last_seq - first_seq + 1) * $5)::integer)
FROM blocks
WHERE shard = $1 AND last_seq > $2 AND first_seq <= $3
ORDER BY last_seq
LIMIT $6;
