INSERT INTO raw_bookings (account, version, amount, balance) VALUES ($1, $2, $3, $4);
