SELECT shard, value FROM offsets WHERE reader = $1;
