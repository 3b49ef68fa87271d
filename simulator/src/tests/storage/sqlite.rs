//! The file of SQLite: the versions of its format, and failures to write it.

use std::{borrow::Cow, path::PathBuf, sync::Arc};

use sqlx::{AnyConnection, Connection as _, migrate::Migrator};

use crate::tests::support::asking::{morning, settings};
use crate::{
    Settings, Simulator, StartError,
    books::change::{Cause, Change},
    merchant::{
        credentials::Credentials, event::Unwritten, initial_state::InitialState, timeline::Recorded,
    },
    settings::Data,
    storage::{
        StorageError, Transacted, codec,
        data_error::DataError,
        file,
        sqlite::{Observer, Writer},
        tables::MIGRATIONS,
        writing,
    },
};

/// A file of a test's own, gone when it is dropped.
pub(in crate::tests) struct File(PathBuf);

impl File {
    pub(in crate::tests) fn new(name: &str) -> Self {
        let file = format!("kakebarai-{}-{name}.db", std::process::id());
        Self(std::env::temp_dir().join(file))
    }

    pub(in crate::tests) async fn open(&self) -> AnyConnection {
        sqlx::any::install_default_drivers();
        let url = format!("sqlite://{}?mode=rwc", self.0.display());
        AnyConnection::connect(&url).await.unwrap()
    }

    /// Settings from the text of a settings file, with this file as storage.
    pub(in crate::tests) fn settings(&self, toml: &str) -> Settings {
        Settings {
            data: Some(Data::File(self.0.clone())),
            ..settings(toml)
        }
    }
}

impl Drop for File {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }
}

/// The format up to a version, as in the simulator of that version.
fn up_to(version: i64) -> Migrator {
    let known = MIGRATIONS
        .iter()
        .filter(|migration| migration.version <= version);
    Migrator {
        migrations: Cow::Owned(known.cloned().collect()),
        ..Migrator::DEFAULT
    }
}

async fn execute(connection: &mut AnyConnection, sql: &'static str) {
    sqlx::raw_sql(sql).execute(connection).await.unwrap();
}

/// The data of the first version: a merchant with one buyer and one order, its clock frozen in 2026.
const FIRST: &str = r#"
    INSERT INTO merchants (code, password, created_at, founding, controls, resets) VALUES
        ('900000001', 'kakebarai-test', '2026-11-24T10:00:00', '{"testBuyers":true,"madeUp":null}',
         '{"clock":{"frozen":{"at":"2026-11-24T12:00:00"}},"faults":{"lastId":0,"faults":[]},"screening":{"outcome":"ご利用可","delay":"5m","creditLimit":600000,"magicNumbers":true,"rules":[]}}', 0);
    INSERT INTO changes (merchant, number, change) VALUES
        ('900000001', 1, '{"at":"2026-11-24T10:00:00","cause":"founding","change":{"buyerAdded":{"id":"1111","name":"株式会社テスト","telephone":"03-0000-1111","standing":{"judgement":"ご利用可","usable":true,"stopped":false,"temporarilyStopped":false,"creditLimit":600000},"usedAmount":0,"decidedAt":null}}}'),
        ('900000001', 2, '{"at":"2026-11-24T11:00:00","cause":"api","change":{"paymentRegistered":{"order":"A-1","buyer":"1111","price":1000,"tax":100,"date":"2026-11-24"}}}');
"#;

#[tokio::test]
async fn what_the_first_version_wrote_is_read_by_this_one() {
    let file = File::new("first");
    let mut connection = file.open().await;
    up_to(1).run(&mut connection).await.unwrap();
    execute(&mut connection, FIRST).await;
    connection.close().await.unwrap();

    for _ in 0..2 {
        let simulator = Simulator::start(file.settings("")).unwrap();
        let merchant = simulator.app().merchant("900000001").unwrap();
        let state = merchant.state();
        assert_eq!(state.clock().now().to_string(), "2026-11-24T12:00:00");
        assert_eq!(state.books().buyer("1111").unwrap().used_amount, 1_100);
        assert_eq!(
            state
                .books()
                .payment("A-1")
                .unwrap()
                .registered_at
                .to_string(),
            "2026-11-24T11:00:00"
        );
        assert_eq!(state.books().change_count(), 2);
    }
    // The tables of this version are there.
    let mut connection = file.open().await;
    execute(
        &mut connection,
        "SELECT number FROM checkpoints; SELECT name FROM snapshots;",
    )
    .await;
}

