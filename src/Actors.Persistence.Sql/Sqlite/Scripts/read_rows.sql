-- The form before schema version 2, for the migration from it.
SELECT shard, seq, entity, version, kind, type, payload, metadata, time
FROM journal
WHERE shard = ? AND seq > ?
ORDER BY seq
LIMIT ?;
