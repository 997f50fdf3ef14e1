UPDATE projection_progress SET value = $value, records = $records, checksum = $checksum
WHERE projection = $projection AND build = $build AND shard = $shard AND value = $expected;
