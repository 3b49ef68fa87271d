//! The command line: check, new, schema.

mod check;
mod new;

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use clap::{Parser, Subcommand};

use crate::adapter::schema::schema;

/// クロネコ掛け払い適合検査：どの言語の組み込みでも、アダプターを通して確かめます。
#[derive(Parser)]
#[command(name = "kakebarai-conformance", version = kakebarai_simulator::VERSION)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// アダプターだけを点検します：名乗り、宣言した動詞を1つずつ、1行ずつの応答、終わり方
    Check(check::Check),
    /// アダプターの雛形を書き出します。そのまま動き、check を通ります
    New(new::New),
    /// アダプターとの約束を、OpenAPI（JSON）で出力します
    Schema,
}

/// Something is to be mended.
const BROKEN: u8 = 1;
/// The arguments or the configuration are wrong.
const USAGE: u8 = 2;
/// The harness or the adapter failed.
const FAILED: u8 = 3;
/// What a shell has for a command that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

/// Reads the arguments and does what they say.
pub fn run() -> ExitCode {
    match Arguments::parse().command {
        Command::Check(flags) => ExitCode::from(check::check(flags)),
        Command::New(flags) => ExitCode::from(new::new(&flags)),
        Command::Schema => {
            print(&format!("{:#}\n", schema()));
            ExitCode::SUCCESS
        }
    }
}

/// A reader that has gone away is no reason to panic.
fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

fn warn(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
