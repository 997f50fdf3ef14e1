SELECT coalesce(max(rowid), 0) FROM blocks;
