-- A round of compaction writes the chunks of one shard. With the shard first they fall into one part of the index, which stays in
-- memory, rather than all over it.
ALTER TABLE chunks DROP CONSTRAINT chunks_pkey;
ALTER TABLE chunks ADD PRIMARY KEY (shard, entity_hash, last_seq);
