DELETE FROM chunks WHERE shard = ? AND entity_hash = ? AND last_seq < ?;
