-- The form before schema version 2, for the migration from it.
SELECT shard, seq, entity, version, kind, type, payload, metadata, time
FROM journal
WHERE shard = $1 AND seq > $2
ORDER BY seq
LIMIT $3;
