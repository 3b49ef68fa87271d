//! `--data` names a file and nothing else, and what lies in it is its owner's alone.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use crate::process::Process;

/// Every file below a folder, with what is in it and its rights.
pub(crate) fn files(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, u32)> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let rights = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
            found.insert(path.clone(), (fs::read(&path).unwrap(), rights));
        }
    }
    found
}

#[test]
fn the_address_of_a_server_never_becomes_a_folder() {
    for (flag, address, said) in [
        (
            "--data",
            "postgres://user:SECRET@a,b/shop",
            "ホストは1つだけ",
        ),
        (
            "--data",
            "postgresql://user:SECRET@h/shop?service=x",
            "service",
        ),
        (
            "--database",
            "postgres:///shop?host=a,SECRET",
            "ホストは1つだけ",
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_kakebarai-shop"))
            .current_dir(folder.path())
            .env("HOME", folder.path())
            .env_remove("DATABASE_URL")
            .args(["--listen", "127.0.0.1:0", flag, address])
            .output()
            .unwrap();
        let logged = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{logged}");
        assert!(
            logged.contains(said) && logged.contains("postgres://利用者@"),
            "{logged}"
        );
        assert!(!logged.contains("SECRET"), "{logged}");
        assert!(files(folder.path()).is_empty());
    }
}

#[test]
fn a_variable_that_ends_as_windows_ends_lines_is_named() {
    for variable in ["KAKEBARAI_PASSWORD", "KAKEBARAI_SHOP_KEY", "DATABASE_URL"] {
        let folder = tempfile::tempdir().unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_kakebarai-shop"))
            .current_dir(folder.path())
            .env("HOME", folder.path())
            .env_remove("DATABASE_URL")
            .env(variable, "postgres://SECRET-0123456789-0123456789\r")
            .args([
                "--listen",
                "127.0.0.1:0",
                "--simulator-listen",
                "127.0.0.1:0",
            ])
            .output()
            .unwrap();
        let logged = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{logged}");
        assert!(
            logged.contains(variable) && logged.contains("CR"),
            "{logged}"
        );
        assert!(!logged.contains("SECRET"), "{logged}");
    }
}

/// The suffixes of the shop's file and of the simulator's while they are open. No other process shares the simulator's file.
const BESIDE: [&[&str]; 2] = [&["", "-wal", "-shm"], &["", "-wal"]];

#[tokio::test]
async fn the_file_is_the_one_that_is_named_and_nobody_else_reads_it() {
    for (name, shop, simulator) in [
        ("../../w.db", "w.db", "w-simulator.db"),
        ("x%41.db", "a/b/x%41.db", "a/b/x%41-simulator.db"),
        ("x:1.db", "a/b/x:1.db", "a/b/x:1-simulator.db"),
        ("c?d=e#f.db", "a/b/c?d=e#f.db", "a/b/c?d=e#f-simulator.db"),
        ("お店.db", "a/b/お店.db", "a/b/お店-simulator.db"),
        (
            "new/shop.db",
            "a/b/new/shop.db",
            "a/b/new/shop-simulator.db",
        ),
    ] {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("a/b");
        fs::create_dir_all(&folder).unwrap();
        // One that is there already, and that everybody may read.
        if !name.starts_with("new/") {
            fs::write(root.path().join(shop), "").unwrap();
            let readable = fs::Permissions::from_mode(0o644);
            fs::set_permissions(root.path().join(shop), readable).unwrap();
        }
        let (process, _) = Process::start(&folder, &["--data", name]).await;
        let found = files(root.path()).into_iter();
        let found: BTreeMap<_, _> = found.map(|(file, (_, rights))| (file, rights)).collect();
        let mut expected = BTreeMap::new();
        for (file, beside) in [shop, simulator].iter().zip(BESIDE) {
            for end in beside {
                expected.insert(root.path().join(format!("{file}{end}")), 0o600);
            }
        }
        assert_eq!(found, expected, "{name}");
        assert!(process.end("TERM").await);
        assert!(fs::metadata(root.path().join(shop)).unwrap().len() > 0);
    }
}

#[tokio::test]
async fn a_file_that_is_named_by_an_address_is_its_owners_alone_too() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path();
    let url = format!("sqlite://{}?mode=rwc", folder.join("shop.db").display());
    let variables = [("DATABASE_URL", url.as_ref()), ("HOME", folder.as_os_str())];
    let (process, _) = Process::start_with(folder, &[], &variables).await;
    let found = files(folder);
    let of_the_shop = found.iter().filter(|(path, _)| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.starts_with("shop.db")
    });
    let rights: Vec<u32> = of_the_shop.map(|(_, (_, rights))| *rights).collect();
    assert!(
        !rights.is_empty() && rights.iter().all(|rights| *rights == 0o600),
        "{rights:?}"
    );
    drop(process);
}
