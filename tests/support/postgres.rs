//! A PostgreSQL for the tests that want one: where `KAKEBARAI_TEST_POSTGRES` names a server, as `.ci/run` does.

use std::{
    io::Write as _,
    sync::atomic::{AtomicU32, Ordering::SeqCst},
};

use sqlx::{AnyConnection, Connection as _, any::install_default_drivers};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// The URL of a database that nobody else has. None where there is no server; then it says so, past the capture of the test
/// harness.
pub(crate) async fn database() -> Option<String> {
    let number = COUNT.fetch_add(1, SeqCst);
    let Ok(server) = std::env::var("KAKEBARAI_TEST_POSTGRES") else {
        if number == 0 {
            let _ = writeln!(
                std::io::stderr(),
                "LEFT OUT: KAKEBARAI_TEST_POSTGRES names no server, so nothing was tested on PostgreSQL"
            );
        }
        return None;
    };
    install_default_drivers();
    let name = format!("kakebarai_{}_{number}", std::process::id());
    let mut connection = AnyConnection::connect(&server).await.unwrap();
    let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
    sqlx::query(create).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let (host, _) = server.rsplit_once('/').unwrap();
    Some(format!("{host}/{name}"))
}
