//! The steps from an empty database to today's tables. Not by sqlx's macro, which makes the compiler build the drivers a second time.

use sqlx::{
    SqlSafeStr as _,
    migrate::{Migration, MigrationType, Migrator},
};

pub(super) fn migrations() -> Migrator {
    let mut migrations = Migrator::with_migrations(vec![
        to(1, "shop", include_str!("0001_shop.sql")),
        to(2, "transfers", include_str!("0002_transfers.sql")),
        to(3, "search", include_str!("0003_search.sql")),
        to(4, "products", include_str!("0004_products.sql")),
        to(5, "reductions", include_str!("0005_reductions.sql")),
        to(
            7,
            "payment_methods",
            include_str!("0007_payment_methods.sql"),
        ),
        to(8, "applications", include_str!("0008_applications.sql")),
        to(9, "readings", include_str!("0009_readings.sql")),
        to(10, "lists", include_str!("0010_lists.sql")),
    ]);
    // `_sqlx_migrations` was the ledger's once.
    migrations.dangerous_set_table_name("_shop_migrations");
    migrations
}

fn to(version: i64, name: &'static str, sql: &'static str) -> Migration {
    let kind = MigrationType::Simple;
    Migration::new(version, name.into(), kind, sql.into_sql_str(), false)
}
