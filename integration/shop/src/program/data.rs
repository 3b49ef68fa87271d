//! Where the data is: a file of SQLite, or a database that an address names.

use std::{
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use kakebarai::ledger::sqlite_url;

use crate::looking::{Content, at, by_descriptor, refused};

/// Where the data is.
pub(crate) enum Data {
    File(PathBuf),
    Url(String),
}

/// The shop's database as it is opened.
pub(crate) struct Location {
    pub(crate) url: String,
    /// Open for as long as the shop, where its address names the file by it.
    _file: Option<fs::File>,
}

/// The hint for a value of `--data` that is no file.
const FILE_OR_URL: &str =
    "--data には、SQLite のファイル名か「postgres://」で始まる URL を指定してください";
/// How a database is addressed.
const FORM: &str = "「postgres://利用者@ホスト:5432/データベース」の形で指定してください。ソケットなら末尾に「?host=/var/run/postgresql」を付けます。パスワードは PGPASSFILE のファイルにも書けます";

impl Data {
    /// Reads `--data` and `--database` (or `DATABASE_URL`). Neither is repeated where it cannot be used: it may hold a password.
    /// Without them, a file in the user's folder for data, so that it is the same shop wherever it is started from.
    pub(crate) fn of(data: Option<&OsStr>, database: Option<&str>) -> Result<Self, String> {
        match (data, database.filter(|url| !url.is_empty())) {
            (Some(value), _) => Self::of_data(value),
            (None, Some(url)) => match scheme(url) {
                _ if url.ends_with('\r') => Err(with_return("DATABASE_URL")),
                Some(scheme) if is_postgres(scheme) => postgres(scheme, url),
                _ if url.starts_with("sqlite:") => Ok(Self::Url(url.to_owned())),
                _ => Err(format!(
                    "データベースのアドレス（DATABASE_URL か --database）を使えません（libpq の「host=… dbname=…」や、ほかのデータベースは使えません）。{FORM}"
                )),
            },
            (None, None) => Ok(Self::File(folder().join("shop.db"))),
        }
    }

    fn of_data(value: &OsStr) -> Result<Self, String> {
        // The name of a file need not be text; an address is.
        let text = value.to_string_lossy();
        match (scheme(&text), value.to_str()) {
            (None, _) => Ok(Self::File(value.into())),
            (Some(scheme), Some(url)) if is_postgres(scheme) => postgres(scheme, url),
            (Some(scheme), None) if is_postgres(scheme) => Err(format!(
                "--data の URL に UTF-8 でない文字があります。{FORM}"
            )),
            (Some(_), _) => Err(format!(
                "--data の値は「://」を含みますが、PostgreSQL の URL ではありません。{FILE_OR_URL}"
            )),
        }
    }

    /// Refuses what is not a shop's, before anything is done with it.
    pub(crate) async fn check(&self, fresh: bool) -> Result<(), String> {
        match self {
            Self::Url(url) if fresh && !url.starts_with("sqlite:") => {
                Err("--fresh は SQLite のファイルにだけ使えます。PostgreSQL では、新しいデータベースを作って DATABASE_URL に指定してください".to_owned())
            }
            Self::Url(_) if fresh => {
                Err("--fresh は --data で指定したファイルにだけ使えます".to_owned())
            }
            Self::Url(url) => match sqlite_file(url) {
                Some(file) => check_file(&file, "DATABASE_URL").await,
                None => Ok(()),
            },
            Self::File(file) => check_file(file, "--data").await,
        }
    }

    /// Makes its folder and the file, and takes an old one away where that is wished.
    pub(crate) fn prepare(&self, fresh: bool) -> Result<(), String> {
        match self {
            // As a file of `--data`: not left to the rights that SQLite would give it.
            Self::Url(url) => match sqlite_file(url) {
                Some(file) if url.contains("mode=rwc") && !file.exists() => {
                    prepare_file(&file, false)
                }
                _ => Ok(()),
            },
            Self::File(file) => prepare_file(file, fresh),
        }
    }

    /// Whether there is no shop yet, as far as can be seen from outside.
    #[cfg(feature = "demo")]
    pub(crate) fn is_missing(&self) -> bool {
        match self {
            Self::File(file) => !file.exists(),
            Self::Url(_) => true,
        }
    }

    /// Where the simulator inside keeps its books: beside the shop's file, or in the user's folder for data.
    #[cfg(feature = "demo")]
    pub(crate) fn simulator_file(&self) -> PathBuf {
        match self {
            Self::File(file) => {
                let mut name = file.file_stem().unwrap_or_default().to_owned();
                name.push("-simulator.db");
                file.with_file_name(name)
            }
            Self::Url(_) => folder().join("shop-simulator.db"),
        }
    }

    /// For the shop.
    pub(crate) fn location(&self) -> Result<Location, String> {
        match self {
            Self::File(file) => located(file).map_err(|error| in_the_way(file, &error)),
            Self::Url(url) => Ok(Location {
                url: url.clone(),
                _file: None,
            }),
        }
    }

    /// For people; a URL may hold a password, so it is not shown.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::File(file) => {
                let whole = std::path::absolute(file);
                whole.as_deref().unwrap_or(file).display().to_string()
            }
            Self::Url(_) => "DATABASE_URL のデータベース / the database of DATABASE_URL".to_owned(),
        }
    }
}

