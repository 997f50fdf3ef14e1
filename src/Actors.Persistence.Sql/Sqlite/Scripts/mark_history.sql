UPDATE chunks SET first_seq = ?, data = ? WHERE shard = ? AND entity_hash = ? AND last_seq = ?;
