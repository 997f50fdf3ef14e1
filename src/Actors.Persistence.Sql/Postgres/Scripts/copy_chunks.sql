COPY chunks (shard, entity_hash, last_seq, first_seq, data) FROM STDIN (FORMAT binary)
