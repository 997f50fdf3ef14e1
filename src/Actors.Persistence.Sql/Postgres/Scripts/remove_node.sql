WITH removed AS (
    DELETE FROM nodes WHERE incarnation = $1 AND name = $2 RETURNING incarnation
)
SELECT incarnation, pg_notify(change_channel(), '') FROM removed;
