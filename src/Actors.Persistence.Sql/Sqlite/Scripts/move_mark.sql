UPDATE compactions SET up_to = ? WHERE shard = ? AND rebuilds = ? AND up_to = ?;