#[tokio::test]
async fn what_a_newer_version_wrote_is_left_alone() {
    let file = File::new("newer");
    let mut connection = file.open().await;
    MIGRATIONS.run(&mut connection).await.unwrap();
    execute(&mut connection, FIRST).await;
    execute(
        &mut connection,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (99, 'of the future', TRUE, x'00', 0)",
    )
    .await;
    connection.close().await.unwrap();
    let error = Simulator::start(file.settings("")).unwrap_err();
    assert!(
        matches!(
            error,
            StartError::Data {
                source: DataError::Newer(99),
                ..
            }
        ),
        "{error}"
    );
    assert!(error.to_string().contains("新しい版"), "{error}");
    let mut connection = file.open().await;
    let count =
        "SELECT (SELECT COUNT(*) FROM changes) * 10 + (SELECT COUNT(*) FROM _sqlx_migrations)";
    let count: i64 = sqlx::query_scalar(count)
        .fetch_one(&mut connection)
        .await
        .unwrap();
    let versions = i64::try_from(MIGRATIONS.iter().count()).unwrap();
    assert_eq!(count, 20 + versions + 1);
}

#[tokio::test]
async fn what_cannot_be_read_is_named() {
    for (name, spoil, named) in [
        (
            "change",
            "UPDATE changes SET change = '{}' WHERE number = 2",
            "change 2",
        ),
        (
            "gap",
            "UPDATE changes SET number = 3 WHERE number = 2",
            "changes after 0",
        ),
        (
            "misfit",
            r#"UPDATE changes SET change = replace(change, '"buyer":"1111"', '"buyer":"9999"') WHERE number = 2"#,
            "change 2: 取引先がありません",
        ),
        ("controls", "UPDATE merchants SET controls = ''", "controls"),
        (
            "founding",
            "UPDATE merchants SET founding = '[]'",
            "founding",
        ),
        (
            "checkpoint",
            "INSERT INTO checkpoints VALUES ('900000001', 1, 'x')",
            "checkpoint",
        ),
        (
            "snapshot",
            "INSERT INTO snapshots VALUES ('900000001', 'a', '{}')",
            "snapshot a",
        ),
    ] {
        let file = File::new(name);
        let mut connection = file.open().await;
        MIGRATIONS.run(&mut connection).await.unwrap();
        execute(&mut connection, FIRST).await;
        execute(&mut connection, spoil).await;
        connection.close().await.unwrap();
        // The other merchants can be used; this one reports its problem, and can be deleted.
        let simulator = Simulator::start(file.settings("")).unwrap();
        let app = simulator.app();
        assert!(app.merchant("900000001").is_none());
        let Err(StorageError::Unreadable(reason)) = app.find("900000001").await else {
            panic!("{name} is read");
        };
        assert!(
            reason.contains("900000001") && reason.contains(named),
            "{reason}"
        );
        let (_, remedy) = StorageError::Unreadable(reason).text();
        assert!(remedy.contains("消してください"), "{remedy}");
        let other = app.mint().await;
        assert!(app.find(&other.code).await.unwrap().is_some());
        app.remove("900000001").await.unwrap();
        drop(simulator);
        let simulator = Simulator::start(file.settings("")).unwrap();
        let merchant = simulator.app().merchant("900000001").unwrap();
        assert_eq!(
            merchant.state().books().change_count(),
            4,
            "it begins again"
        );
    }
}

/// Ignores errors.
struct Nobody;

impl Observer for Nobody {
    fn unwritable(&self, _: &sqlx::Error) {}
}

