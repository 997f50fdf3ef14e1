DELETE FROM chunks USING compactions WHERE chunks.shard = compactions.shard AND chunks.first_seq > compactions.removed_to;
