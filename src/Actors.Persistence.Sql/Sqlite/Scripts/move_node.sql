UPDATE nodes SET status = ?1 WHERE incarnation = ?2 AND name = ?3 AND status < ?1;
