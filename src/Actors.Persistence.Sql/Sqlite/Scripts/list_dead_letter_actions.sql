SELECT letter, kind, time, principal, note
FROM dead_letter_actions
WHERE letter = ?1
ORDER BY ordinal;
