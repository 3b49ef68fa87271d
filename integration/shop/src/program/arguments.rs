//! The arguments, and where the data is.

use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use clap::Parser;
use kakebarai::ledger::sqlite_url;

/// クロネコ掛け払いの見本のお店です。お店の画面と管理画面を、手元のブラウザーで試せます。
#[derive(Parser)]
#[command(name = "kakebarai-shop", version, after_help = ENVIRONMENT)]
#[cfg_attr(
    feature = "demo",
    expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")
)]
pub(crate) struct Arguments {
    /// お店が待ち受けるアドレスとポート。ポート 0 は空きポート
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8120")]
    pub(crate) listen: SocketAddr,
    /// データを保存する SQLite のファイルか、PostgreSQL の URL（パスワードを含むなら `DATABASE_URL` で）。省略すると、利用者のデータ用フォルダー
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    /// データを保存するデータベース。例：`postgres://user@host/database`
    #[arg(long, value_name = "URL", env = "DATABASE_URL", hide_env_values = true)]
    database: Option<String>,
    /// SQLite のファイルを消して、初めから始めます
    #[arg(long)]
    pub(crate) fresh: bool,
    /// 管理画面の新しいパスワードを作って表示します
    #[arg(long)]
    pub(crate) new_admin_password: bool,
    /// https を受け持つプロキシーの後ろで動かします（Cookie に Secure を付け、X-Forwarded-For を信じます）
    #[arg(long)]
    pub(crate) behind_proxy: bool,
    /// テスト環境のアドレス。省略すると、組み込みのシミュレーターか、ヤマトのテスト環境
    #[arg(long, value_name = "URL")]
    pub(crate) test_address: Option<String>,
    /// --test-address のシミュレーターのダッシュボードのアドレス。指定すると、管理画面から開けます
    #[arg(long, value_name = "URL", requires = "test_address", value_parser = dashboard)]
    pub(crate) dashboard: Option<String>,
    /// 組み込みのシミュレーターが待ち受けるアドレスとポート
    #[cfg(feature = "demo")]
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8110")]
    pub(crate) simulator_listen: SocketAddr,
    /// 作り物のお客様と、この件数の注文を加えます（一覧・検索・ページ送りを試すため）
    #[cfg(feature = "demo")]
    #[arg(long, value_name = "ORDERS", default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=100_000))]
    pub(crate) made_up: u32,
    /// シミュレーターを組み込まず、デモの設定もしません
    #[cfg(feature = "demo")]
    #[arg(long)]
    pub(crate) no_simulator: bool,
}

/// The address of a page, without a slash at the end.
fn dashboard(text: &str) -> Result<String, String> {
    let is_page = ["http://", "https://"]
        .iter()
        .any(|scheme| text.len() > scheme.len() && text.starts_with(scheme));
    if is_page && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(text.trim_end_matches('/').to_owned())
    } else {
        Err("「http://127.0.0.1:8110」のようなアドレスを指定してください".to_owned())
    }
}

const ENVIRONMENT: &str = "\
環境変数:
  KAKEBARAI_PASSWORD  加盟店のパスワード。管理画面で保存したものより優先し、データには保存しません
  KAKEBARAI_SHOP_KEY  Cookie とフォームに署名する鍵（32文字以上）。なければ作ってデータに保存します";

/// Where the data is.
pub(crate) enum Data {
    File(PathBuf),
    Url(String),
}

impl Arguments {
    /// A file in the user's folder for data, so that it is the same shop wherever it is started from.
    pub(crate) fn data(&self) -> Data {
        match (&self.data, &self.database) {
            (Some(file), _) => match file.to_str().filter(|text| is_postgres(text)) {
                Some(url) => Data::Url(url.to_owned()),
                None => Data::File(file.clone()),
            },
            (None, Some(url)) => Data::Url(url.clone()),
            (None, None) => Data::File(folder().join("shop.db")),
        }
    }
}

/// The user's folder for data; the current folder if there is none.
fn folder() -> PathBuf {
    let folders = directories::ProjectDirs::from("", "", "kakebarai");
    folders.map_or_else(PathBuf::new, |folders| folders.data_dir().to_owned())
}

impl Data {
    /// Creates its folder and the file, and removes an old one if `fresh` is set.
    pub(crate) fn prepare(&self, fresh: bool) -> Result<(), String> {
        match self {
            Self::Url(url) if fresh && !url.starts_with("sqlite:") => {
                Err("--fresh は SQLite のファイルにだけ使えます。PostgreSQL では、新しいデータベースを作って DATABASE_URL に指定してください".to_owned())
            }
            Self::Url(_) if fresh => {
                Err("--fresh は --data で指定したファイルにだけ使えます".to_owned())
            }
            Self::Url(url) if url.ends_with('\r') => Err(with_return("DATABASE_URL")),
            Self::Url(url) if is_postgres(url) => check_postgres(url),
            Self::Url(_) => Ok(()),
            Self::File(file) => prepare_file(file, fresh),
        }
    }

    /// Whether there may be no shop yet: a database behind a URL is not looked into.
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
    pub(crate) fn url(&self) -> Result<String, String> {
        match self {
            Self::File(file) => sqlite_url(file).map_err(|error| in_the_way(file, &error)),
            Self::Url(url) => Ok(url.clone()),
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

/// The message about a variable that ends with CR.
pub(crate) fn with_return(variable: &str) -> String {
    format!(
        "環境変数 {variable} の値の終わりに改行文字（CR）があります。値を書いたファイルの改行を LF にして保存し直してください"
    )
}

fn is_postgres(text: &str) -> bool {
    ["postgres://", "postgresql://"]
        .iter()
        .any(|scheme| text.starts_with(scheme))
}

/// Refuses what `psql` knows and the driver does not. The address may hold a password, and is not repeated.
fn check_postgres(url: &str) -> Result<(), String> {
    const FORM: &str = "「postgres://利用者@ホスト:5432/データベース」の形で指定してください。ソケットなら末尾に「?host=/var/run/postgresql」を付けます。パスワードは PGPASSFILE のファイルにも書けます";
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
    Ok(())
}

/// Creates the folder of a file and the file, and removes an old one if `fresh` is set.
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
        if opened.metadata()?.is_file() {
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
