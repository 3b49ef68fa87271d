//! `--data`: what is kept in a file of SQLite or in PostgreSQL, and is there again at the next start.

mod checkpoints;
mod golden;
mod interrupted;
mod merchants;
mod shared;

use std::{
    fs,
    path::{Path, PathBuf},
};

use kakebarai_simulator::{Settings, Simulator, StartError, settings::Data};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{self, control::Control, raw::post};

const MERCHANT: &str = "900000001";
const CREDENTIALS: &str = "traderCode=900000001&passWord=kakebarai-test";

/// A folder of a test's own, gone when it is dropped.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A name that a URL would have to escape.
    fn file(&self) -> PathBuf {
        self.0.path().join("帳簿 100%?.db")
    }
}

fn settings(file: &Path) -> Settings {
    Settings {
        data: Some(Data::File(file.to_owned())),
        ..support::settings()
    }
}

fn start(file: &Path) -> Simulator {
    Simulator::start(settings(file)).unwrap()
}

/// Everything that the control addresses show of a merchant, but for the journal.
async fn shown(simulator: &Simulator, merchant: &str) -> Value {
    let control = Control::of(simulator.url(), merchant);
    let mut shown = serde_json::Map::new();
    for path in [
        "",
        "/buyers",
        "/orders?limit=1000",
        "/changes?limit=1000",
        "/clock",
        "/faults",
        "/screening",
        "/snapshots",
        "/unusable-slips",
    ] {
        shown.insert(path.to_owned(), control.get(path).await);
    }
    Value::Object(shown)
}

async fn order(simulator: &Simulator, number: &str) -> String {
    let form = format!(
        "{CREDENTIALS}&orderDate=20261124&orderNo={number}&buyerId=1111&settlePrice=1000&shohiZei=100&meisaiUmu=2"
    );
    post(simulator.address(), "AN010", form)
        .await
        .code()
        .to_owned()
}

#[tokio::test]
async fn everything_is_there_again_at_the_next_start() {
    let folder = Folder::new();
    let simulator = start(&folder.file());
    let control = Control::of(simulator.url(), MERCHANT);
    assert_eq!(order(&simulator, "A-1").await, "0");
    assert_eq!(order(&simulator, "A-2").await, "0");
    let shipment = format!("{CREDENTIALS}&orderNo=A-1&slipNo=123456789013");
    assert_eq!(
        post(simulator.address(), "AN030", shipment).await.code(),
        "0"
    );
    control.post("/orders/A-1/confirm", Value::Null).await;
    control
        .post("/orders/A-1/returns", json!({ "amount": 50 }))
        .await;
    let altered =
        json!({ "name": "名前を変えた会社", "telephone": "03-9999-0001", "usable": false });
    control.send("PATCH", "/buyers/2222", altered).await;
    control.send("PUT", "/unusable-slips/99", Value::Null).await;
    control
        .post("/snapshots", json!({ "name": "出荷後" }))
        .await;
    control
        .post("/snapshots", json!({ "name": "deleted" }))
        .await;
    control
        .send("DELETE", "/snapshots/deleted", Value::Null)
        .await;
    control
        .post(
            "/faults",
            json!({ "api": "AN070", "kind": "delay", "milliseconds": 1, "times": 3 }),
        )
        .await;
    let form = format!("{CREDENTIALS}&buyerId=1111");
    assert_eq!(post(simulator.address(), "AN070", &form).await.code(), "0");
    let mut screening = control.get("/screening").await;
    screening["delay"] = json!("2 business days");
    control.send("PUT", "/screening", screening).await;
    control
        .post("/clock/advance", json!({ "by": "3 hours" }))
        .await;
    control.post("/changes/6/restore", Value::Null).await;
    let other = simulator.merchant();
    let made = json!({ "code": "900000777", "password": "s3cret-word", "madeUp": { "buyers": 3, "orders": 9 } });
    control.send_above("POST", "/merchants", made).await;
    let gone = simulator.merchant();
    control
        .send_above(
            "DELETE",
            &format!("/merchants/{}", gone.code()),
            Value::Null,
        )
        .await;
    let merchants = [MERCHANT, other.code(), "900000777"];
    let mut before = Vec::new();
    for merchant in merchants {
        before.push(shown(&simulator, merchant).await);
    }
    assert_eq!(before[0]["/faults"]["faults"][0]["times"], 2);

    drop(simulator);
    let simulator = start(&folder.file());
    for (merchant, before) in merchants.iter().zip(&before) {
        assert_eq!(shown(&simulator, merchant).await, *before, "{merchant}");
    }
    let control = Control::of(simulator.url(), MERCHANT);
    let (status, _) = control
        .send_above("GET", &format!("/merchants/{}", gone.code()), Value::Null)
        .await;
    assert_eq!(status, 404);
    // Passwords, too; and what was made up is made up again.
    let form = format!(
        "traderCode={}&passWord={}&buyerId=1111",
        other.code(),
        other.password()
    );
    assert_eq!(post(simulator.address(), "AN050", form).await.code(), "0");
    let made = Control::of(simulator.url(), "900000777");
    made.send("POST", "/reset", Value::Null).await;
    assert_eq!(made.get("/buyers").await, before[2]["/buyers"]);
    // It goes on from there.
    assert_eq!(order(&simulator, "A-1").await, "A020004");
    assert_eq!(order(&simulator, "A-3").await, "0");
    control
        .post(
            "/snapshots/%E5%87%BA%E8%8D%B7%E5%BE%8C/restore",
            Value::Null,
        )
        .await;
    assert_eq!(control.get("/orders/A-1").await["state"], 10);
}

