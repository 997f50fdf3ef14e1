INSERT INTO nodes (name, address, roles, status, beat, unreachable, http_address, lease) VALUES (?, ?, ?, 0, ?, '', ?, ?) RETURNING incarnation;
