WITH ended AS (
    UPDATE nodes SET status = 3 WHERE name = $1 AND status < 3
)
INSERT INTO nodes (name, address, roles, status, beat, unreachable, http_address, lease)
VALUES ($1, $2, $3, 0, clock_timestamp(), '{}', $4, $5)
RETURNING incarnation, pg_notify(change_channel(), '');
