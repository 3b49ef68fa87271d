//! The shop as a process that is ended with the test, even if that fails.

use std::{
    ffi::OsStr,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines},
    process::{Child, ChildStdout},
};

/// Longer than anything here takes, on a machine that is busy, too.
const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) struct Process {
    child: Child,
    printed: Lines<BufReader<ChildStdout>>,
}

/// The program in a folder, on ports that are free. Nothing of the environment's settings reaches it.
pub(crate) fn program(
    folder: &Path,
    arguments: &[&OsStr],
    variables: &[(&str, &OsStr)],
) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kakebarai-shop"));
    for name in [
        "DATABASE_URL",
        "KAKEBARAI_PASSWORD",
        "KAKEBARAI_SHOP_KEY",
        "XDG_DATA_HOME",
    ] {
        command.env_remove(name);
    }
    command
        .args([
            "--listen",
            "127.0.0.1:0",
            "--simulator-listen",
            "127.0.0.1:0",
        ])
        .args(arguments)
        .envs(variables.iter().copied())
        .current_dir(folder);
    command
}

impl Process {
    /// Starts the program in a folder and waits until it is open.
    pub(crate) async fn start(folder: &Path, arguments: &[&str]) -> (Self, Vec<String>) {
        let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
        Self::start_with(folder, &arguments, &[]).await
    }

    /// The same with arguments that need not be text, and with variables.
    pub(crate) async fn start_with(
        folder: &Path,
        arguments: &[&OsStr],
        variables: &[(&str, &OsStr)],
    ) -> (Self, Vec<String>) {
        let mut child = tokio::process::Command::from(program(folder, arguments, variables))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let stdout = child.stdout.take().unwrap();
        let mut process = Self {
            child,
            printed: BufReader::new(stdout).lines(),
        };
        let mut lines = Vec::new();
        let opening = async {
            while let Some(line) = process.printed.next_line().await.unwrap() {
                let is_last = line.contains("Ctrl-C");
                lines.push(line);
                if is_last {
                    return true;
                }
            }
            false
        };
        let is_open = tokio::time::timeout(PATIENCE, opening).await.unwrap();
        assert!(is_open, "{lines:#?}");
        (process, lines)
    }

    /// Sends a signal and waits for the end; whether it ended well.
    pub(crate) async fn end(mut self, signal: &str) -> bool {
        let id = self.child.id().unwrap();
        let sent = Command::new("kill")
            .args([format!("-{signal}"), id.to_string()])
            .status();
        assert!(sent.unwrap().success());
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        ended.expect("it ends in time").unwrap().success()
    }
}

/// The address of the shop among what it printed.
pub(crate) fn address(lines: &[String]) -> String {
    let line = lines.iter().find(|line| line.contains("http://")).unwrap();
    line.split("http://").nth(1).unwrap().trim().to_owned()
}
