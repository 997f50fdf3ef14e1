-- One index scan per entity. The ORDER BY inside keeps the planner from turning this into a scan of the whole journal.
SELECT record.shard, record.seq, record.entity, record.version, record.kind, record.type, record.payload, record.metadata, record.time,
       wanted.place
FROM unnest($1, $2, $3) WITH ORDINALITY AS wanted (entity_hash, entity, after, place)
CROSS JOIN LATERAL (
    SELECT *
    FROM journal
    WHERE journal.entity_hash = wanted.entity_hash AND journal.seq > wanted.after AND journal.entity = wanted.entity
    ORDER BY journal.seq
) AS record;
