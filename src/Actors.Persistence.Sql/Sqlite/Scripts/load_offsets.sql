SELECT shard, value FROM offsets WHERE reader = ?;
