-- The lock waits for whoever still commits, and makes this transaction one that writes: its own commit, and with it the answer, waits
-- until all that was committed before is durable, on a synchronous standby as well.
SELECT shard, owner, epoch, head FROM shards WHERE shard = ANY ($1) ORDER BY shard FOR UPDATE;
