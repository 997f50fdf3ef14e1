DELETE FROM timers WHERE shard = ? AND entity = ? AND name = ? AND set_at <= ?;
