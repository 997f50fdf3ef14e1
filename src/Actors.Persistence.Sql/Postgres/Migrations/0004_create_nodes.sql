-- A shard that was released has no owner; its epoch stays.
ALTER TABLE shards ALTER COLUMN owner DROP NOT NULL;

-- One row per life of a node: what it said last, and when by the clock of this server.
CREATE TABLE nodes (
    incarnation bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name        text        NOT NULL,
    address     text,
    roles       smallint    NOT NULL,
    status      smallint    NOT NULL,
    beat        timestamptz NOT NULL,
    unreachable text[]      NOT NULL
) WITH (fillfactor = 50);

-- Where changes of nodes and shards are announced: a channel of this schema's own, as channels are shared by the whole database.
CREATE FUNCTION change_channel() RETURNS text
LANGUAGE sql STABLE AS $$ SELECT 'actors_' || md5(current_schema()) $$;
