UPDATE dead_letters SET is_published = 1
WHERE id = ?1;
