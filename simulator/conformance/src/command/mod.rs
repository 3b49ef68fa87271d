//! The command line: one file for each command.

mod adapter;
mod baseline;
mod calibrate;
mod check;
mod compare;
mod criteria;
mod explain;
mod grade;
mod list;
mod mutate;
mod new;
mod run;

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use kakebarai_simulator::running::become_command_if_told;

use crate::{adapter::schema::schema, reports};

/// クロネコ掛け払い適合検査：どの言語の組み込みでも、アダプターを通して、または通信だけから確かめます。
#[derive(Parser)]
#[command(name = "kakebarai-conformance", version = kakebarai_simulator::VERSION)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 組み込みを、アダプターを通してすべてのシナリオで確かめます
    Run(Box<run::Run>),
    /// 組み込みを、アダプターなしで、コマンドの通信だけから確かめます
    Grade(Box<grade::Grade>),
    /// アダプターだけを点検します：名乗り、宣言した動詞を1つずつ、1行ずつの応答、終わり方
    Check(check::Check),
    /// 要件の一覧です
    List(list::List),
    /// 1つの要件を、理由から直し方まで説明します
    Explain(explain::Explain),
    /// 2つの報告（conformance.json）を比べます
    Compare(compare::Compare),
    /// ヤマトの応答や動きを変えながら、自分たちのテストを動かし、気づくか、耐えるかを調べます（アダプターは要りません）
    Mutate(Box<mutate::Mutate>),
    /// シミュレーターの推定を、ヤマトのテスト環境で確かめ、設定と違いの表を書き出します（加盟店の接続情報が要ります）
    Calibrate(Box<calibrate::Calibrate>),
    /// アダプターの雛形を書き出します。そのまま動き、check を通ります
    New(new::New),
    /// アダプターとの約束を、OpenAPI（JSON）で出力します
    Schema {
        /// 約束ではなく、報告（conformance.json）の形を出力します
        #[arg(long)]
        report: bool,
        /// 約束ではなく、変異の報告（mutants.json）の形を出力します
        #[arg(long, conflicts_with = "report")]
        mutants: bool,
    },
}

/// Something must be mended.
const BROKEN: u8 = 1;
/// The arguments or the configuration are wrong.
const USAGE: u8 = 2;
/// The harness or the adapter failed.
const FAILED: u8 = 3;
/// Nothing was selected.
const NOTHING: u8 = 4;
/// The exit code that a shell reports for a command ended by Ctrl-C.
const INTERRUPTED: u8 = 130;

/// Reads the arguments and runs the command.
pub fn run() -> ExitCode {
    if let Some(failed) = become_command_if_told() {
        return failed;
    }
    match Arguments::parse().command {
        Command::Run(flags) => ExitCode::from(run::run(&flags)),
        Command::Grade(flags) => ExitCode::from(grade::grade(&flags)),
        Command::Check(flags) => ExitCode::from(check::check(flags)),
        Command::List(flags) => ExitCode::from(list::list(&flags)),
        Command::Explain(flags) => ExitCode::from(explain::explain(&flags)),
        Command::Compare(flags) => ExitCode::from(compare::compare(&flags)),
        Command::Calibrate(flags) => ExitCode::from(calibrate::run(&flags)),
        Command::New(flags) => ExitCode::from(new::new(&flags)),
        Command::Mutate(flags) => ExitCode::from(mutate::mutate(&flags)),
        Command::Schema { report, mutants } => {
            let schema = match (report, mutants) {
                (true, _) => reports::schema(),
                (_, true) => reports::mutation::schema(),
                _ => schema(),
            };
            print(&format!("{schema:#}\n"));
            ExitCode::SUCCESS
        }
    }
}

/// Prints, even to a closed pipe, without a panic.
fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

fn warn(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
