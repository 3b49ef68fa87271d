-- The ledger of the add-on, for SQLite and PostgreSQL alike. Moments are milliseconds since 1970, UTC.

CREATE TABLE orders (
    order_number TEXT PRIMARY KEY,
    buyer_id     TEXT NOT NULL,
    -- Yen, without tax and of tax.
    price        BIGINT NOT NULL,
    tax          BIGINT NOT NULL,
    -- KB_1 registered, KB_2 cancelled, empty before.
    status       TEXT NOT NULL,
    -- What was asked last, when, and the code it was refused with.
    sent_at      BIGINT NOT NULL,
    error_code   TEXT NOT NULL,
    created_at   BIGINT NOT NULL
);

CREATE INDEX orders_by_age ON orders (created_at, order_number);

-- What is to be asked of the provider, written down before it is asked.
CREATE TABLE intents (
    id           TEXT PRIMARY KEY,
    order_number TEXT NOT NULL,
    -- The request, as JSON.
    request      TEXT NOT NULL,
    -- sending, unknown, done, refused, unsent, decided
    state        TEXT NOT NULL,
    -- Who is sending it, and until when nobody else may.
    holder       TEXT NOT NULL,
    held_until   BIGINT NOT NULL,
    -- How often it was sent without its outcome being known.
    unanswered   BIGINT NOT NULL,
    error_code   TEXT NOT NULL,
    recorded_at  BIGINT NOT NULL,
    changed_at   BIGINT NOT NULL
);

-- No two processes ever ask about one order at the same time.
CREATE UNIQUE INDEX one_open_intent ON intents (order_number) WHERE state IN ('sending', 'unknown');

CREATE TABLE shipments (
    order_number TEXT PRIMARY KEY,
    slip_number  TEXT NOT NULL,
    -- 1 where the provider knows it, 0 where it was not told.
    sent         BIGINT NOT NULL,
    created_at   BIGINT NOT NULL
);

-- The buyer ids of the shop's users; the counter of the last one is the highest.
CREATE TABLE buyers (
    buyer_id     TEXT PRIMARY KEY,
    user_id      BIGINT NOT NULL,
    counter      BIGINT NOT NULL,
    -- sending, unknown, applied, refused
    state        TEXT NOT NULL,
    error_code   TEXT NOT NULL,
    -- The last that was heard of its screening.
    judgement    TEXT NOT NULL,
    applied_at   BIGINT NOT NULL
);

CREATE INDEX buyers_by_user ON buyers (user_id, counter);
