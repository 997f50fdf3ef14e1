SELECT shard FROM shards WHERE head > 0 ORDER BY shard;
