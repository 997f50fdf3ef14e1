-- With the shard first, what a round of compaction writes and what retention reads falls into one part of the index.
CREATE TABLE chunks_by_shard (
    shard       INTEGER NOT NULL,
    entity_hash INTEGER NOT NULL,
    last_seq    INTEGER NOT NULL,
    first_seq   INTEGER NOT NULL,
    data        BLOB    NOT NULL,
    PRIMARY KEY (shard, entity_hash, last_seq)
);
INSERT INTO chunks_by_shard (shard, entity_hash, last_seq, first_seq, data)
SELECT shard, entity_hash, last_seq, first_seq, data FROM chunks ORDER BY shard, entity_hash, last_seq;
DROP TABLE chunks;
ALTER TABLE chunks_by_shard RENAME TO chunks;

-- How far the log of each shard was removed: up to here there are no blocks, and chunks are the only place of what is left.
ALTER TABLE compactions ADD COLUMN removed_to INTEGER NOT NULL DEFAULT 0;

-- For people: the log in readable form, with any SQLite that has JSON. Never read by the software. BlockFormat draws the bytes; a
-- number is put together from the hexadecimal digits of its little-endian bytes. Each DISTINCT keeps SQLite from working out an inner
-- number again wherever it is used, and still lets a condition on the shard through to the blocks.
CREATE VIEW journal_events AS
SELECT
    r.shard,
    r.seq,
    CAST(substr(b.data, r.place + 33, r.entity_length) AS TEXT) AS entity,
    r.version,
    CASE r.kind
        WHEN 0 THEN 'event' WHEN 1 THEN 'rejection' WHEN 2 THEN 'nothing' WHEN 3 THEN 'parked' WHEN 4 THEN 'unparked' ELSE r.kind
    END AS kind,
    CAST(substr(b.data, r.place + 33 + r.entity_length, r.type_length) AS TEXT) AS type,
    CAST(substr(b.data, r.place + 33 + r.entity_length + r.type_length, r.payload_length) AS TEXT) AS payload,
    hex(substr(b.data, r.place + 33 + r.entity_length + r.type_length + r.payload_length, r.metadata_length)) AS metadata,
    strftime('%Y-%m-%d %H:%M:%S', r.microseconds / 1000000, 'unixepoch') || printf('.%06d', r.microseconds % 1000000) AS time
