UPDATE dead_letters SET status = 1 WHERE id = ? AND status = 0;
