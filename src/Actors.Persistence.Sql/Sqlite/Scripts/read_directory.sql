-- The blocks that end in a stretch, and the next one, which may begin in it.
SELECT first_seq, data
FROM blocks
WHERE shard = ?1 AND last_seq > ?2 AND last_seq <= ?3
UNION ALL
SELECT first_seq, data
FROM (SELECT first_seq, data FROM blocks WHERE shard = ?1 AND last_seq > ?3 ORDER BY last_seq LIMIT 1);
