WITH moved AS (
    UPDATE nodes SET status = $3 WHERE incarnation = $1 AND name = $2 AND status < $3 RETURNING incarnation
)
SELECT incarnation, pg_notify(change_channel(), '') FROM moved;