fn located(file: &Path) -> io::Result<Location> {
    match sqlite_url(file) {
        Err(error) if error.kind() == io::ErrorKind::InvalidFilename => {
            let open = fs::OpenOptions::new().read(true).write(true).open(file)?;
            Ok(Location {
                url: by_descriptor(&open, "mode=rw")?,
                _file: Some(open),
            })
        }
        url => Ok(Location {
            url: url?,
            _file: None,
        }),
    }
}

/// The user's folder for data; the current folder if there is none.
fn folder() -> PathBuf {
    let folders = directories::ProjectDirs::from("", "", "kakebarai");
    folders.map_or_else(PathBuf::new, |folders| folders.data_dir().to_owned())
}

/// The message for a variable that ends with CR.
pub(crate) fn with_return(variable: &str) -> String {
    format!(
        "環境変数 {variable} の値の終わりに改行文字（CR）があります。値を書いたファイルの改行を LF にして保存し直してください"
    )
}

/// What stands before `://` in an address.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once("://")?;
    let mut letters = scheme.chars();
    let is_one = letters.next()?.is_ascii_alphabetic()
        && letters.all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    is_one.then_some(scheme)
}

fn is_postgres(scheme: &str) -> bool {
    ["postgres", "postgresql"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
}

/// A database of PostgreSQL. What `psql` knows and the driver does not is refused.
fn postgres(scheme: &str, url: &str) -> Result<Data, String> {
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let authority = address.split('/').nth(2).unwrap_or("");
    let hosts = authority.rsplit('@').next().unwrap_or("");
    let of = |wanted: &str| {
        let mut parameters = query.split('&').filter_map(|one| one.split_once('='));
        parameters.find_map(|(name, value)| (name == wanted).then_some(value))
    };
    if hosts.contains(',') || of("host").is_some_and(|host| host.contains(',')) {
        return Err(format!("データベースのホストは1つだけにして、{FORM}"));
    }
    if of("service").is_some() {
        return Err(format!("service（pg_service.conf）は使えません。{FORM}"));
    }
    // The driver knows the scheme in small letters alone.
    let rest = &url[scheme.len()..];
    Ok(Data::Url(scheme.to_ascii_lowercase() + rest))
}

/// Returns the file that an address of SQLite names; `None` for a database in memory.
fn sqlite_file(url: &str) -> Option<PathBuf> {
    let options: sqlx::sqlite::SqliteConnectOptions = url.parse().ok()?;
    let is_memory = url.contains(":memory:") || url.contains("mode=memory");
    (url.starts_with("sqlite:") && !is_memory).then(|| options.get_filename().to_owned())
}

async fn check_file(file: &Path, option: &str) -> Result<(), String> {
    let content = at(file).await.map_err(|error| in_the_way(file, &error))?;
    match content {
        Content::Nothing | Content::Shop => Ok(()),
        other => Err(format!(
            "{} は{}。中身は変えていません。{option} で別のファイルを指定してください",
            file.display(),
            refused(&other)
        )),
    }
}

/// Refuses what is not a simulator's at the place of its books.
#[cfg(feature = "demo")]
pub(crate) async fn check_simulator_file(file: &Path) -> Result<(), String> {
    let content = at(file).await.map_err(|error| in_the_way(file, &error))?;
    match content {
        Content::Nothing | Content::Simulator => Ok(()),
        other => Err(format!(
            "{} に組み込みのシミュレーターのデータを保存しますが、これは{}。中身は変えていません。このファイルを別の場所に移すか、--data で別のファイルを指定してください",
            file.display(),
            refused(&other)
        )),
    }
}

/// Makes the folder of a file and the file, and takes an old one away where that is wished.
pub(crate) fn prepare_file(file: &Path, fresh: bool) -> Result<(), String> {
    let prepared = || {
        let folder = file
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        folder.map_or(Ok(()), fs::create_dir_all)?;
        if fresh {
            for suffix in ["", "-wal", "-shm"] {
                let mut name = file.as_os_str().to_owned();
                name.push(suffix);
                match fs::remove_file(&name) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
            }
        }
        // It holds the provider's password, so it is its owner's alone; SQLite gives its neighbours the same rights.
        let mut options = fs::OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let opened = options.open(file)?;
        #[cfg(unix)]
        {
            let rights = std::os::unix::fs::PermissionsExt::from_mode(0o600);
            opened.set_permissions(rights)?;
        }
        Ok(())
    };
    prepared().map_err(|error| in_the_way(file, &error))
}

fn in_the_way(file: &Path, error: &io::Error) -> String {
    format!(
        "{} を使えません（{error}）。--data で別のファイルを指定してください",
        file.display()
    )
}
