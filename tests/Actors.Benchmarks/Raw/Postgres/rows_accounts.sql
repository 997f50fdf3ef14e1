INSERT INTO raw_accounts (account, bookings, balance) SELECT * FROM unnest($1, $2, $3)
ON CONFLICT (account) DO UPDATE SET bookings = raw_accounts.bookings + excluded.bookings, balance = excluded.balance;
