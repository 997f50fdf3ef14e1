SELECT incarnation, name, address, roles, status, beat, unreachable, refused, http_address, lease FROM nodes ORDER BY incarnation;
