//! The flags of `grade`.

use std::ffi::OsString;

use kakebarai_simulator::running::CommandFlags;

use crate::command::criteria::JudgingFlags;

#[derive(clap::Args)]
#[command(group = clap::ArgGroup::new("source").required(true).args(["journal", "words"]))]
pub(in crate::command) struct Grade {
    /// コマンドを実行せず、すでにある通信を確かめます：動いているシミュレーターのアドレス（例：`http://127.0.0.1:8110`）か、
    /// 記録一式のフォルダー。シミュレーターの合い言葉は環境変数 `KAKEBARAI_CONTROL_TOKEN` で渡します
    #[arg(long, value_name = "URL|DIR", conflicts_with = "CommandFlags")]
    pub(super) journal: Option<String>,
    /// この加盟店の通信だけを確かめます
    #[arg(long, value_name = "CODE", requires = "journal")]
    pub(super) merchant: Option<String>,
    #[command(flatten)]
    pub(super) command: CommandFlags,
    #[command(flatten)]
    pub(super) judging: JudgingFlags,
    /// 要件（TAX-02）か領域（TAX）だけを確かめます。「,」で区切れます
    #[arg(long, value_name = "WORDS", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    #[arg(
        last = true,
        value_name = "COMMAND",
        help = "実行するコマンド（例：-- npm test）。環境変数 KAKEBARAI_URL、KAKEBARAI_TRADER_CODE、KAKEBARAI_PASSWORD で接続できます"
    )]
    pub(super) words: Vec<OsString>,
}
