SELECT removed_to FROM compactions WHERE shard = ?;
