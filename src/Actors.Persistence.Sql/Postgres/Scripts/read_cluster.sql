-- Members and shards in one statement: both are of one moment. A shard's owner is never a member that joined after it.
SELECT 0 AS part, incarnation AS number, name AS text, address, roles, status,
       extract(epoch FROM clock_timestamp() - beat)::double precision AS silence, unreachable, 0::bigint AS epoch, 0::bigint AS head,
       (extract(epoch FROM beat) * 1000000)::bigint AS stamp, refused, http_address, lease
FROM nodes
UNION ALL
SELECT 1, shard, owner, NULL, NULL, NULL, NULL, NULL, epoch, head, NULL, NULL, NULL, NULL
FROM shards
ORDER BY part, number;
