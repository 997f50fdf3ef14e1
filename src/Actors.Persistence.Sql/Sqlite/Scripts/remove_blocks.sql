DELETE FROM blocks WHERE shard = ? AND last_seq <= ?;
