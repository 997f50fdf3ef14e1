UPDATE dead_letters
SET status = greatest(dead_letters.status, action.status), attempts = dead_letters.attempts + action.attempts
FROM unnest($1, $2, $3) AS action (letter, status, attempts)
WHERE dead_letters.id = action.letter;
