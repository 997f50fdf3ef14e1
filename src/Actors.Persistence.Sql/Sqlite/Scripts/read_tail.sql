SELECT first_seq, data FROM blocks WHERE shard = ? AND last_seq > ? AND last_seq <= ? ORDER BY last_seq;
