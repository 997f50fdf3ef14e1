SELECT status || ' ' || refused FROM nodes WHERE incarnation = ? AND name = ?;
