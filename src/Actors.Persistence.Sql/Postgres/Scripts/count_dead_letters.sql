SELECT count(*) FROM dead_letters WHERE status = $1;
