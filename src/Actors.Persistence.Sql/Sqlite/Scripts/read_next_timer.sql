SELECT min(due) FROM timers WHERE shard = ?;
