SELECT incarnation, name, address, roles, status, beat, unreachable, http_address FROM nodes ORDER BY incarnation;
