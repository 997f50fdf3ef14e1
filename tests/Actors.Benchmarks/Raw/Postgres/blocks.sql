-- The same fence; one row per shard holds all its records.
WITH matched AS (
    UPDATE raw_shards
    SET head = wanted.new_head, commit_id = $1
    FROM unnest($2, $3, $4, $5) AS wanted (shard, epoch, head, new_head)
    WHERE raw_shards.shard = wanted.shard AND raw_shards.epoch = wanted.epoch AND raw_shards.head = wanted.head
    RETURNING raw_shards.shard
), appended AS (
    INSERT INTO raw_blocks (shard, last_seq, first_seq, data)
    SELECT block.*
    FROM unnest($6, $7, $8, $9) AS block (shard, last_seq, first_seq, data)
    JOIN matched ON matched.shard = block.shard
)
SELECT shard FROM matched;
