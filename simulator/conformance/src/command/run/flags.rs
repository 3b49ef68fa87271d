//! The flags of `run`.

use std::path::PathBuf;

use crate::command::{adapter::AdapterFlags, criteria::JudgingFlags};

#[derive(clap::Args)]
#[expect(
    clippy::struct_field_names,
    reason = "each is a flag of the command line, by its name"
)]
pub(in crate::command) struct Run {
    #[command(flatten)]
    pub(super) adapter: AdapterFlags,
    #[command(flatten)]
    pub(super) judging: JudgingFlags,
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
    /// 時間のかかるシナリオ（@遅い）も確かめます
    #[arg(long)]
    pub(super) slow: bool,
    /// 同時に確かめる数の上限。アダプターの sessions を超えません
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    pub(super) concurrency: Option<u16>,
    /// シミュレーターの設定ファイル
    #[arg(long, value_name = "FILE")]
    pub(super) settings: Option<PathBuf>,
    /// HTTPのアダプターを起動し直すコマンド
    #[arg(long, value_name = "COMMAND")]
    pub(super) restart_command: Option<String>,
    /// シナリオの代わりに、この種から作ったでたらめな取引の手順を試します。ヤマトの帳簿と合わなければ、手順を短くして、シナリオとして書き出します
    #[arg(long, value_name = "SEED", conflicts_with_all = ["only", "scenario", "rerun_failed", "features", "dry_run", "update_baseline", "since"])]
    pub(super) explore: Option<u64>,
    /// --explore で試す手順の数
    #[arg(long, value_name = "N", default_value_t = 100, requires = "explore", value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub(super) sequences: u64,
    /// --explore の1つの手順の長さの上限
    #[arg(long, value_name = "N", default_value_t = 12, requires = "explore", value_parser = clap::value_parser!(u16).range(1..=100))]
    pub(super) steps: u16,
    /// 何を確かめるかを示すだけで、何も起動しません
    #[arg(long)]
    pub(super) dry_run: bool,
}
