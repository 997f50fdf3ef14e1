-- Joins under one name come one after the other, so that the later life ends the earlier one.
SELECT pg_advisory_xact_lock(hashtextextended('actors join ' || current_schema() || ' ' || $1, 0));
