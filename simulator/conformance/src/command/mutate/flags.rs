//! The flags of `mutate`.

use std::{ffi::OsString, path::PathBuf};

use crate::mutation::selection::Shard;

#[derive(clap::Args)]
pub(in crate::command) struct Mutate {
    /// 変異の一覧を示すだけで、何も動かしません
    #[arg(long)]
    pub(super) list: bool,
    /// この変異だけを試します。「,」で区切れます
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// 時間のかかる変異（slow-15s）も試します
    #[arg(long)]
    pub(super) slow: bool,
    /// 何台かで分担するときの、この1台の分（4台のうちの2台めなら 2/4）
    #[arg(long, value_name = "N/M")]
    pub(super) shard: Option<Shard>,
    /// 同時に動かすテストの数。テストどうしが同じデータベースなどを使うなら、1 のままにしてください
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub(super) jobs: u16,
    /// 変異なしの実行の何倍の時間がかかったら打ち切るか（短いテストでも、10秒は待ちます）
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(super) timeout_factor: u32,
    /// 前の報告（mutants.json）。--key が同じなら、判定の出ている変異はもう一度試しません。分担した報告をまとめるときは、いくつでも指定できます
    #[arg(long, value_name = "REPORT")]
    pub(super) since: Vec<PathBuf>,
    /// テストとお店が前と同じかどうかを表す文字列（例：`git rev-parse HEAD:src`）
    #[arg(long, value_name = "TEXT")]
    pub(super) key: Option<String>,
    /// 報告を書き出すフォルダー
    #[arg(long, value_name = "DIR", default_value = "kakebarai-report")]
    pub(super) report: PathBuf,
    /// run の報告（conformance.json）。お店が正しいかどうかを、見逃した変異の横に並べます
    #[arg(long, value_name = "REPORT")]
    pub(super) run_report: Option<PathBuf>,
    /// 分かっている見逃しの一覧。書かなければ、あるときだけ conformance-baseline.toml を読みます
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// 古くなった記載を、一覧から取り除きます
    #[arg(long)]
    pub(super) update_baseline: bool,
    /// この変異を、一覧に加えます。「,」で区切れます。--update-baseline と --reason が要ります
    #[arg(long, value_name = "NAME", value_delimiter = ',', requires_all = ["update_baseline", "reason"])]
    pub(super) accept: Vec<String>,
    /// --accept の理由
    #[arg(long, value_name = "TEXT", requires = "accept")]
    pub(super) reason: Option<String>,
    /// シミュレーターの設定ファイル
    #[arg(long, value_name = "FILE")]
    pub(super) settings: Option<PathBuf>,
    #[arg(
        last = true,
        required_unless_present = "list",
        value_name = "COMMAND",
        help = "テストを動かすコマンド（例：-- npm test）。環境変数 KAKEBARAI_URL、KAKEBARAI_TRADER_CODE、KAKEBARAI_PASSWORD で接続できます"
    )]
    pub(super) words: Vec<OsString>,
}
