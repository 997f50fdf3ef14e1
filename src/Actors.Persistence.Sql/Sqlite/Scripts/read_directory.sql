SELECT first_seq, data
FROM blocks
WHERE shard = ? AND last_seq > ? AND first_seq <= ?
ORDER BY last_seq
LIMIT ?;
