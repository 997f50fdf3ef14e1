-- While this holds the mark, nobody moves it and nobody throws the chunks away.
WITH mark AS (
    SELECT shard FROM compactions WHERE shard = $1 AND rebuilds = $2 AND up_to = $3 FOR SHARE
), added AS (
    INSERT INTO chunks (entity_hash, last_seq, first_seq, shard, data)
    SELECT chunk.entity_hash, chunk.last_seq, chunk.first_seq, mark.shard, chunk.data
    FROM unnest($4, $5, $6, $7) AS chunk (entity_hash, last_seq, first_seq, data)
    CROSS JOIN mark
    ON CONFLICT (shard, entity_hash, last_seq) DO NOTHING
)
SELECT shard FROM mark;
