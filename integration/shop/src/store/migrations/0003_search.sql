-- What users are looked for by, as the shop folds it: one spelling for wide and narrow, large and small letters.
ALTER TABLE shop_users ADD COLUMN search TEXT NOT NULL DEFAULT '';
-- The digits of the telephone number.
ALTER TABLE shop_users ADD COLUMN digits TEXT NOT NULL DEFAULT '';