#[tokio::test]
async fn a_reset_is_kept() {
    let folder = Folder::new();
    let simulator = start(&folder.file());
    let control = Control::of(simulator.url(), MERCHANT);
    let fresh = shown(&simulator, MERCHANT).await;
    assert_eq!(order(&simulator, "A-1").await, "0");
    control
        .post("/clock/advance", json!({ "by": "3 hours" }))
        .await;
    control.send("POST", "/reset", Value::Null).await;
    assert_eq!(order(&simulator, "A-1").await, "0");
    let (status, _) = control.send_above("POST", "/reset", Value::Null).await;
    assert_eq!(status, 204);
    drop(simulator);
    let simulator = start(&folder.file());
    assert_eq!(shown(&simulator, MERCHANT).await, fresh);
}

#[tokio::test]
async fn a_start_does_not_make_all_changes_again() {
    let folder = Folder::new();
    let simulator = start(&folder.file());
    let control = Control::of(simulator.url(), MERCHANT);
    let made = json!({ "code": "900000777", "madeUp": { "buyers": 100, "orders": 15_000 } });
    control.send_above("POST", "/merchants", made).await;
    let before = shown(&simulator, "900000777").await;
    drop(simulator);
    let checkpoint = support::sqlite(
        &folder.file(),
        "SELECT number FROM checkpoints WHERE merchant = '900000777'",
    )
    .await;
    // All but those that the time line keeps.
    assert_eq!(checkpoint, [100 + 15_000 + 4 - 1_000]);
    let simulator = start(&folder.file());
    assert_eq!(shown(&simulator, "900000777").await, before);
}

