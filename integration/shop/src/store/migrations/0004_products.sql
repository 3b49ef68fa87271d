-- Products, taxes, ways of shipping and user groups that operators create count on from here: the numbers before are those of
-- a new shop.
INSERT INTO shop_counters (name, last) VALUES ('product', 100), ('tax', 100), ('shipping-method', 100), ('group', 100);

-- Prices are in thousandths of a yen from now on.
UPDATE shop_products SET price = price * 10;
