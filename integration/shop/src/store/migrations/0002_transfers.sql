-- What an operator has said of an order that is paid by 銀行振込: paid, cancelled, or nothing yet.
ALTER TABLE shop_orders ADD COLUMN transfer TEXT NOT NULL DEFAULT '';
