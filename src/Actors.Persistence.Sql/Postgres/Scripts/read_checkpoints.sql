SELECT shard, as_of, lanes FROM lane_checkpoints WHERE shard = ANY ($1);
