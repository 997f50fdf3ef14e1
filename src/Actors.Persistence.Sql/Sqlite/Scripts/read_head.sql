SELECT owner, epoch, head FROM shards WHERE shard = ?;
