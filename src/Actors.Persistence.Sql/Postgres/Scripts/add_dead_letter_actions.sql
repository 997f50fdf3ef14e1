INSERT INTO dead_letter_actions (letter, kind, time, principal, note)
SELECT action.letter, action.kind, action.time, action.principal, action.note
FROM unnest($1, $2, $3, $4, $5)
    WITH ORDINALITY AS action (letter, kind, time, principal, note, place)
JOIN dead_letters ON dead_letters.id = action.letter
ORDER BY action.place;
