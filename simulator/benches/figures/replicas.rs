//! PostgreSQL: a large merchant with few requests, and three simulators that share one. Runs if `KAKEBARAI_TEST_POSTGRES` names a server.

use std::{
    net::SocketAddr,
    sync::atomic::{AtomicU32, AtomicU64, Ordering},
    thread,
    time::{Duration, Instant},
};

use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, any::install_default_drivers};

use crate::{
    account::Account,
    load::{Connection, Load},
    process::Served,
    report::Report,
};

const CHANGES: u64 = 100_000;
/// Requests to the large merchant, each after a pause.
const QUIET: usize = 15;
const PAUSE: Duration = Duration::from_secs(1);
const REPLICAS: usize = 3;
const CLIENTS: usize = 24;

/// A database of its own, deleted when dropped.
struct Database {
    server: String,
    name: String,
}

impl Database {
    /// Returns `None` without a server.
    fn new() -> Option<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let Ok(server) = std::env::var("KAKEBARAI_TEST_POSTGRES") else {
            println!("left out: KAKEBARAI_TEST_POSTGRES names no server");
            return None;
        };
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("kakebarai_figures_{}_{number}", std::process::id());
        let database = Self { server, name };
        database
            .run(format!("CREATE DATABASE {}", database.name))
            .unwrap();
        Some(database)
    }

    fn url(&self) -> String {
        let (host, _) = self.server.rsplit_once('/').unwrap();
        format!("{host}/{}", self.name)
    }

    fn run(&self, statement: String) -> sqlx::Result<()> {
        install_default_drivers();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let mut connection = AnyConnection::connect(&self.server).await?;
            sqlx::query(AssertSqlSafe(statement))
                .execute(&mut connection)
                .await?;
            connection.close().await
        })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let _ = self.run(format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}

/// A merchant of 100,000 changes that is called once a second.
pub(super) fn quiet(report: &mut Report) {
    let Some(database) = Database::new() else {
        return;
    };
    let server = Served::simulator_with(&[("KAKEBARAI_DATA", &database.url())]);
    let account = Account::new(&server);
    Load::plain_orders(&account)
        .from(16)
        .requests(&server, CHANGES);
    let mut line = Connection::new(server.address);
    let body = format!("{}&buyerId=1111", account.credentials());
    let mut times: Vec<Duration> = (0..QUIET)
        .map(|_| {
            thread::sleep(PAUSE);
            let start = Instant::now();
            let (status, answer) = line.post("AN050", &[&body]);
            assert_eq!(status, 200, "{answer}");
            start.elapsed()
        })
        .collect();
    times.sort();
    let median = times[QUIET / 2];
    report.say(
        "a quiet request to a merchant of 100,000 changes on PostgreSQL, median (bound: 20 ms)",
        median <= Duration::from_millis(20),
        format!("{median:.1?}, at most {:.1?}", times[QUIET - 1]),
    );
}

/// Three simulators on one database; 24 clients that call the same merchant as fast as they can.
pub(super) fn crowd(report: &mut Report) {
    let Some(database) = Database::new() else {
        return;
    };
    let seconds = std::env::var("KAKEBARAI_BENCH_SECONDS");
    let seconds = seconds.map_or(25, |seconds| seconds.parse().unwrap());
    let url = database.url();
    let servers = [(); REPLICAS].map(|()| Served::simulator_with(&[("KAKEBARAI_DATA", &url)]));
    let account = Account::new(&servers[0]);
    let (answered, unavailable) = (AtomicU64::new(0), AtomicU64::new(0));
    let end = Instant::now() + Duration::from_secs(seconds);
    let ask = |client: usize, address: SocketAddr| {
        let mut line = Connection::new(address);
        let mut slowest = Duration::ZERO;
        for number in 0.. {
            let start = Instant::now();
            if start > end {
                break;
            }
            let order = format!(
                "{}&orderDate=20261123&orderNo={client}-{number}&buyerId=1111&settlePrice=10&shohiZei=1&meisaiUmu=2",
                account.credentials()
            );
            let (status, answer) = line.post("AN010", &[&order]);
            if status == 503 {
                unavailable.fetch_add(1, Ordering::Relaxed);
            } else {
                assert!(answer.contains("<returnCode>0<"), "refused: {answer}");
                answered.fetch_add(1, Ordering::Relaxed);
            }
            slowest = slowest.max(start.elapsed());
        }
        slowest
    };
    let slowest = thread::scope(|scope| {
        let ask = &ask;
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let address = servers[client % REPLICAS].address;
                scope.spawn(move || ask(client, address))
            })
            .collect();
        let slowest = clients.into_iter().map(|client| client.join().unwrap());
        slowest.max().unwrap()
    });
    let (answered, unavailable) = (answered.into_inner(), unavailable.into_inner());
    report.say(
        &format!("503 from three simulators on one PostgreSQL, 24 clients, one merchant, {seconds} s (bound: none)"),
        unavailable == 0 && answered > 0,
        format!("{unavailable}; {answered} orders were accepted, the slowest after {slowest:.1?}"),
    );
}
