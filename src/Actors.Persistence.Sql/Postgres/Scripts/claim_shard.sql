INSERT INTO shards (shard, owner, epoch, head) VALUES ($1, $2, 1, 0)
ON CONFLICT (shard) DO UPDATE SET owner = excluded.owner, epoch = shards.epoch + 1
RETURNING epoch, head;
