INSERT INTO blocks (shard, last_seq, first_seq, data) VALUES ($1, $2, $3, $4);
