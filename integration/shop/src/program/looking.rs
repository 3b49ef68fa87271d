//! What lies at a path is looked at before anything is done with it: whatever is not ours stays as it is, to the byte.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    path::Path,
};

use kakebarai::ledger::sqlite_url;
use sqlx::{AnyConnection, Connection as _, any::install_default_drivers};

/// What lies at a path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// No file, an empty one, or a database without tables: of a shop that ended before it had made any.
    Nothing,
    Shop,
    Simulator,
    /// The database of another program.
    Foreign,
    /// A file, and no database of SQLite.
    NoDatabase,
    /// A folder, a device, or the like.
    NoFile,
    /// A database of SQLite that cannot be read; why.
    Unreadable(String),
}

/// What a file of SQLite begins with.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Tables that the shop's first version had, and every one since.
const SHOP: [&str; 2] = ["_shop_migrations", "shop_settings"];
/// The same of the simulator.
const SIMULATOR: [&str; 3] = ["_sqlx_migrations", "merchants", "changes"];

/// What lies at a path. Nothing there is changed.
pub(crate) async fn at(path: &Path) -> io::Result<Content> {
    let metadata = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Content::Nothing),
        metadata => metadata?,
    };
    if !metadata.is_file() {
        return Ok(Content::NoFile);
    }
    if metadata.len() == 0 {
        return Ok(Content::Nothing);
    }
    let mut file = File::open(path)?;
    let mut start = [0; MAGIC.len()];
    if file.read_exact(&mut start).is_err() || start != *MAGIC {
        return Ok(Content::NoDatabase);
    }
    match tables(path, &file).await {
        Ok(tables) => Ok(of(&tables)),
        Err(error) => Ok(Content::Unreadable(error.to_string())),
    }
}

/// What is wrong with what is refused, as the end of a sentence.
pub(crate) fn refused(content: &Content) -> String {
    match content {
        Content::Shop => "お店のデータです".to_owned(),
        Content::Simulator => "シミュレーターのデータです".to_owned(),
        Content::NoDatabase => "SQLite のデータベースではありません".to_owned(),
        Content::NoFile => "ファイルではありません（フォルダーやデバイスは使えません）".to_owned(),
        Content::Unreadable(error) => format!("読めないデータベースです（{error}）"),
        Content::Foreign | Content::Nothing => "ほかのプログラムのデータベースです".to_owned(),
    }
}

fn of(tables: &[String]) -> Content {
    let has = |ours: &[&str]| {
        let mut ours = ours.iter();
        ours.all(|one| tables.iter().any(|table| table == one))
    };
    if tables.is_empty() {
        Content::Nothing
    } else if has(&SHOP) {
        Content::Shop
    } else if has(&SIMULATOR) {
        Content::Simulator
    } else {
        Content::Foreign
    }
}

async fn tables(path: &Path, file: &File) -> Result<Vec<String>, sqlx::Error> {
    let beside = |end: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        name
    };
    // What has not been moved into the file yet lies beside it. Without that, nothing is locked and nothing made.
    let has_more = fs::metadata(beside("-wal")).is_ok_and(|more| more.len() > 0);
    let had_index = Path::new(&beside("-shm")).exists();
    let mode = if has_more {
        "mode=ro"
    } else {
        "mode=ro&immutable=true"
    };
    let url = match sqlite_url(path) {
        Ok(url) => url.replace("mode=rwc", mode),
        Err(_) => by_descriptor(file, mode)?,
    };
    install_default_drivers();
    let mut connection = AnyConnection::connect(&url).await?;
    let sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let tables = sqlx::query_scalar::<sqlx::Any, String>(sql)
        .fetch_all(&mut connection)
        .await;
    let _ = connection.close().await;
    let is_ours = tables
        .as_ref()
        .is_ok_and(|tables| of(tables) != Content::Foreign);
    if has_more && !had_index && !is_ours {
        let _ = fs::remove_file(beside("-shm"));
    }
    tables
}

/// The address of a file whose name is no text: SQLite follows it to the file.
#[cfg(target_os = "linux")]
#[expect(
    clippy::unnecessary_wraps,
    reason = "on other systems there is no such name"
)]
pub(crate) fn by_descriptor(file: &File, mode: &str) -> io::Result<String> {
    use std::os::fd::AsRawFd as _;
    Ok(format!(
        "sqlite:///proc/self/fd/{}?{mode}",
        file.as_raw_fd()
    ))
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn by_descriptor(_: &File, _: &str) -> io::Result<String> {
    Err(io::ErrorKind::InvalidFilename.into())
}
