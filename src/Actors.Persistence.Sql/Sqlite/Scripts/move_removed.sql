UPDATE compactions SET removed_to = ?4
WHERE shard = ?1 AND removed_to = ?3 AND up_to >= ?4 AND EXISTS (SELECT 1 FROM shards WHERE shard = ?1 AND epoch = ?2);
