SELECT last_seq FROM blocks WHERE shard = $1 AND last_seq > $2 AND last_seq <= $3 ORDER BY last_seq LIMIT $4;
