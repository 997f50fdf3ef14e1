DELETE FROM chunks WHERE first_seq > (SELECT removed_to FROM compactions WHERE compactions.shard = chunks.shard);
