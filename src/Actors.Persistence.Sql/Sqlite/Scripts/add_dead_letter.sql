INSERT INTO dead_letters (id, reason, detail, source, entity, type, payload, time, status, attempts, ingress, lane, position, key, headers)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO NOTHING;
