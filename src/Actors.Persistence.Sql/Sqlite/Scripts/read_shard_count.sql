SELECT value FROM settings WHERE name = 'shard_count';
