UPDATE shards SET owner = NULL WHERE shard = ? AND epoch = ? AND owner IS NOT NULL;
