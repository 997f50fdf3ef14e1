DROP TABLE IF EXISTS raw_bookings;
DROP TABLE IF EXISTS raw_accounts;
CREATE TABLE raw_bookings (account text NOT NULL, version bigint NOT NULL, amount bigint NOT NULL, balance bigint NOT NULL, PRIMARY KEY (account, version));
CREATE TABLE raw_accounts (account text PRIMARY KEY, bookings bigint NOT NULL, balance bigint NOT NULL);
