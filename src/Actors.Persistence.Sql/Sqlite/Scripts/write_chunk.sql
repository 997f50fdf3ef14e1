INSERT INTO chunks (entity_hash, last_seq, first_seq, shard, data) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (entity_hash, last_seq) DO NOTHING;
