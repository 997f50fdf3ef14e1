-- Fence and append in one round trip: only shards whose epoch and head are as expected move their head and get their blocks. Their rows are
-- locked in the order of the shards first, as a claim does it: an update alone takes them in the order in which it finds them, and then
-- one that claims and one that commits could wait for each other until the server breaks the circle, a second later.
WITH held AS MATERIALIZED (
    SELECT shards.shard, wanted.new_head
    FROM shards
    JOIN unnest($2, $3, $4, $5) AS wanted (shard, epoch, head, new_head) ON shards.shard = wanted.shard
    WHERE shards.epoch = wanted.epoch AND shards.head = wanted.head
    ORDER BY shards.shard
    FOR NO KEY UPDATE OF shards
), matched AS (
    UPDATE shards
    SET head = held.new_head, commit_id = $1
    FROM held
    WHERE shards.shard = held.shard
    RETURNING shards.shard
), appended AS (
    INSERT INTO blocks (shard, last_seq, first_seq, data)
    SELECT block.*
    FROM unnest($6, $7, $8, $9) AS block (shard, last_seq, first_seq, data)
    JOIN matched ON matched.shard = block.shard
)
SELECT shard FROM matched;
