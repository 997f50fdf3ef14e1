UPDATE shards SET owner = NULL, left_epoch = epoch, left_at = ?3 WHERE shard = ?1 AND epoch = ?2 AND owner IS NOT NULL;
