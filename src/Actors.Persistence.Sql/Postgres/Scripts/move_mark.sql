UPDATE compactions SET up_to = $4 WHERE shard = $1 AND rebuilds = $2 AND up_to = $3 RETURNING shard;
