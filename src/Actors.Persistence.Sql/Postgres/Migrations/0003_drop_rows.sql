-- The rows are in blocks now.
DROP VIEW journal_events;
DROP TABLE journal;

-- A little-endian number in a block.
CREATE FUNCTION block_number(data bytea, place integer, length integer) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT bit_or(get_byte(data, place + i)::bigint << (8 * i)) FROM generate_series(0, length - 1) AS i
$$;

-- For people: the records of a block or chunk.
CREATE FUNCTION block_records(data bytea)
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
        kind := (ARRAY['event', 'rejection', 'nothing', 'parked', 'unparked'])[1 + get_byte(data, place + 31)];
        "time" := timestamptz 'epoch' + block_number(data, place + 12, 8) * interval '1 microsecond';
        entity := convert_from(substr(data, 1 + text_at, lengths[1]), 'UTF8');
        type := convert_from(substr(data, 1 + text_at + lengths[1], lengths[2]), 'UTF8');
        payload := encode(substr(data, 1 + text_at + lengths[1] + lengths[2], lengths[3]), 'escape');
        metadata := encode(substr(data, 1 + text_at + lengths[1] + lengths[2] + lengths[3], lengths[4]), 'escape');
        RETURN NEXT;
    END LOOP;
END
$$;

-- For people: the journal in readable form. Never read by the software.
CREATE VIEW journal_events AS
SELECT blocks.shard, record.seq, record.entity, record.version, record.kind, record.type, record.payload, record.metadata, record.time
FROM blocks CROSS JOIN LATERAL block_records(blocks.data) AS record;
