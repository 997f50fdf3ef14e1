SELECT shard, value FROM projection_offsets WHERE projection = $1;
