//! `--data` is the name of a file and nothing else. A file that is not a simulator's stays as it is.

use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    fs,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::Command,
};

use serde_json::Value;

use crate::process::{Process, binary};

/// A simulator in a folder of its own.
fn serve(folder: &Path) -> Command {
    let mut command = binary();
    command
        .current_dir(folder)
        .args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json"]);
    command
}

/// Everything in a folder and below it: modes, and the bytes of the files.
fn listing(folder: &Path) -> BTreeMap<OsString, (u32, Vec<u8>)> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let metadata = fs::metadata(&path).unwrap();
        let bytes = if metadata.is_dir() {
            found.extend(listing(&path));
            Vec::new()
        } else {
            fs::read(&path).unwrap()
        };
        found.insert(path.into(), (metadata.permissions().mode(), bytes));
    }
    found
}

/// Starts and ends a simulator, and compares the files in and below a folder with the expected one.
fn opens(mut command: Command, folder: &Path, expected: &Path) {
    for _ in 0..2 {
        let mut process = Process::start(&mut command);
        let line = process.logged();
        let started: Value = serde_json::from_str(&line).expect(&line);
        assert_eq!(started["event"], "started", "{line}");
        process.signal("TERM");
        assert!(process.end().0.success());
        let found = listing(folder);
        let files = found.iter().filter(|(path, _)| Path::new(path).is_file());
        let beside = ["-wal", "-shm"].map(|end| {
            let mut name = expected.as_os_str().to_owned();
            name.push(end);
            name
        });
        let files = files.filter(|(path, _)| !beside.contains(path));
        let files: Vec<_> = files
            .map(|(path, (mode, bytes))| (&**path, mode & 0o777, bytes.get(..15)))
            .collect();
        let start = Some(&b"SQLite format 3"[..]);
        assert_eq!(files, [(expected.as_os_str(), 0o600, start)]);
    }
}

/// Opens a name that is relative to the folder `a/b/c` of a folder of its own.
fn opens_named(name: &OsStr, expected: &OsStr) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let inner = root.join("a/b/c");
    fs::create_dir_all(inner.join("d e")).unwrap();
    let expected = root.join(expected);
    let mut command = serve(&inner);
    command.arg("--data").arg(name);
    opens(command, &root, &expected);
    fs::remove_file(&expected).unwrap();
    let mut command = serve(&inner);
    command.env("KAKEBARAI_DATA", name);
    opens(command, &root, &expected);
}

