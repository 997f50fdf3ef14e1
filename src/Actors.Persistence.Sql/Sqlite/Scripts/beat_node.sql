-- A member that is down is not stamped: others wait for its silence.
UPDATE nodes SET beat = ?1, status = max(status, ?2), unreachable = ?3, refused = ?5 WHERE incarnation = ?4 AND status < 3;
