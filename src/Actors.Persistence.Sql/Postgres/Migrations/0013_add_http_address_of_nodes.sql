-- Where a node's HTTP interface is reached, so that whoever is asked by an operator can ask the others.
ALTER TABLE nodes ADD COLUMN http_address text;
