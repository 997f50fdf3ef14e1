UPDATE dead_letters
SET edit_payload = ?2, edit_type = ?3, edit_entity = ?4
WHERE id = ?1 AND status = 0;
