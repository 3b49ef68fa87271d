//! What `run` is told.

use std::path::PathBuf;

use crate::command::adapter::AdapterFlags;

#[derive(clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    clippy::struct_field_names,
    reason = "each is a flag of the command line, by its name"
)]
pub(in crate::command) struct Run {
    #[command(flatten)]
    pub(super) adapter: AdapterFlags,
    /// 要件（TAX-02）、領域（TAX）、機能（walk）だけを確かめます。「,」で区切れます
    #[arg(long, value_name = "WORDS", value_delimiter = ',')]
    pub(super) only: Vec<String>,
    /// 名前にこの文字列を含むシナリオだけを確かめます
    #[arg(long, value_name = "TEXT")]
    pub(super) scenario: Option<String>,
    /// 前の報告（conformance.json）で合格しなかったシナリオだけを、もう一度確かめます
    #[arg(long, value_name = "REPORT")]
    pub(super) rerun_failed: Option<PathBuf>,
    /// 自分たちのシナリオのフォルダー。内蔵のシナリオと同じ文を使えます
    #[arg(long, value_name = "DIR")]
    pub(super) features: Option<PathBuf>,
    /// 何を扱わないお店か：full checkout no-shipping own-shop library、または自分たちの設定ファイル（TOML）
    #[arg(long, value_name = "NAME|FILE", default_value = "full")]
    pub(super) profile: String,
    /// 数える要件の組
    #[arg(long, value_name = "SET")]
    pub(super) requirements: Option<String>,
    /// このレベルまでの必須要件が合格でなければ、終了コード 1 で終わります
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=4))]
    pub(super) level: u8,
    /// 推奨も、必須と同じに数えます
    #[arg(long)]
    pub(super) strict: bool,
    /// 時間のかかるシナリオ（@遅い）も確かめます
    #[arg(long)]
    pub(super) slow: bool,
    /// 報告を書き出すフォルダー
    #[arg(long, value_name = "DIR", default_value = "kakebarai-report")]
    pub(super) report: PathBuf,
    /// 分かっている不合格の一覧。書かなければ、あるときだけ conformance-baseline.toml を読みます
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// 古くなった記載を、一覧から取り除きます
    #[arg(long)]
    pub(super) update_baseline: bool,
    /// この要件（またはその行）の不合格を、一覧に加えます。--update-baseline と --reason が要ります
    #[arg(long, value_name = "ID", requires_all = ["update_baseline", "reason"])]
    pub(super) accept: Vec<String>,
    /// --accept の理由
    #[arg(long, value_name = "TEXT", requires = "accept")]
    pub(super) reason: Option<String>,
    /// 前の報告（conformance.json）。合格から未実施になった要件は退行です
    #[arg(long, value_name = "REPORT")]
    pub(super) since: Option<PathBuf>,
    /// 同時に確かめる数の上限。アダプターの sessions を超えません
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    pub(super) concurrency: Option<u16>,
    /// シミュレーターの設定ファイル
    #[arg(long, value_name = "FILE")]
    pub(super) settings: Option<PathBuf>,
    /// HTTPのアダプターを起動し直すコマンド
    #[arg(long, value_name = "COMMAND")]
    pub(super) restart_command: Option<String>,
    /// 何を確かめるかを示すだけで、何も起動しません
    #[arg(long)]
    pub(super) dry_run: bool,
}