FROM (
    SELECT DISTINCT
        h.shard, h.last_seq, h.seq, h.place,
        (instr('123456789ABCDEF', substr(h.head, 9, 1)) * 16 + instr('123456789ABCDEF', substr(h.head, 10, 1))
            + instr('123456789ABCDEF', substr(h.head, 11, 1)) * 4096 + instr('123456789ABCDEF', substr(h.head, 12, 1)) * 256
            + instr('123456789ABCDEF', substr(h.head, 13, 1)) * 1048576 + instr('123456789ABCDEF', substr(h.head, 14, 1)) * 65536
            + instr('123456789ABCDEF', substr(h.head, 15, 1)) * 268435456 + instr('123456789ABCDEF', substr(h.head, 16, 1)) * 16777216
            + instr('123456789ABCDEF', substr(h.head, 17, 1)) * 68719476736 + instr('123456789ABCDEF', substr(h.head, 18, 1)) * 4294967296
            + instr('123456789ABCDEF', substr(h.head, 19, 1)) * 17592186044416 + instr('123456789ABCDEF', substr(h.head, 20, 1)) * 1099511627776) AS version,
        (instr('123456789ABCDEF', substr(h.head, 25, 1)) * 16 + instr('123456789ABCDEF', substr(h.head, 26, 1))
            + instr('123456789ABCDEF', substr(h.head, 27, 1)) * 4096 + instr('123456789ABCDEF', substr(h.head, 28, 1)) * 256
            + instr('123456789ABCDEF', substr(h.head, 29, 1)) * 1048576 + instr('123456789ABCDEF', substr(h.head, 30, 1)) * 65536
            + instr('123456789ABCDEF', substr(h.head, 31, 1)) * 268435456 + instr('123456789ABCDEF', substr(h.head, 32, 1)) * 16777216
            + instr('123456789ABCDEF', substr(h.head, 33, 1)) * 68719476736 + instr('123456789ABCDEF', substr(h.head, 34, 1)) * 4294967296
            + instr('123456789ABCDEF', substr(h.head, 35, 1)) * 17592186044416 + instr('123456789ABCDEF', substr(h.head, 36, 1)) * 1099511627776
            + instr('123456789ABCDEF', substr(h.head, 37, 1)) * 4503599627370496 + instr('123456789ABCDEF', substr(h.head, 38, 1)) * 281474976710656) AS microseconds,
        (instr('123456789ABCDEF', substr(h.head, 41, 1)) * 16 + instr('123456789ABCDEF', substr(h.head, 42, 1))
            + instr('123456789ABCDEF', substr(h.head, 43, 1)) * 4096 + instr('123456789ABCDEF', substr(h.head, 44, 1)) * 256
            + instr('123456789ABCDEF', substr(h.head, 45, 1)) * 1048576 + instr('123456789ABCDEF', substr(h.head, 46, 1)) * 65536
            + instr('123456789ABCDEF', substr(h.head, 47, 1)) * 268435456 + instr('123456789ABCDEF', substr(h.head, 48, 1)) * 16777216) AS payload_length,
        (instr('123456789ABCDEF', substr(h.head, 49, 1)) * 16 + instr('123456789ABCDEF', substr(h.head, 50, 1))
            + instr('123456789ABCDEF', substr(h.head, 51, 1)) * 4096 + instr('123456789ABCDEF', substr(h.head, 52, 1)) * 256
            + instr('123456789ABCDEF', substr(h.head, 53, 1)) * 1048576 + instr('123456789ABCDEF', substr(h.head, 54, 1)) * 65536
            + instr('123456789ABCDEF', substr(h.head, 55, 1)) * 268435456 + instr('123456789ABCDEF', substr(h.head, 56, 1)) * 16777216) AS metadata_length,
        (instr('123456789ABCDEF', substr(h.head, 57, 1)) * 16 + instr('123456789ABCDEF', substr(h.head, 58, 1))
            + instr('123456789ABCDEF', substr(h.head, 59, 1)) * 4096 + instr('123456789ABCDEF', substr(h.head, 60, 1)) * 256) AS entity_length,
        (instr('123456789ABCDEF', substr(h.head, 61, 1)) * 16 + instr('123456789ABCDEF', substr(h.head, 62, 1))) AS type_length,
        (instr('123456789ABCDEF', substr(h.head, 63, 1)) * 16 + instr('123456789ABCDEF', substr(h.head, 64, 1))) AS kind
    FROM (
        SELECT DISTINCT p.shard, p.last_seq, p.seq, p.place, hex(substr(blocks.data, p.place + 1, 32)) AS head
        FROM (
            SELECT DISTINCT
                e.shard, e.last_seq,
                e.first_seq
                    + (instr('123456789ABCDEF', substr(e.entry, 17, 1)) * 16 + instr('123456789ABCDEF', substr(e.entry, 18, 1))
                    + instr('123456789ABCDEF', substr(e.entry, 19, 1)) * 4096 + instr('123456789ABCDEF', substr(e.entry, 20, 1)) * 256
                    + instr('123456789ABCDEF', substr(e.entry, 21, 1)) * 1048576 + instr('123456789ABCDEF', substr(e.entry, 22, 1)) * 65536
                    + instr('123456789ABCDEF', substr(e.entry, 23, 1)) * 268435456 + instr('123456789ABCDEF', substr(e.entry, 24, 1)) * 16777216) AS seq,
                (instr('123456789ABCDEF', substr(e.entry, 25, 1)) * 16 + instr('123456789ABCDEF', substr(e.entry, 26, 1))
                    + instr('123456789ABCDEF', substr(e.entry, 27, 1)) * 4096 + instr('123456789ABCDEF', substr(e.entry, 28, 1)) * 256
                    + instr('123456789ABCDEF', substr(e.entry, 29, 1)) * 1048576 + instr('123456789ABCDEF', substr(e.entry, 30, 1)) * 65536
                    + instr('123456789ABCDEF', substr(e.entry, 31, 1)) * 268435456 + instr('123456789ABCDEF', substr(e.entry, 32, 1)) * 16777216) AS place
            FROM (
                SELECT DISTINCT
                    n.shard, n.last_seq, n.first_seq, entries.key, hex(substr(blocks.data, 29 + 16 * entries.key, 16)) AS entry
                FROM (
                    SELECT DISTINCT
                        c.shard, c.last_seq, c.first_seq,
                        (instr('123456789ABCDEF', substr(c.digits, 1, 1)) * 16 + instr('123456789ABCDEF', substr(c.digits, 2, 1))
                            + instr('123456789ABCDEF', substr(c.digits, 3, 1)) * 4096 + instr('123456789ABCDEF', substr(c.digits, 4, 1)) * 256
                            + instr('123456789ABCDEF', substr(c.digits, 5, 1)) * 1048576 + instr('123456789ABCDEF', substr(c.digits, 6, 1)) * 65536) AS records
                    FROM (SELECT DISTINCT shard, last_seq, first_seq, hex(substr(data, 9, 4)) AS digits FROM blocks) AS c
                ) AS n
                JOIN blocks ON blocks.shard = n.shard AND blocks.last_seq = n.last_seq
                JOIN json_each('[' || substr(replace(hex(zeroblob(n.records)), '00', ',0'), 2) || ']') AS entries
            ) AS e
        ) AS p
        JOIN blocks ON blocks.shard = p.shard AND blocks.last_seq = p.last_seq
    ) AS h
) AS r
JOIN blocks AS b ON b.shard = r.shard AND b.last_seq = r.last_seq;
