SELECT shard, seq, entity, version, kind, type, payload, metadata, time
FROM journal
WHERE shard = ? AND seq > ?
ORDER BY seq
LIMIT ?;
