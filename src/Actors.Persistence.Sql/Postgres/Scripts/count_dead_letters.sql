SELECT count(*) FROM dead_letters
WHERE ($1 = -1 OR status = $1)
  AND ($2 = -1 OR reason = $2)
  AND ($3 = '' OR strpos(source, $3) > 0)
  AND ($4 = '' OR ingress = $4)
  AND ($5 = '' OR entity = $5)
  AND time >= $6 AND time < $7;
