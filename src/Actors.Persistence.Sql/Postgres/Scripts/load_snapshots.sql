SELECT wanted.place, snapshots.as_of, snapshots.version, snapshots.image
FROM unnest($1, $2) WITH ORDINALITY AS wanted (entity_hash, entity, place)
CROSS JOIN LATERAL (
    SELECT * FROM snapshots
    WHERE snapshots.entity_hash = wanted.entity_hash AND snapshots.entity = wanted.entity
    LIMIT 1
) AS snapshots;
