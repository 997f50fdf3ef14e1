-- What has left the log is in chunks only, so these stay.
UPDATE compactions SET rebuilds = rebuilds + 1, up_to = removed_to;
