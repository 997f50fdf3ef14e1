-- A member that is down is not stamped: others wait for its silence. Only a change of status, or of the shards it refuses, is announced.
WITH earlier AS (
    SELECT status, refused FROM nodes WHERE incarnation = $1 FOR UPDATE
), beaten AS (
    UPDATE nodes
    SET beat = clock_timestamp(), status = greatest(nodes.status, $2), unreachable = $3, refused = $4
    FROM earlier
    WHERE nodes.incarnation = $1 AND nodes.status < 3
    RETURNING nodes.status <> earlier.status OR nodes.refused <> earlier.refused AS is_moved
)
SELECT pg_notify(change_channel(), '') FROM beaten WHERE is_moved;
