-- The stranger's own: a table that has the very name that the ledger's had once.
CREATE TABLE orders (id BIGINT PRIMARY KEY, customer TEXT NOT NULL);
INSERT INTO orders VALUES (1, 'somebody');
