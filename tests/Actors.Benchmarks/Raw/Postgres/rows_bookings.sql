INSERT INTO raw_bookings (account, version, amount, balance) SELECT * FROM unnest($1, $2, $3, $4);
