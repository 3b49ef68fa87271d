//! What `--data` names is used only where it is the shop's. Everything else stays as it was, to the byte.

use std::{
    ffi::{OsStr, OsString},
    fs,
    os::unix::{ffi::OsStringExt as _, fs::PermissionsExt as _},
    path::Path,
};

use sqlx::{AnyConnection, Connection as _, any::install_default_drivers};

use crate::{
    files::files,
    process::{Process, program},
};

/// What a program that does not start says.
fn refusal(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
    let mut variables: Vec<(&str, &OsStr)> = variables
        .iter()
        .map(|(name, value)| (*name, OsStr::new(value)))
        .collect();
    // The folder is its home, too.
    variables.push(("HOME", folder.as_os_str()));
    let output = program(folder, &arguments, &variables).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "{said}");
    said
}

/// A database of SQLite with these tables; what is written to it last lies beside it where `is_open`, as after a crash.
async fn database(path: &Path, tables: &[&str], is_open: bool) {
    install_default_drivers();
    let made = path.with_extension("made");
    let url = format!("sqlite://{}?mode=rwc", made.display());
    let mut connection = AnyConnection::connect(&url).await.unwrap();
    let is_empty = tables.is_empty();
    let tables = tables
        .iter()
        .map(|table| format!("CREATE TABLE {table} (a INTEGER)"));
    let first = if is_open { "WAL" } else { "DELETE" };
    for sql in [format!("PRAGMA journal_mode = {first}")]
        .into_iter()
        .chain(tables)
    {
        let sql = sqlx::AssertSqlSafe(sql);
        sqlx::query(sql).execute(&mut connection).await.unwrap();
    }
    // Without a table there is nothing to write yet.
    if is_open && !is_empty {
        let mut beside = made.clone().into_os_string();
        beside.push("-wal");
        let mut to = path.as_os_str().to_owned();
        to.push("-wal");
        fs::copy(beside, to).unwrap();
    }
    fs::copy(&made, path).unwrap();
    connection.close().await.unwrap();
    fs::remove_file(made).unwrap();
}

