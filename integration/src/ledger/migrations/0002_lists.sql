-- The list of shipments is searched, counted and turned over in its index alone.
DROP INDEX kakebarai_shipments_by_age;

CREATE INDEX kakebarai_shipments_by_age ON kakebarai_shipments (created_at, order_number, slip_number, sent);
