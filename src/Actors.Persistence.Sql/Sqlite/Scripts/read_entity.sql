SELECT shard, seq, entity, version, kind, type, payload, metadata, time
FROM journal
WHERE entity_hash = ? AND seq > ? AND entity = ?
ORDER BY seq;
