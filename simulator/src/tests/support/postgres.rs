//! A PostgreSQL, where `KAKEBARAI_TEST_POSTGRES` names a server, as `.ci/run` does.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use sqlx::{AnyConnection, Connection as _, any::install_default_drivers};

use super::asking::finished;

static COUNT: AtomicU32 = AtomicU32::new(0);

/// The URL of a database that nobody else has; `None` where there is no server.
pub(in crate::tests) fn database() -> Option<String> {
    let server = std::env::var("KAKEBARAI_TEST_POSTGRES").ok()?;
    let name = format!(
        "kakebarai_lib_{}_{}",
        std::process::id(),
        COUNT.fetch_add(1, SeqCst)
    );
    finished(async {
        install_default_drivers();
        let mut connection = AnyConnection::connect(&server).await.unwrap();
        let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::query(create).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    });
    let (host, _) = server.rsplit_once('/').unwrap();
    Some(format!("{host}/{name}"))
}
