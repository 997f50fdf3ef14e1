ALTER TABLE dead_letters
    ADD COLUMN attempts     integer NOT NULL DEFAULT 1,
    ADD COLUMN ingress      text,
    ADD COLUMN lane         text,
    ADD COLUMN position     bigint,
    ADD COLUMN key          bytea,
    ADD COLUMN headers      text,
    ADD COLUMN edit_payload bytea,
    ADD COLUMN edit_type    text,
    ADD COLUMN edit_entity  text,
    ADD COLUMN is_published boolean NOT NULL DEFAULT false;
CREATE INDEX dead_letters_unpublished ON dead_letters (ordinal) WHERE NOT is_published;

-- What was done about each dead letter: who, when and why.
CREATE TABLE dead_letter_actions (
    ordinal   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    letter    text        NOT NULL REFERENCES dead_letters (id),
    kind      smallint    NOT NULL,
    time      timestamptz NOT NULL,
    principal text,
    note      text        NOT NULL
);
CREATE INDEX dead_letter_actions_letter ON dead_letter_actions (letter, ordinal);
