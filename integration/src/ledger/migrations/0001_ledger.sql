-- The ledger, for SQLite and PostgreSQL alike, as a guest in somebody's database: every name begins with kakebarai_. Moments
-- are milliseconds since 1970, UTC. What is there already was taken over from a ledger of before the prefix.

CREATE TABLE IF NOT EXISTS kakebarai_orders (
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
    created_at   BIGINT NOT NULL,
    -- Under which account it was asked: address and 加盟店コード. Empty: written down before accounts were.
    account      TEXT NOT NULL DEFAULT ''
);

-- With what is looked for.
CREATE INDEX IF NOT EXISTS kakebarai_orders_by_age ON kakebarai_orders (created_at, order_number, buyer_id, status);

-- What is to be asked of the provider, written down before it is asked.
CREATE TABLE IF NOT EXISTS kakebarai_intents (
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
    changed_at   BIGINT NOT NULL,
    account      TEXT NOT NULL DEFAULT '',
    -- register, cancel, ship, unship
    kind         TEXT NOT NULL DEFAULT ''
);

-- No two processes ever ask about one order at the same time.
CREATE UNIQUE INDEX IF NOT EXISTS kakebarai_one_open_intent ON kakebarai_intents (order_number) WHERE state IN ('sending', 'unknown');

CREATE INDEX IF NOT EXISTS kakebarai_intents_by_order ON kakebarai_intents (order_number, recorded_at);

CREATE INDEX IF NOT EXISTS kakebarai_intents_by_state ON kakebarai_intents (state);

CREATE TABLE IF NOT EXISTS kakebarai_shipments (
    order_number TEXT PRIMARY KEY,
    slip_number  TEXT NOT NULL,
    -- 1 where the provider knows it, 0 where it was not told.
    sent         BIGINT NOT NULL,
    created_at   BIGINT NOT NULL
);

CREATE INDEX IF NOT EXISTS kakebarai_shipments_by_age ON kakebarai_shipments (created_at, order_number);

-- The buyer ids of the shop's users, for each account; the counter of the last one is the highest.
CREATE TABLE IF NOT EXISTS kakebarai_buyers (
    account      TEXT NOT NULL DEFAULT '',
    buyer_id     TEXT NOT NULL,
    user_id      BIGINT NOT NULL,
    counter      BIGINT NOT NULL,
    -- sending, unknown, applied, refused
    state        TEXT NOT NULL,
    error_code   TEXT NOT NULL,
    -- The last that was heard of its screening.
    judgement    TEXT NOT NULL,
    applied_at   BIGINT NOT NULL,
    PRIMARY KEY (account, buyer_id)
);

CREATE INDEX IF NOT EXISTS kakebarai_buyers_by_user ON kakebarai_buyers (user_id, counter);
