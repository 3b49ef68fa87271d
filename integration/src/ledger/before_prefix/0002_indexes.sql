-- What the screens look for: the history of an order, what is open, shipments by age.

-- With what is looked for.
DROP INDEX orders_by_age;

CREATE INDEX orders_by_age ON orders (created_at, order_number, buyer_id, status);

CREATE INDEX intents_by_order ON intents (order_number, recorded_at);

CREATE INDEX intents_by_state ON intents (state);

CREATE INDEX shipments_by_age ON shipments (created_at, order_number);
