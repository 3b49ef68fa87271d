-- For several simulators on one database: what tells them that another one has changed something.

-- Counts up with everything that is written of a merchant.
ALTER TABLE merchants ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
-- Counts up with what is done to its snapshots.
ALTER TABLE merchants ADD COLUMN snapshots BIGINT NOT NULL DEFAULT 0;
