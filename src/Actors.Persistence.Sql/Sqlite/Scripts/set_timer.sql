INSERT INTO timers (shard, entity, name, set_at, due, command, payload)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (shard, entity, name) DO UPDATE
SET set_at = excluded.set_at, due = excluded.due, command = excluded.command, payload = excluded.payload;
