INSERT INTO dead_letter_actions (letter, kind, time, principal, note)
SELECT id, ?2, ?3, ?4, ?5 FROM dead_letters WHERE id = ?1;
