SELECT first_seq, data FROM blocks WHERE shard = ? AND last_seq = ?;
