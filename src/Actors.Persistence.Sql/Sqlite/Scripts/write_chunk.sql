INSERT INTO chunks (shard, entity_hash, last_seq, first_seq, data) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (shard, entity_hash, last_seq) DO NOTHING;
