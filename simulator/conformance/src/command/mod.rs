//! The command line: schema.

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
    /// アダプターとの約束を、OpenAPI（JSON）で出力します
    Schema,
}

/// Reads the arguments and does what they say.
pub fn run() -> ExitCode {
    match Arguments::parse().command {
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
