UPDATE projection_offsets SET value = moved.value
FROM unnest($2, $3, $4) AS moved (shard, expected, value)
WHERE projection_offsets.projection = $1 AND projection_offsets.shard = moved.shard AND projection_offsets.value = moved.expected;
