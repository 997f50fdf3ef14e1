-- Fence and append in one round trip: only shards whose epoch and head are as expected move their head and get their records.
WITH matched AS (
    UPDATE raw_shards
    SET head = wanted.new_head, commit_id = $1
    FROM unnest($2, $3, $4, $5) AS wanted (shard, epoch, head, new_head)
    WHERE raw_shards.shard = wanted.shard AND raw_shards.epoch = wanted.epoch AND raw_shards.head = wanted.head
    RETURNING raw_shards.shard
), appended AS (
    INSERT INTO raw_journal (shard, seq, entity_hash, entity, version, kind, type, payload, metadata, time)
    SELECT record.*
    FROM unnest($6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        AS record (shard, seq, entity_hash, entity, version, kind, type, payload, metadata, time)
    JOIN matched ON matched.shard = record.shard
)
SELECT shard FROM matched;
