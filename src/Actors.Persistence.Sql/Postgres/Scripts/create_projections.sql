CREATE TABLE IF NOT EXISTS projection_states (
    projection text    PRIMARY KEY,
    revision   bigint  NOT NULL,
    active     integer NOT NULL,
    state      text    NOT NULL
);
CREATE TABLE IF NOT EXISTS projection_tables (
    projection text    NOT NULL,
    build      integer NOT NULL,
    name       text    NOT NULL,
    PRIMARY KEY (projection, build, name)
);
CREATE TABLE IF NOT EXISTS projection_progress (
    projection text    NOT NULL,
    build      integer NOT NULL,
    shard      integer NOT NULL,
    value      bigint  NOT NULL,
    records    bigint  NOT NULL,
    checksum   bigint  NOT NULL,
    PRIMARY KEY (projection, build, shard)
);
CREATE TABLE IF NOT EXISTS projection_parked (
    projection text    NOT NULL,
    build      integer NOT NULL,
    entity     text    NOT NULL,
    shard      integer NOT NULL,
    reason     text    NOT NULL,
    since      bigint  NOT NULL,
    is_wanted  boolean NOT NULL,
    PRIMARY KEY (projection, build, entity)
);
CREATE TABLE IF NOT EXISTS projection_parked_records (
    projection text    NOT NULL,
    build      integer NOT NULL,
    entity     text    NOT NULL,
    seq        bigint  NOT NULL,
    PRIMARY KEY (projection, build, entity, seq)
);
CREATE TABLE IF NOT EXISTS projection_owed_effects (
    projection text    NOT NULL,
    build      integer NOT NULL,
    entity     text    NOT NULL,
    seq        bigint  NOT NULL,
    PRIMARY KEY (projection, build, entity, seq)
);
CREATE TABLE IF NOT EXISTS projection_audits (
    projection text    NOT NULL,
    build      integer NOT NULL,
    shard      integer NOT NULL,
    value      bigint  NOT NULL,
    records    bigint  NOT NULL,
    checksum   bigint  NOT NULL,
    PRIMARY KEY (projection, build, shard)
);
CREATE TABLE IF NOT EXISTS projection_skips (
    projection text    NOT NULL,
    build      integer NOT NULL,
    shard      integer NOT NULL,
    kind       text    NOT NULL,
    first_seq  bigint  NOT NULL,
    last_seq   bigint  NOT NULL,
    records    bigint  NOT NULL,
    is_exact   boolean NOT NULL,
    found      bigint  NOT NULL,
    PRIMARY KEY (projection, build, shard, kind, first_seq, last_seq)
);
