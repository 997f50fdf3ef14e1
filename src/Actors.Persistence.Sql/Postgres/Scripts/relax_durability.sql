-- For this transaction only: what it writes can be rebuilt, so nobody waits for the disk.
SELECT set_config('synchronous_commit', 'off', true);
