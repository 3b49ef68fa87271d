-- Snapshots by name; and the books after so many changes, so that a start need not make all of them again.

CREATE TABLE snapshots (
    merchant TEXT NOT NULL,
    name     TEXT NOT NULL,
    -- As it is downloaded: JSON.
    document TEXT NOT NULL,
    PRIMARY KEY (merchant, name)
);

CREATE TABLE checkpoints (
    merchant TEXT PRIMARY KEY,
    number   BIGINT NOT NULL,
    -- JSON.
    books    TEXT NOT NULL
);
