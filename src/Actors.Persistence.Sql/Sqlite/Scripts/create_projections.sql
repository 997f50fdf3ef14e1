CREATE TABLE IF NOT EXISTS projection_states (
    projection TEXT    PRIMARY KEY,
    revision   INTEGER NOT NULL,
    active     INTEGER NOT NULL,
    state      TEXT    NOT NULL
);
CREATE TABLE IF NOT EXISTS projection_tables (
    projection TEXT    NOT NULL,
    build      INTEGER NOT NULL,
    name       TEXT    NOT NULL,
    PRIMARY KEY (projection, build, name)
);
CREATE TABLE IF NOT EXISTS projection_progress (
    projection TEXT    NOT NULL,
    build      INTEGER NOT NULL,
    shard      INTEGER NOT NULL,
    value      INTEGER NOT NULL,
    records    INTEGER NOT NULL,
    checksum   INTEGER NOT NULL,
    PRIMARY KEY (projection, build, shard)
);
CREATE TABLE IF NOT EXISTS projection_parked (
    projection TEXT    NOT NULL,
    build      INTEGER NOT NULL,
    entity     TEXT    NOT NULL,
    shard      INTEGER NOT NULL,
    reason     TEXT    NOT NULL,
    since      INTEGER NOT NULL,
    is_wanted  INTEGER NOT NULL,
    PRIMARY KEY (projection, build, entity)
);
CREATE TABLE IF NOT EXISTS projection_parked_records (
    projection TEXT    NOT NULL,
    build      INTEGER NOT NULL,
    entity     TEXT    NOT NULL,
    seq        INTEGER NOT NULL,
    PRIMARY KEY (projection, build, entity, seq)
);
CREATE TABLE IF NOT EXISTS projection_owed_effects (
    projection TEXT    NOT NULL,
    build      INTEGER NOT NULL,
    entity     TEXT    NOT NULL,
    seq        INTEGER NOT NULL,
    PRIMARY KEY (projection, build, entity, seq)
);
CREATE TABLE IF NOT EXISTS projection_audits (
    projection TEXT    NOT NULL,
    build      INTEGER NOT NULL,
    shard      INTEGER NOT NULL,
    value      INTEGER NOT NULL,
    records    INTEGER NOT NULL,
    checksum   INTEGER NOT NULL,
    PRIMARY KEY (projection, build, shard)
);
CREATE TABLE IF NOT EXISTS projection_skips (
    projection TEXT    NOT NULL,
    build      INTEGER NOT NULL,
    shard      INTEGER NOT NULL,
    kind       TEXT    NOT NULL,
    first_seq  INTEGER NOT NULL,
    last_seq   INTEGER NOT NULL,
    records    INTEGER NOT NULL,
    is_exact   INTEGER NOT NULL,
    found      INTEGER NOT NULL,
    PRIMARY KEY (projection, build, shard, kind, first_seq, last_seq)
);
