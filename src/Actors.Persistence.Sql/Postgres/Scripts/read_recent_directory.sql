-- The first bytes of the blocks of some shards on some pages, in the order in which they lie there: a page is looked at once for all.
SELECT string_agg(substring(data FROM 1 FOR ($4 + (last_seq - first_seq + 1) * $5)::integer), '')
FROM blocks
WHERE ctid >= format('(%s,0)', $1::bigint)::tid AND ctid < format('(%s,0)', $2::bigint)::tid AND shard = ANY ($3)
HAVING count(*) > 0;
