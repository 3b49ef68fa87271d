//! The arguments.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use clap::Parser;

use crate::data::Data;

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

impl Arguments {
    pub(crate) fn data(&self) -> Result<Data, String> {
        Data::of(
            self.data.as_deref().map(Path::as_os_str),
            self.database.as_deref(),
        )
    }
}
