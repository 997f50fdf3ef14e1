WITH released AS (
    UPDATE shards SET owner = NULL WHERE shard = $1 AND epoch = $2 AND owner IS NOT NULL RETURNING shard
)
SELECT pg_notify(change_channel(), '') FROM released;
