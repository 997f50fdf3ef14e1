SELECT first_seq, data FROM blocks WHERE shard = $1 AND last_seq = $2;
