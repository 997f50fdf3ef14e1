WITH released AS (
    UPDATE shards SET owner = NULL, left_epoch = epoch, left_at = clock_timestamp() - $3
    WHERE shard = $1 AND epoch = $2 AND owner IS NOT NULL
    RETURNING shard
)
SELECT pg_notify(change_channel(), '') FROM released;
