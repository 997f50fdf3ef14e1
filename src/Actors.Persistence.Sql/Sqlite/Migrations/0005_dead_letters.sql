ALTER TABLE dead_letters ADD COLUMN attempts INTEGER NOT NULL DEFAULT 1;
ALTER TABLE dead_letters ADD COLUMN ingress TEXT;
ALTER TABLE dead_letters ADD COLUMN lane TEXT;
ALTER TABLE dead_letters ADD COLUMN position INTEGER;
ALTER TABLE dead_letters ADD COLUMN key BLOB;
ALTER TABLE dead_letters ADD COLUMN headers TEXT;
ALTER TABLE dead_letters ADD COLUMN edit_payload BLOB;
ALTER TABLE dead_letters ADD COLUMN edit_type TEXT;
ALTER TABLE dead_letters ADD COLUMN edit_entity TEXT;
ALTER TABLE dead_letters ADD COLUMN is_published INTEGER NOT NULL DEFAULT 0;
CREATE INDEX dead_letters_unpublished ON dead_letters (ordinal) WHERE is_published = 0;

-- What was done about each dead letter: who, when and why.
CREATE TABLE dead_letter_actions (
    ordinal   INTEGER PRIMARY KEY AUTOINCREMENT,
    letter    TEXT    NOT NULL,
    kind      INTEGER NOT NULL,
    time      INTEGER NOT NULL,
    principal TEXT,
    note      TEXT    NOT NULL
);
CREATE INDEX dead_letter_actions_letter ON dead_letter_actions (letter, ordinal);
