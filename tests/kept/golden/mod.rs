//! What earlier versions wrote is read as it was meant: files of theirs, with what they showed of them.

use std::{fs, path::Path};

use kakebarai_simulator::{Settings, Simulator, settings::Data};
use serde_json::Value;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _, Row as _, any::install_default_drivers};

use super::Folder;
use crate::support::{self, control::Control, postgres};

/// The files lie here.
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/kept/golden");

fn shown_by_it(name: &str) -> Value {
    let text = fs::read_to_string(Path::new(GOLDEN).join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn start(data: Data) -> Simulator {
    let settings = Settings {
        data: Some(data),
        kept_changes: 20,
        ..support::settings()
    };
    Simulator::start(settings).unwrap()
}

async fn compare(simulator: &Simulator, expected: &Value) {
    for merchant in ["900000001", "900000777"] {
        let control = Control::of(simulator.url(), merchant);
        for (path, view) in expected[merchant].as_object().unwrap() {
            assert_eq!(control.get(path).await, *view, "{merchant} {path}");
        }
    }
    let control = Control::of(simulator.url(), "900000001");
    let snapshot = control.get("/snapshots/%E5%87%BA%E8%8D%B7%E5%BE%8C").await;
    assert_eq!(snapshot, expected["snapshot"]);
}

#[tokio::test]
async fn a_file_of_format_4_is_read() {
    let folder = Folder::new();
    let file = folder.file();
    fs::copy(Path::new(GOLDEN).join("format-4.db"), &file).unwrap();
    let expected = shown_by_it("format-4.json");
    // The second start reads what the first has written.
    for _ in 0..2 {
        compare(&start(Data::File(file.clone())), &expected).await;
    }
}

/// The tables of format 4, in PostgreSQL: its columns and its rows.
async fn copy(file: &Path, url: &str) {
    install_default_drivers();
    let from = format!("sqlite://{}?mode=ro&immutable=1", file.display());
    let mut from = AnyConnection::connect(&from).await.unwrap();
    let mut to = AnyConnection::connect(url).await.unwrap();
    // The simulator makes the tables; they are emptied of the merchant that it begins with.
    drop(start(Data::Postgres(url.to_owned())));
    for (table, columns) in [
        (
            "merchants",
            "code password created_at founding controls resets version snapshots incarnation",
        ),
        ("changes", "merchant number change"),
        ("snapshots", "merchant name document"),
        ("checkpoints", "merchant number books"),
    ] {
        let columns: Vec<&str> = columns.split(' ').collect();
        let list = columns.join(", ");
        let delete = format!("DELETE FROM {table}");
        sqlx::query(AssertSqlSafe(delete))
            .execute(&mut to)
            .await
            .unwrap();
        let rows = sqlx::query(AssertSqlSafe(format!("SELECT {list} FROM {table}")))
            .fetch_all(&mut from)
            .await
            .unwrap();
        assert!(!rows.is_empty(), "{table}");
        let places: Vec<String> = (1..=columns.len()).map(|at| format!("${at}")).collect();
        let insert = format!(
            "INSERT INTO {table} ({list}) VALUES ({})",
            places.join(", ")
        );
        for row in rows {
            let mut query = sqlx::query(AssertSqlSafe(insert.clone()));
            for at in 0..columns.len() {
                query = match row.try_get::<i64, _>(at) {
                    Ok(number) => query.bind(number),
                    Err(_) => query.bind(row.get::<String, _>(at)),
                };
            }
            query.execute(&mut to).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_database_of_format_4_is_read() {
    let Some(url) = postgres::database().await else {
        return;
    };
    copy(&Path::new(GOLDEN).join("format-4.db"), &url).await;
    let expected = shown_by_it("format-4.json");
    for _ in 0..2 {
        compare(&start(Data::Postgres(url.clone())), &expected).await;
    }
}
