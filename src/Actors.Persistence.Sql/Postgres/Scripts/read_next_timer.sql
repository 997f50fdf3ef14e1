SELECT min(first.due)
FROM unnest($1) AS wanted (shard)
CROSS JOIN LATERAL (SELECT due FROM timers WHERE timers.shard = wanted.shard ORDER BY due LIMIT 1) AS first;
