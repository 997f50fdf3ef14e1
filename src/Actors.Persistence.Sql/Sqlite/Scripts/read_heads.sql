SELECT shard, owner, epoch, head FROM shards;
