//! The steps from an empty database to today's tables. Not by sqlx's macro, which makes the compiler build the drivers a second time.

use std::sync::LazyLock;

use sqlx::{
    SqlSafeStr as _,
    migrate::{Migration, MigrationType, Migrator},
};

/// The tables as they were, which had taken the names `orders` and `_sqlx_migrations`.
pub(super) static BEFORE_PREFIX: LazyLock<Migrator> = LazyLock::new(|| {
    Migrator::with_migrations(vec![
        to(
            1,
            "ledger",
            include_str!("../before_prefix/0001_ledger.sql"),
        ),
        to(
            2,
            "indexes",
            include_str!("../before_prefix/0002_indexes.sql"),
        ),
        to(
            3,
            "accounts",
            include_str!("../before_prefix/0003_accounts.sql"),
        ),
    ])
});

/// Today's tables; their migrations are counted under a separate name.
pub(super) fn migrations() -> Migrator {
    let steps = vec![
        to(1, "ledger", include_str!("0001_ledger.sql")),
        to(2, "lists", include_str!("0002_lists.sql")),
    ];
    let mut migrations = Migrator::with_migrations(steps);
    migrations.dangerous_set_table_name("kakebarai_migrations");
    migrations
}

fn to(version: i64, name: &'static str, sql: &'static str) -> Migration {
    let kind = MigrationType::Simple;
    Migration::new(version, name.into(), kind, sql.into_sql_str(), false)
}
