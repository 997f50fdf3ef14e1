UPDATE dead_letters SET is_published = true
WHERE id = ANY ($1);
