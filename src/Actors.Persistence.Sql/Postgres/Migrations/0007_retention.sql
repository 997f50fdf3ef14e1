-- How far the log of each shard was removed: up to here there are no blocks, and chunks are the only place of what is left.
ALTER TABLE compactions ADD COLUMN removed_to bigint NOT NULL DEFAULT 0;

-- For people: the records of a block or chunk.
CREATE OR REPLACE FUNCTION block_records(data bytea)
RETURNS TABLE (seq bigint, entity text, version bigint, kind text, type text, payload text, metadata text, "time" timestamptz)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    entry    integer;
    place    integer;
    text_at  integer;
    lengths  integer[];
BEGIN
    FOR i IN 0 .. block_number(data, 8, 4) - 1 LOOP
        entry := 28 + 16 * i;
        place := block_number(data, entry + 12, 4);
        text_at := place + 32;
        lengths := ARRAY[
            block_number(data, place + 28, 2), get_byte(data, place + 30),
            block_number(data, place + 20, 4), block_number(data, place + 24, 4)];
        seq := block_number(data, 16, 8) + block_number(data, entry + 8, 4);
        version := block_number(data, place + 4, 8);
        kind := (ARRAY['event', 'rejection', 'nothing', 'parked', 'unparked', 'removed'])[1 + get_byte(data, place + 31)];
        "time" := timestamptz 'epoch' + block_number(data, place + 12, 8) * interval '1 microsecond';
        entity := convert_from(substr(data, 1 + text_at, lengths[1]), 'UTF8');
        type := convert_from(substr(data, 1 + text_at + lengths[1], lengths[2]), 'UTF8');
        payload := encode(substr(data, 1 + text_at + lengths[1] + lengths[2], lengths[3]), 'escape');
        metadata := encode(substr(data, 1 + text_at + lengths[1] + lengths[2] + lengths[3], lengths[4]), 'escape');
        RETURN NEXT;
    END LOOP;
END
$$;

-- For people: the journal in readable form. Never read by the software. What has left the log is shown from the histories, where a
-- record may be shown twice after a round of compaction that was given up.
CREATE OR REPLACE VIEW journal_events AS
SELECT blocks.shard, record.seq, record.entity, record.version, record.kind, record.type, record.payload, record.metadata, record.time
FROM blocks CROSS JOIN LATERAL block_records(blocks.data) AS record
UNION ALL
SELECT chunks.shard, record.seq, record.entity, record.version, record.kind, record.type, record.payload, record.metadata, record.time
FROM compactions
JOIN chunks ON chunks.shard = compactions.shard AND chunks.first_seq <= compactions.removed_to
CROSS JOIN LATERAL block_records(chunks.data) AS record
WHERE record.seq <= compactions.removed_to;
