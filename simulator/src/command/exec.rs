//! `exec -- COMMAND`: runs a simulator of its own around a command and passes on its exit status.

use std::{ffi::OsString, process::ExitCode};

use super::fail;
use crate::running::CommandFlags;

#[derive(clap::Args)]
pub(super) struct Exec {
    #[command(flatten)]
    flags: CommandFlags,
    #[arg(
        last = true,
        required = true,
        value_name = "COMMAND",
        help = "実行するコマンド。環境変数 KAKEBARAI_URL、KAKEBARAI_TRADER_CODE、KAKEBARAI_PASSWORD で接続できます"
    )]
    command: Vec<OsString>,
}

pub(super) fn exec(exec: &Exec) -> ExitCode {
    let prepared = match exec.flags.prepare(|_| ()) {
        Ok(prepared) => prepared,
        Err(text) => return fail(&text),
    };
    let ran = prepared.command(&exec.command).run();
    ExitCode::from(prepared.finish(&exec.command[0], &ran))
}
