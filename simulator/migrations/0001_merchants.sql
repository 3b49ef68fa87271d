-- What merchants have been through, for SQLite and PostgreSQL alike. Moments are the merchant's, in Japan.

CREATE TABLE merchants (
    code       TEXT PRIMARY KEY,
    password   TEXT NOT NULL,
    created_at TEXT NOT NULL,
    -- What it began with and goes back to; its clock, faults and screening: JSON.
    founding   TEXT NOT NULL,
    controls   TEXT NOT NULL,
    -- How often it went back to its beginning.
    resets     BIGINT NOT NULL
);

CREATE TABLE changes (
    merchant TEXT NOT NULL,
    -- From 1, without gaps.
    number   BIGINT NOT NULL,
    -- When, why and what: JSON.
    change   TEXT NOT NULL,
    PRIMARY KEY (merchant, number)
);
