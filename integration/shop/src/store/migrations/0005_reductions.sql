-- Postage is free from this sum of goods on, in yen; none where it never is.
ALTER TABLE shop_shipping_methods ADD COLUMN free_from BIGINT;

-- Discounts that everybody gets, whose codes are empty, and coupons.
CREATE TABLE shop_discounts (
    id         BIGINT PRIMARY KEY,
    name       TEXT NOT NULL,
    -- As it was entered, and as it is compared.
    code       TEXT NOT NULL,
    folded     TEXT NOT NULL,
    -- yen or percent
    kind       TEXT NOT NULL,
    -- In yen, or in hundredths of a per cent.
    amount     BIGINT NOT NULL,
    -- The goods have to cost so many yen.
    goods_from BIGINT NOT NULL,
    -- In Japan, such as 2026-11-24; empty for no bound.
    first_day  TEXT NOT NULL,
    last_day   TEXT NOT NULL,
    -- How many orders may use a coupon; none for any number.
    times      BIGINT,
    enabled    BIGINT NOT NULL
);

CREATE UNIQUE INDEX shop_discounts_by_code ON shop_discounts (folded) WHERE folded <> '';

CREATE TABLE shop_gift_certificates (
    id       BIGINT PRIMARY KEY,
    code     TEXT NOT NULL,
    folded   TEXT NOT NULL UNIQUE,
    -- What it was worth when it was sold, in yen.
    amount   BIGINT NOT NULL,
    last_day TEXT NOT NULL,
    note     TEXT NOT NULL
);

-- All points that a user was ever given.
ALTER TABLE shop_users ADD COLUMN points BIGINT NOT NULL DEFAULT 0;

-- What orders have used of coupons, gift certificates and points.
CREATE TABLE shop_redemptions (
    order_number TEXT NOT NULL,
    -- coupon, gift-certificate or points
    kind         TEXT NOT NULL,
    -- The id of the discount, of the gift certificate, of the user.
    source       BIGINT NOT NULL,
    -- In yen.
    amount       BIGINT NOT NULL,
    -- 1 once the order has come to nothing.
    returned     BIGINT NOT NULL,
    PRIMARY KEY (order_number, kind, source)
);

CREATE INDEX shop_redemptions_by_source ON shop_redemptions (kind, source, returned);

INSERT INTO shop_counters (name, last) VALUES ('discount', 0), ('gift-certificate', 0);
