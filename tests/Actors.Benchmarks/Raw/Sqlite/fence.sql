UPDATE raw_shards SET head = ? WHERE shard = ? AND epoch = ? AND head = ?;
