UPDATE nodes SET status = 3 WHERE name = ? AND status < 3;
