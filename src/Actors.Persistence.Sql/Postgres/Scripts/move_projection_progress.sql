UPDATE projection_progress AS p SET value = moved.value, records = moved.records, checksum = moved.checksum
FROM unnest($3, $4, $5, $6, $7) AS moved (shard, expected, value, records, checksum)
WHERE p.projection = $1 AND p.build = $2 AND p.shard = moved.shard AND p.value = moved.expected;
