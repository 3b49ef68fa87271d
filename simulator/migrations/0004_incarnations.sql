-- Tells a merchant from another one that had its code before.
ALTER TABLE merchants ADD COLUMN incarnation BIGINT NOT NULL DEFAULT 0;
