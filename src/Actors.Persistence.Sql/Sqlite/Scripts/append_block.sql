INSERT INTO blocks (shard, last_seq, first_seq, data) VALUES (?, ?, ?, ?);
