SELECT last_seq FROM blocks WHERE shard = ? AND last_seq > ? AND last_seq <= ? ORDER BY last_seq LIMIT ?;
