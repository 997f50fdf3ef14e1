-- Held until the transaction ends: nodes that start together migrate one after the other.
SELECT pg_advisory_xact_lock(4702394921427289928);
