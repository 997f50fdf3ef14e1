INSERT INTO raw_blocks (shard, last_seq, first_seq, data) VALUES (?, ?, ?, ?);
