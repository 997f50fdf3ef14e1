INSERT INTO dead_letters (id, reason, detail, source, entity, type, payload, time, status)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO NOTHING;
