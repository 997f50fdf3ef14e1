-- The blocks of all shards in the order in which they were written.
SELECT shard, first_seq, data FROM blocks WHERE rowid > ?1 AND rowid <= ?2 ORDER BY rowid;
