SELECT first_seq, data, shard FROM chunks WHERE entity_hash = ? AND last_seq > ? ORDER BY last_seq LIMIT ?;
