INSERT INTO snapshots (entity_hash, entity, as_of, version, image)
SELECT * FROM unnest($1, $2, $3, $4, $5)
ON CONFLICT (entity_hash, entity) DO UPDATE
SET as_of = excluded.as_of, version = excluded.version, image = excluded.image
WHERE snapshots.as_of < excluded.as_of;
