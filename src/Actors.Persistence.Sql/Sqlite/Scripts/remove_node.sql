DELETE FROM nodes WHERE incarnation = ? AND name = ?;
