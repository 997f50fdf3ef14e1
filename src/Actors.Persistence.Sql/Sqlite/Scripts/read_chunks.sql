SELECT first_seq, data FROM chunks WHERE shard = ? AND entity_hash = ? AND last_seq > ? ORDER BY last_seq LIMIT ?;
