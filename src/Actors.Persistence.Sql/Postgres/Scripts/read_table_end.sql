-- How many pages the blocks take.
SELECT pg_relation_size('blocks') / current_setting('block_size')::bigint;