#[test]
fn a_name_is_the_name_of_that_file() {
    for (name, expected) in [
        ("../x.db", "a/b/x.db"),
        ("../../../x.db", "x.db"),
        ("../../b/../../x.db", "x.db"),
        ("d e/../x.db", "a/b/c/x.db"),
        ("%41.db", "a/b/c/%41.db"),
        ("x?mode=memory", "a/b/c/x?mode=memory"),
        ("x#y", "a/b/c/x#y"),
        (":memory:", "a/b/c/:memory:"),
        ("file:x", "a/b/c/file:x"),
        ("d e/ x .db ", "a/b/c/d e/ x .db "),
        ("帳簿.db", "a/b/c/帳簿.db"),
        ("x", "a/b/c/x"),
    ] {
        opens_named(name.as_ref(), expected.as_ref());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_need_not_be_text() {
    use std::os::unix::ffi::OsStringExt as _;
    let name = |bytes: &[u8]| OsString::from_vec(bytes.to_vec());
    opens_named(&name(b"\xff\xfe.db"), &name(b"a/b/c/\xff\xfe.db"));
    opens_named(&name(b"../\x83%.db"), &name(b"a/b/\x83%.db"));
}

#[test]
fn a_url_of_another_database_is_a_name_too() {
    let url = "mysql://u:PW@h/x";
    let folder = tempfile::tempdir().unwrap();
    let (status, printed, logged) =
        Process::start(serve(folder.path()).args(["--data", url])).end();
    assert_eq!((status.code(), &*printed), (Some(1), ""));
    assert!(logged.contains("別のファイルを指定"), "{logged}");
    assert!(!logged.contains("PW"), "{logged}");
    assert!(listing(folder.path()).is_empty());

    let inner = folder.path().canonicalize().unwrap().join("mysql:/u:PW@h");
    fs::create_dir_all(&inner).unwrap();
    let mut command = serve(folder.path());
    command.args(["--data", url]);
    opens(
        command,
        folder.path(),
        &folder.path().join("mysql:/u:PW@h/x"),
    );
}

/// A refused file: made by SQL, or its bytes.
enum There {
    Bytes(&'static [u8]),
    Tables(&'static str),
    Folder,
}

async fn put(path: &Path, there: &There) {
    use sqlx::Connection as _;
    match there {
        There::Bytes(bytes) => fs::write(path, bytes).unwrap(),
        There::Folder => fs::create_dir(path).unwrap(),
        There::Tables(sql) => {
            let options = sqlx::sqlite::SqliteConnectOptions::new()
                .filename(path)
                .create_if_missing(true);
            let mut connection = sqlx::SqliteConnection::connect_with(&options)
                .await
                .unwrap();
            sqlx::raw_sql(*sql).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
    }
    let mode = if path.is_dir() { 0o755 } else { 0o644 };
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

const NEWER: &str =
    "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL,
        installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, success BOOLEAN NOT NULL,
        checksum BLOB NOT NULL, execution_time BIGINT NOT NULL);
    CREATE TABLE merchants (code TEXT);
    CREATE TABLE changes (merchant TEXT);
    INSERT INTO _sqlx_migrations VALUES (999, 'of the future', CURRENT_TIMESTAMP, TRUE, x'00', 0);";

#[tokio::test]
async fn what_is_not_ours_is_refused_and_stays_as_it_is() {
    for (there, said) in [
        (There::Folder, "ファイルではありません"),
        (
            There::Bytes(b"short"),
            "SQLite のデータベースではありません",
        ),
        (
            There::Bytes(b"A text that somebody wrote, and a long one.\n"),
            "SQLite のデータベースではありません",
        ),
        (
            There::Bytes(b"SQLite format 3\0 is what it begins with, and nothing else is right."),
            "SQLite のデータベースではありません",
        ),
        (
            There::Tables(
                "CREATE TABLE songs (name TEXT); INSERT INTO songs VALUES ('ソーラン節');",
            ),
            "ほかのプログラムのデータベースです",
        ),
        (
            There::Tables("PRAGMA journal_mode = WAL; CREATE TABLE merchants (name TEXT);"),
            "ほかのプログラムのデータベースです",
        ),
        (There::Tables(NEWER), "新しい版のシミュレーター"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        put(&folder.path().join("there"), &there).await;
        let before = listing(folder.path());
        let mut command = serve(folder.path());
        let (status, printed, logged) = Process::start(command.args(["--data", "there"])).end();
        assert_eq!((status.code(), &*printed), (Some(1), ""), "{said}");
        assert!(logged.contains(said), "{logged}");
        assert!(logged.contains("ください"), "what to do: {logged}");
        assert!(listing(folder.path()) == before, "{said}");
    }
}

#[test]
fn a_device_is_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let mode = || fs::metadata("/dev/null").unwrap().permissions().mode();
    let before = mode();
    let (status, _, logged) =
        Process::start(serve(folder.path()).args(["--data", "/dev/null"])).end();
    assert_eq!(status.code(), Some(1));
    assert!(logged.contains("ファイルではありません"), "{logged}");
    assert_eq!(mode(), before);
    assert!(listing(folder.path()).is_empty());
}

#[test]
fn a_start_that_fails_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    // A folder is in the place of a file that SQLite needs.
    put_folder(&folder.path().join("books.db-wal"));
    let before = listing(folder.path());
    let (status, _, logged) =
        Process::start(serve(folder.path()).args(["--data", "books.db"])).end();
    assert_eq!(status.code(), Some(1), "{logged}");
    assert!(listing(folder.path()) == before, "{logged}");

    // The port is taken.
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let mut command = binary();
    command
        .current_dir(folder.path())
        .args(["serve", "--data", "books.db", "--listen", &address]);
    let (status, _, logged) = Process::start(&mut command).end();
    assert_eq!(status.code(), Some(1), "{logged}");
    assert!(listing(folder.path()) == before, "{logged}");
}

fn put_folder(path: &Path) {
    fs::create_dir(path).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}