#[tokio::test]
async fn what_is_not_a_shops_is_refused_and_stays_as_it_was() {
    let foreign = "ほかのプログラムのデータベース";
    for (kind, said) in [
        ("a stranger's", foreign),
        ("a stranger's that crashed", foreign),
        ("a simulator's", "シミュレーターのデータです"),
        ("a text", "SQLite のデータベースではありません"),
        ("a broken one", "読めないデータベース"),
        ("a folder", "ファイルではありません"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("data.db");
        match kind {
            "a stranger's" => database(&path, &["notes", "_sqlx_migrations"], false).await,
            "a stranger's that crashed" => database(&path, &["notes"], true).await,
            "a simulator's" => {
                let (process, _) = Process::start(folder.path(), &["--data", "x.db"]).await;
                assert!(process.end("TERM").await);
                fs::rename(folder.path().join("x-simulator.db"), &path).unwrap();
                fs::remove_file(folder.path().join("x.db")).unwrap();
            }
            "a text" => fs::write(&path, "牛乳、卵、パン\n".repeat(100)).unwrap(),
            "a broken one" => {
                let broken = [b"SQLite format 3\0".as_slice(), &[7; 9_000]].concat();
                fs::write(&path, broken).unwrap();
            }
            _ => fs::create_dir(&path).unwrap(),
        }
        if kind != "a folder" {
            fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        }
        let before = files(folder.path());
        for more in [&[][..], &["--fresh"], &["--no-simulator"]] {
            let arguments = [&["--data", "data.db"], more].concat();
            let logged = refusal(folder.path(), &arguments, &[]);
            for part in ["data.db", said, "--data で別のファイル"] {
                assert!(logged.contains(part), "{kind}: {part}: {logged}");
            }
            assert!(files(folder.path()) == before, "{kind}: {more:?}");
        }
        if kind == "a folder" {
            continue;
        }
        // An address that another program's environment names is no invitation either.
        let url = format!("sqlite://{}", path.display());
        let logged = refusal(folder.path(), &[], &[("DATABASE_URL", &url)]);
        assert!(logged.contains(said), "{kind}: {logged}");
        assert!(files(folder.path()) == before, "{kind}");
    }
}

#[tokio::test]
async fn what_lies_where_the_simulator_keeps_its_books_is_refused_as_well() {
    for (tables, said) in [
        (&["notes"][..], "ほかのプログラムのデータベース"),
        (&["_shop_migrations", "shop_settings"], "お店のデータです"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop-simulator.db");
        database(&path, tables, false).await;
        let before = files(folder.path());
        let logged = refusal(folder.path(), &["--data", "shop.db"], &[]);
        for part in ["shop-simulator.db", said, "--data で別のファイル"] {
            assert!(logged.contains(part), "{part}: {logged}");
        }
        assert!(files(folder.path()) == before);
    }
}

/// One that has ended before it made its tables, and one that ended without moving what it had written into its file.
#[tokio::test]
async fn a_shop_that_ended_at_the_wrong_moment_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    database(&folder.path().join("shop.db"), &[], true).await;
    let (process, _) = Process::start(folder.path(), &["--data", "shop.db"]).await;
    drop(process);
    let (process, _) = Process::start(folder.path(), &["--data", "shop.db"]).await;
    assert!(process.end("TERM").await);
}

#[test]
fn the_address_of_another_kind_of_database_never_becomes_a_folder() {
    for (arguments, variables, said) in [
        (&["--data", "mysql://u:SECRET@h/x"][..], &[][..], "--data"),
        (&["--data", "sqlite://SECRET.db"], &[], "ファイル名"),
        (
            &["--data", "POSTGRES://u:SECRET@h/x?service=y"],
            &[],
            "service",
        ),
        (
            &["--database", "MySQL://u:SECRET@h/x"],
            &[],
            "postgres://利用者@",
        ),
        (
            &[],
            &[("DATABASE_URL", "host=h dbname=x password=SECRET")],
            "host=… dbname=…",
        ),
        (&[], &[("DATABASE_URL", "SECRET.db")], "postgres://利用者@"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let logged = refusal(folder.path(), arguments, variables);
        assert!(logged.contains(said), "{arguments:?}: {logged}");
        assert!(!logged.contains("SECRET"), "{logged}");
        assert!(
            fs::read_dir(folder.path()).unwrap().next().is_none(),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_closed_port_is_said_at_once() {
    let port = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    };
    let folder = tempfile::tempdir().unwrap();
    let url = format!("PostgreSQL://u:SECRET@127.0.0.1:{port}/x");
    let logged = refusal(folder.path(), &["--no-simulator", "--data", &url], &[]);
    assert!(
        logged.contains("データベースに接続できません") && logged.contains("ポート"),
        "{logged}"
    );
    assert!(!logged.contains("SECRET"), "{logged}");
}

#[tokio::test]
async fn a_name_that_is_no_text_is_the_name_of_that_very_file() {
    let root = tempfile::tempdir().unwrap();
    let name = |text: &[u8]| OsString::from_vec(text.to_vec());
    let folder = root.path().join(name(b"f\xff"));
    fs::create_dir(&folder).unwrap();
    let data = name(b"\xe9.db");
    for _ in 0..2 {
        let arguments = [OsStr::new("--data"), &data];
        let (process, _) = Process::start_with(&folder, &arguments, &[]).await;
        assert!(process.end("TERM").await);
        // The simulator leaves the index of what it has read.
        let mut found: Vec<_> = files(root.path()).into_keys().collect();
        found.retain(|file| file.extension().is_some_and(|extension| extension == "db"));
        assert_eq!(
            found,
            [
                folder.join(name(b"\xe9-simulator.db")),
                folder.join(name(b"\xe9.db"))
            ]
        );
    }
    // The same of the folder for data.
    let home = root.path().join(name(b"h\xff"));
    fs::create_dir(&home).unwrap();
    let variables = [("HOME", home.as_os_str())];
    let (process, _) = Process::start_with(&folder, &[], &variables).await;
    assert!(process.end("TERM").await);
    let found: Vec<_> = files(&home).into_keys().collect();
    let share = home.join(".local/share/kakebarai");
    assert_eq!(
        found,
        [share.join("shop-simulator.db"), share.join("shop.db")]
    );
}

#[test]
fn misspelt_variables_are_named() {
    for (variable, meant) in [
        ("KAKEBARAI_PASWORD", "KAKEBARAI_PASSWORD"),
        ("KAKEBARAI_SHOPKEY", "KAKEBARAI_SHOP_KEY"),
        ("kakebarai_shop_key", "KAKEBARAI_SHOP_KEY"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let logged = refusal(folder.path(), &[], &[(variable, "SECRET")]);
        assert!(
            logged.contains(&format!("環境変数 {variable}"))
                && logged.contains(&format!("{meant} の誤りではありませんか")),
            "{logged}"
        );
        assert!(!logged.contains("SECRET"), "{logged}");
    }
}

/// The simulator's variables and those of what it runs begin so, too.
#[tokio::test]
async fn variables_of_others_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let other = OsStr::new("of another program");
    let variables = [
        ("KAKEBARAI_URL", other),
        ("KAKEBARAI_SHOP_URL", other),
        ("KAKEBARAI_TRADER_CODE", other),
    ];
    let arguments = [OsStr::new("--data"), OsStr::new("shop.db")];
    let (process, _) = Process::start_with(folder.path(), &arguments, &variables).await;
    assert!(process.end("TERM").await);
}
