-- Fence and append in one round trip: only shards whose epoch and head are as expected move their head and get their blocks.
WITH matched AS (
    UPDATE shards
    SET head = wanted.new_head, commit_id = $1
    FROM unnest($2, $3, $4, $5) AS wanted (shard, epoch, head, new_head)
    WHERE shards.shard = wanted.shard AND shards.epoch = wanted.epoch AND shards.head = wanted.head
    RETURNING shards.shard
), appended AS (
    INSERT INTO blocks (shard, last_seq, first_seq, data)
    SELECT block.*
    FROM unnest($6, $7, $8, $9) AS block (shard, last_seq, first_seq, data)
    JOIN matched ON matched.shard = block.shard
)
SELECT shard FROM matched;
