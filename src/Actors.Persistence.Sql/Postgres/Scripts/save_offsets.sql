INSERT INTO offsets (reader, shard, value)
SELECT $1, * FROM unnest($2, $3)
ON CONFLICT (reader, shard) DO UPDATE SET value = excluded.value WHERE offsets.value < excluded.value;
