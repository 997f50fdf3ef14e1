UPDATE dead_letters
SET status = max(status, ?2), attempts = attempts + ?3
WHERE id = ?1;
