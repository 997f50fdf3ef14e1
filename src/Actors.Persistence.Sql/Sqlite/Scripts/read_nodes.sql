SELECT incarnation, name, address, roles, status, beat, unreachable, refused FROM nodes ORDER BY incarnation;
