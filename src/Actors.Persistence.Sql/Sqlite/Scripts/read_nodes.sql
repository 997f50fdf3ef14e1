SELECT incarnation, name, address, roles, status, beat, unreachable, refused, http_address FROM nodes ORDER BY incarnation;
