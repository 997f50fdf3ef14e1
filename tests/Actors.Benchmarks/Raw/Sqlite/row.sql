INSERT INTO raw_journal (shard, seq, entity_hash, entity, version, kind, type, payload, metadata, time)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);
