SELECT first_seq, substr(data, 1, ? + (last_seq - first_seq + 1) * ?)
FROM blocks
WHERE shard = ? AND last_seq > ? AND first_seq <= ?
ORDER BY last_seq
LIMIT ?;
