SELECT status FROM nodes WHERE incarnation = ? AND name = ?;
