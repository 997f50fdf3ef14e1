-- Holds the mark, so that no rebuild takes the chunks away that are all that is left then.
WITH moved AS (
    UPDATE compactions SET removed_to = $4
    FROM shards
    WHERE compactions.shard = $1 AND compactions.removed_to = $3 AND compactions.up_to >= $4
        AND shards.shard = $1 AND shards.epoch = $2
    RETURNING compactions.shard
), removed AS (
    DELETE FROM blocks USING moved WHERE blocks.shard = moved.shard AND blocks.last_seq <= $4
)
SELECT shard FROM moved;
