-- The rows are in blocks now. SQLite cannot take them apart; see docs/journal.md for how people read them.
DROP VIEW journal_events;
DROP TABLE journal;
