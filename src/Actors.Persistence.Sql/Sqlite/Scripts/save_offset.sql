INSERT INTO offsets (reader, shard, value) VALUES (?, ?, ?)
ON CONFLICT (reader, shard) DO UPDATE SET value = excluded.value WHERE offsets.value < excluded.value;