/// Books that are restored before each of many tests are written down once.
#[tokio::test]
async fn what_is_restored_again_and_again_is_written_once() {
    let folder = Folder::new();
    let simulator = start(&folder.file());
    let made = json!({ "code": "900000777", "madeUp": { "buyers": 10, "orders": 300 } });
    Control::of(simulator.url(), MERCHANT)
        .send_above("POST", "/merchants", made)
        .await;
    let control = Control::of(simulator.url(), "900000777");
    control.post("/snapshots", json!({ "name": "a" })).await;
    for _ in 0..20 {
        control.post("/snapshots/a/restore", Value::Null).await;
        control
            .send("PATCH", "/buyers/1111", json!({ "creditLimit": 1 }))
            .await;
        control.post("/changes/200/restore", Value::Null).await;
    }
    let before = shown(&simulator, "900000777").await;
    assert_eq!(before[""]["orders"], 200 - 14);
    drop(simulator);
    // One for the snapshot, one for the place on the time line.
    let large = "SELECT COUNT(*) FROM changes WHERE LENGTH(change) > 1000";
    assert_eq!(support::sqlite(&folder.file(), large).await, [2]);
    let restored = "SELECT COUNT(*) FROM changes WHERE change LIKE '%\"restored\"%'";
    assert_eq!(support::sqlite(&folder.file(), restored).await, [40]);

    let simulator = start(&folder.file());
    assert_eq!(shown(&simulator, "900000777").await, before);
    // And goes on: back to the snapshot, and to what was before all that.
    let control = Control::of(simulator.url(), "900000777");
    control.post("/snapshots/a/restore", Value::Null).await;
    assert_eq!(control.get("").await["orders"], 300);
    control.post("/changes/20/restore", Value::Null).await;
    assert_eq!(control.get("").await["orders"], 6);
}

#[tokio::test]
async fn a_file_is_one_simulators_at_a_time_and_nobody_elses_to_read() {
    let folder = Folder::new();
    let simulator = start(&folder.file());
    let Err(StartError::Data { place, source }) = Simulator::start(settings(&folder.file())) else {
        panic!("two on one file");
    };
    assert!(place.ends_with("帳簿 100%?.db"));
    assert!(
        source.to_string().contains("ほかのシミュレーター"),
        "{source}"
    );
    assert_eq!(order(&simulator, "A-1").await, "0");
    #[cfg(unix)]
    for entry in fs::read_dir(folder.0.path()).unwrap() {
        use std::os::unix::fs::PermissionsExt as _;
        let entry = entry.unwrap();
        assert_eq!(
            entry.metadata().unwrap().permissions().mode() & 0o077,
            0,
            "{entry:?}"
        );
    }
    drop(simulator);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let open = fs::Permissions::from_mode(0o644);
        fs::set_permissions(folder.file(), open).unwrap();
    }
    let simulator = start(&folder.file());
    assert_eq!(order(&simulator, "A-2").await, "0");
    #[cfg(unix)]
    for entry in fs::read_dir(folder.0.path()).unwrap() {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = entry.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0);
    }
}

#[tokio::test]
async fn a_password_of_the_settings_is_the_one_that_counts() {
    let folder = Folder::new();
    drop(start(&folder.file()));
    let mut changed = settings(&folder.file());
    changed.merchants[0].password = "another-one".to_owned();
    let simulator = Simulator::start(changed).unwrap();
    let form = "traderCode=900000001&passWord=another-one&buyerId=1111";
    assert_eq!(post(simulator.address(), "AN050", form).await.code(), "0");
    assert_eq!(order(&simulator, "A-1").await, "A140001");
}

#[test]
fn what_is_no_file_of_ours_is_left_alone() {
    let folder = Folder::new();
    let file = folder.0.path().join("letter.txt");
    fs::write(&file, "Dear Sir or Madam,\n".repeat(100)).unwrap();
    let Err(error) = Simulator::start(settings(&file)) else {
        panic!("a letter is opened as a database");
    };
    assert!(error.to_string().contains("letter.txt"), "{error}");
    assert!(fs::read_to_string(&file).unwrap().starts_with("Dear Sir"));
    let Err(error) = Simulator::start(settings(&folder.0.path().join("no/such/folder.db"))) else {
        panic!("a file in a folder that does not exist");
    };
    assert!(error.to_string().contains("no/such/folder.db"), "{error}");
}
