-- The shop's own tables, beside the ledger's, for SQLite and PostgreSQL alike. Moments are milliseconds since 1970, UTC;
-- what is yes or no is 1 or 0; rates, prices of pieces and the like are in hundredths.

-- The last number given, by what it numbers.
CREATE TABLE shop_counters (
    name TEXT PRIMARY KEY,
    last BIGINT NOT NULL
);

INSERT INTO shop_counters (name, last) VALUES ('user', 100), ('order', 1000);

-- Settings as JSON, and secrets.
CREATE TABLE shop_settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE shop_taxes (
    id       BIGINT PRIMARY KEY,
    name     TEXT NOT NULL,
    rate     BIGINT NOT NULL,
    included BIGINT NOT NULL,
    enabled  BIGINT NOT NULL
);

CREATE TABLE shop_products (
    id          BIGINT PRIMARY KEY,
    name        TEXT NOT NULL,
    code        TEXT NOT NULL,
    -- In hundredths of a yen.
    price       BIGINT NOT NULL,
    unit        TEXT NOT NULL,
    tax_id      BIGINT,
    description TEXT NOT NULL,
    -- Which of the drawings.
    picture     TEXT NOT NULL
);

CREATE TABLE shop_shipping_methods (
    id          BIGINT PRIMARY KEY,
    name        TEXT NOT NULL,
    description TEXT NOT NULL,
    -- In yen.
    price       BIGINT NOT NULL,
    tax_id      BIGINT
);

CREATE TABLE shop_users (
    id               BIGINT PRIMARY KEY,
    -- In lower case.
    email            TEXT NOT NULL UNIQUE,
    password_hash    TEXT NOT NULL,
    company          TEXT NOT NULL,
    family_name      TEXT NOT NULL,
    given_name       TEXT NOT NULL,
    family_name_kana TEXT NOT NULL,
    given_name_kana  TEXT NOT NULL,
    postal_code      TEXT NOT NULL,
    address          TEXT NOT NULL,
    telephone        TEXT NOT NULL,
    created_at       BIGINT NOT NULL
);

CREATE TABLE shop_groups (
    id   BIGINT PRIMARY KEY,
    name TEXT NOT NULL
);

CREATE TABLE shop_memberships (
    user_id  BIGINT NOT NULL,
    group_id BIGINT NOT NULL,
    -- A, P, F or D.
    status   TEXT NOT NULL,
    PRIMARY KEY (user_id, group_id)
);

CREATE INDEX shop_memberships_by_group ON shop_memberships (group_id, status);

CREATE TABLE shop_operators (
    name          TEXT PRIMARY KEY,
    password_hash TEXT NOT NULL
);

-- Who is logged in. The cookie's value itself is not kept.
CREATE TABLE shop_sessions (
    digest     TEXT PRIMARY KEY,
    -- customer or operator
    kind       TEXT NOT NULL,
    -- The user's id, or the operator's name.
    account    TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX shop_sessions_by_end ON shop_sessions (expires_at);

-- The owner is u:USER for who is logged in, and s:DIGEST of the session before.
CREATE TABLE shop_cart_items (
    owner      TEXT NOT NULL,
    product_id BIGINT NOT NULL,
    quantity   BIGINT NOT NULL,
    added_at   BIGINT NOT NULL,
    PRIMARY KEY (owner, product_id)
);

CREATE INDEX shop_cart_items_by_age ON shop_cart_items (added_at);

-- What somebody has chosen so far, and the token that lets it become an order once only.
CREATE TABLE shop_checkouts (
    user_id BIGINT PRIMARY KEY,
    token   TEXT NOT NULL,
    choices TEXT NOT NULL
);

CREATE TABLE shop_orders (
    number    TEXT PRIMARY KEY,
    user_id   BIGINT NOT NULL,
    placed_at BIGINT NOT NULL,
    -- open: being placed; accepted: the customer was told that it exists; failed: that it does not.
    outcome   TEXT NOT NULL,
    -- kakebarai or transfer
    payment   TEXT NOT NULL,
    -- What the customer was shown as the total, in yen.
    total     BIGINT NOT NULL,
    -- The token of its checkout.
    token     TEXT NOT NULL UNIQUE,
    -- Everything as it was when it was placed, as JSON.
    contents  TEXT NOT NULL
);

CREATE INDEX shop_orders_by_user ON shop_orders (user_id, outcome, placed_at, number);
CREATE INDEX shop_orders_by_outcome ON shop_orders (outcome, placed_at);
-- With what is looked for, so that a search need not read the contents.
CREATE INDEX shop_orders_by_age ON shop_orders (placed_at, number, user_id, payment);
CREATE INDEX shop_orders_by_total ON shop_orders (total, number, user_id, payment);

-- Shipments of orders that are not paid by クロネコ掛け払い; the ledger has the others.
CREATE TABLE shop_shipments (
    order_number TEXT PRIMARY KEY,
    slip_number  TEXT NOT NULL,
    created_at   BIGINT NOT NULL
);

CREATE INDEX shop_shipments_by_age ON shop_shipments (created_at, order_number);

-- Pictures that were uploaded, in hexadecimal digits.
CREATE TABLE shop_icons (
    digest     TEXT PRIMARY KEY,
    media_type TEXT NOT NULL,
    content    TEXT NOT NULL
);
