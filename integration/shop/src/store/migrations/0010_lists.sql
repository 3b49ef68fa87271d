-- The list of shipments is searched, counted and turned over in its index alone.
DROP INDEX shop_shipments_by_age;

CREATE INDEX shop_shipments_by_age ON shop_shipments (created_at, order_number, slip_number);
