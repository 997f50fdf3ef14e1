UPDATE projection_offsets SET value = $value WHERE projection = $projection AND shard = $shard AND value = $expected;
