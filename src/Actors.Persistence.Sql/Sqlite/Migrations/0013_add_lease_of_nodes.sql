-- How long a node may serve reads after its last heartbeat, in microseconds: the others judge it by its own lease, not by theirs.
ALTER TABLE nodes ADD COLUMN lease INTEGER;
