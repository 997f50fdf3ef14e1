-- The last chunk becomes what stands for all of them; nothing happens where somebody else has removed it already.
WITH marked AS (
    UPDATE chunks SET first_seq = $5, data = $6
    FROM shards
    WHERE chunks.shard = $1 AND chunks.entity_hash = $3 AND chunks.last_seq = $4 AND shards.shard = $1 AND shards.epoch = $2
    RETURNING chunks.shard
)
DELETE FROM chunks USING marked WHERE chunks.shard = marked.shard AND chunks.entity_hash = $3 AND chunks.last_seq < $4;
