-- What a user has last applied with, as JSON: somebody who applies again mends it instead of typing it anew.
CREATE TABLE shop_applications (
    user_id BIGINT PRIMARY KEY,
    fields  TEXT NOT NULL
);
