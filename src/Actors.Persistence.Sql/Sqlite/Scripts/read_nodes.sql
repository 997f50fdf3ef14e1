SELECT incarnation, name, address, roles, status, beat, unreachable FROM nodes ORDER BY incarnation;
