-- Under which account each thing was asked: address and 加盟店コード. Empty: written down before accounts were.

ALTER TABLE orders ADD COLUMN account TEXT NOT NULL DEFAULT '';

ALTER TABLE intents ADD COLUMN account TEXT NOT NULL DEFAULT '';

-- The same user has the same buyer id under each account.
CREATE TABLE buyers_of_accounts (
    account      TEXT NOT NULL DEFAULT '',
    buyer_id     TEXT NOT NULL,
    user_id      BIGINT NOT NULL,
    counter      BIGINT NOT NULL,
    state        TEXT NOT NULL,
    error_code   TEXT NOT NULL,
    judgement    TEXT NOT NULL,
    applied_at   BIGINT NOT NULL,
    PRIMARY KEY (account, buyer_id)
);

INSERT INTO buyers_of_accounts (account, buyer_id, user_id, counter, state, error_code, judgement, applied_at)
SELECT '', buyer_id, user_id, counter, state, error_code, judgement, applied_at FROM buyers;

DROP TABLE buyers;

ALTER TABLE buyers_of_accounts RENAME TO buyers;

CREATE INDEX buyers_by_user ON buyers (user_id, counter);
