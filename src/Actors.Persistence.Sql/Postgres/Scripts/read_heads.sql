SELECT shard, owner, epoch, head FROM shards WHERE shard = ANY ($1);
