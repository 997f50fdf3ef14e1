INSERT INTO nodes (name, address, roles, status, beat, unreachable, http_address) VALUES (?, ?, ?, 0, ?, '', ?) RETURNING incarnation;
