DELETE FROM snapshots;
