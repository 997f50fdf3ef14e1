SELECT as_of, lanes FROM lane_checkpoints WHERE shard = $1;
