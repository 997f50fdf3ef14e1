-- Compare-and-set on the epoch of many shards. A shard without a row is one of epoch 0; rows are never deleted, so one that exists
-- stays. In the order of the shards, so that two claimers cannot wait for each other. Announced when it commits.
WITH claimed AS (
    INSERT INTO shards (shard, owner, epoch, head)
    SELECT wanted.shard, $3, wanted.epoch + 1, 0
    FROM unnest($1, $2) AS wanted (shard, epoch)
    WHERE wanted.epoch = 0 OR EXISTS (SELECT FROM shards WHERE shards.shard = wanted.shard)
    ORDER BY wanted.shard
    ON CONFLICT (shard) DO UPDATE SET owner = excluded.owner, epoch = excluded.epoch WHERE shards.epoch = excluded.epoch - 1
    RETURNING shard, epoch, head, CASE WHEN left_epoch = epoch - 1 THEN clock_timestamp() - left_at END AS unserved
)
SELECT shard, epoch, head, unserved, pg_notify(change_channel(), '') FROM claimed;
