-- A shard that was released has no owner; its epoch stays. SQLite cannot drop NOT NULL, so the table is made anew.
CREATE TABLE shards_new (
    shard INTEGER PRIMARY KEY,
    owner TEXT,
    epoch INTEGER NOT NULL,
    head  INTEGER NOT NULL
);
INSERT INTO shards_new (shard, owner, epoch, head) SELECT shard, owner, epoch, head FROM shards;
DROP TABLE shards;
ALTER TABLE shards_new RENAME TO shards;

-- One row per life of a node: what it said last, and when. AUTOINCREMENT, so that no number is ever used twice.
CREATE TABLE nodes (
    incarnation INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT    NOT NULL,
    address     TEXT,
    roles       INTEGER NOT NULL,
    status      INTEGER NOT NULL,
    beat        INTEGER NOT NULL,
    unreachable TEXT    NOT NULL
);