#[tokio::test]
async fn what_cannot_be_written_is_not_answered() {
    let file = File::new("unwritable");
    let mut opened = file::File::open(&file.0).await.unwrap();
    execute(opened.connection().await.unwrap(), "DROP TABLE changes").await;
    let writer = Arc::new(Writer::new());
    writer.put(&"900000001".into(), vec![change(1)]);
    let writing = writer.clone();
    let running = tokio::spawn(async move { writing.run(opened, Nobody).await });
    assert_eq!(writer.flushed().await, Err(StorageError::FileInDoubt));
    assert!(writer.is_failing());
    // Later events are not written either.
    writer.put(&"900000001".into(), vec![change(2)]);
    assert_eq!(writer.flushed().await, Err(StorageError::FileInDoubt));
    // Closed, it does not wait until writing succeeds.
    writer.close().await;
    running.await.unwrap();
    assert_eq!(writer.flushed().await, Err(StorageError::File));
}

/// A full disk, until the file is opened again.
#[tokio::test]
async fn what_could_not_be_written_is_written_as_soon_as_it_can() {
    let file = File::new("full");
    let mut opened = file::File::open(&file.0).await.unwrap();
    let connection = opened.connection().await.unwrap();
    execute(connection, FIRST).await;
    execute(
        connection,
        "CREATE TEMP TRIGGER full BEFORE INSERT ON changes
         BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END",
    )
    .await;
    let writer = Arc::new(Writer::new());
    let code = "900000001".into();
    writer.put(
        &code,
        vec![Unwritten::Password("another".into()), change(100)],
    );
    let writing = writer.clone();
    let running = tokio::spawn(async move { writing.run(opened, Nobody).await });
    assert_eq!(writer.flushed().await, Err(StorageError::FileInDoubt));
    // A new event wakes it.
    writer.put(&code, vec![change(101)]);
    while writer.flushed().await.is_err() {
        tokio::task::yield_now().await;
    }
    assert!(!writer.is_failing());
    writer.close().await;
    running.await.unwrap();
    let mut connection = file.open().await;
    let written = "SELECT number FROM changes WHERE number >= 100 ORDER BY number";
    let written: Vec<i64> = sqlx::query_scalar(written)
        .fetch_all(&mut connection)
        .await
        .unwrap();
    assert_eq!(written, [100, 101]);
}

/// A commit may report an error although it was done: records that are written again exist once.
#[tokio::test]
async fn what_is_written_again_is_there_once() {
    let file = File::new("again");
    let mut opened = file::File::open(&file.0).await.unwrap();
    let connection = opened.connection().await.unwrap();
    execute(connection, FIRST).await;
    let code = "900000001".into();
    let batch: Vec<_> = [change(3), Unwritten::Reset, change(1), change(2)]
        .iter()
        .map(|unwritten| codec::encode(&code, unwritten))
        .collect();
    for again in [false, true] {
        writing::write(connection, &batch, again).await.unwrap();
        let written = sqlx::query_scalar("SELECT number FROM changes ORDER BY number");
        let written: Vec<i64> = written.fetch_all(&mut *connection).await.unwrap();
        assert_eq!(written, [1, 2]);
    }
}

/// A request may still hold a deleted merchant: its events do not go to a new merchant with the same code.
#[tokio::test]
async fn what_happens_to_a_deleted_merchant_is_not_stored() {
    let file = File::new("deleted");
    let code = "900000001";
    let simulator = Simulator::start(file.settings("")).unwrap();
    let app = simulator.app();
    let held = app.merchant(code).unwrap();
    app.remove(code).await.unwrap();
    let done = app.storage().transact(&held, |state| {
        for number in 1..=20 {
            let prefix = number.to_string().into();
            let change = Change::SlipsMadeUnusable { prefix };
            state.change(morning(), Cause::Control, change);
        }
    });
    assert!(matches!(done.await.unwrap(), Transacted::Done(())));
    let (credentials, initial) = (Credentials::new(code, "another"), InitialState::STANDARD);
    app.add(credentials, initial).await.unwrap();
    drop(simulator);

    let simulator = Simulator::start(file.settings("")).unwrap();
    let merchant = simulator.app().merchant(code).unwrap();
    let state = merchant.state();
    assert_eq!(state.books().change_count(), 4);
    assert_eq!(state.books().unusable_slips().count(), 0);
}

fn change(number: u64) -> Unwritten {
    Unwritten::Change(Arc::new(Recorded {
        number,
        at: morning(),
        cause: Cause::Control,
        change: Change::SlipsMadeUnusable {
            prefix: number.to_string().into(),
        },
    }))
}
