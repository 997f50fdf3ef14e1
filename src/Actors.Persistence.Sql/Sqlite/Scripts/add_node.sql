INSERT INTO nodes (name, address, roles, status, beat, unreachable) VALUES (?, ?, ?, 0, ?, '') RETURNING incarnation;
