-- Compare-and-set on the epoch. A shard without a row is one of epoch 0.
INSERT INTO shards (shard, owner, epoch, head)
SELECT ?1, ?2, ?3 + 1, 0 WHERE ?3 = 0 OR EXISTS (SELECT 1 FROM shards WHERE shard = ?1)
ON CONFLICT (shard) DO UPDATE SET owner = excluded.owner, epoch = excluded.epoch WHERE shards.epoch = excluded.epoch - 1
RETURNING epoch, head, CASE WHEN left_epoch = epoch - 1 THEN ?4 - left_at END;
