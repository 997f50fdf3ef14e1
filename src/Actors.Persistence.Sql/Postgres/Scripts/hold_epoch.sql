SELECT shard FROM shards WHERE shard = $1 AND epoch = $2;
