-- Blocks have no gap between them: those that end within the limit, and the one that reaches beyond it.
SELECT first_seq, data
FROM blocks
WHERE shard = ?1 AND last_seq > ?2 AND last_seq <= coalesce(
    (SELECT last_seq FROM blocks WHERE shard = ?1 AND last_seq >= ?2 + ?3 ORDER BY last_seq LIMIT 1), 9223372036854775807)
ORDER BY last_seq;
