//! `exec -- COMMAND`: a simulator of its own around a command, whose exit status is passed on.

use std::{
    ffi::OsString,
    io,
    net::SocketAddr,
    path::PathBuf,
    process::{ExitCode, ExitStatus},
};

use tokio::process::{Child, Command};

use super::{
    bundle::{Bundle, Ending},
    explain::known_code,
    fail, problems_text, read_settings, warn,
};
use crate::{Simulator, account::Credentials, control::made_up::MadeUp};

/// What a shell answers for a command that is there and cannot be run.
const NOT_EXECUTABLE: u8 = 126;
/// What a shell answers for a command that is not there.
const NOT_FOUND: u8 = 127;
/// What a shell adds to the number of the signal that ended a command.
const BY_SIGNAL: i32 = 128;

#[derive(clap::Args)]
pub(super) struct Exec {
    /// 設定ファイル（TOML）
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// 実行中に返されなければならないエラーコード。足りなければ終了コード 1
    #[arg(long, value_name = "CODE,…", value_delimiter = ',', value_parser = known_code)]
    require_codes: Vec<&'static str>,
    /// 失敗したときに記録一式を書き込む場所（省略時は一時フォルダー）
    #[arg(long, value_name = "DIR")]
    bundle: Option<PathBuf>,
    /// テスト取引先のほかに作る、架空の取引先の数
    #[arg(long, value_name = "N", default_value_t = 0)]
    buyers: u32,
    /// 架空の取引先の、架空の注文の数
    #[arg(long, value_name = "N", default_value_t = 0)]
    orders: u32,
    /// 架空のデータの種。同じ種からは同じデータができます
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[arg(
        last = true,
        required = true,
        value_name = "COMMAND",
        help = "実行するコマンド。環境変数 KAKEBARAI_URL、KAKEBARAI_TRADER_CODE、KAKEBARAI_PASSWORD で接続できます"
    )]
    command: Vec<OsString>,
}

pub(super) fn exec(flags: &Exec) -> ExitCode {
    let mut settings = match read_settings(flags.settings.as_deref()) {
        Ok(settings) => settings,
        Err(problems) => return fail(&problems_text(&problems)),
    };
    // Always a free port of this machine: several runs side by side are the point of it.
    settings.listen = SocketAddr::from(([127, 0, 0, 1], 0));
    let made_up = MadeUp {
        buyers: flags.buyers,
        orders: flags.orders,
        seed: Some(flags.seed),
    };
    let simulator = match Simulator::start(settings) {
        Ok(simulator) => simulator,
        Err(error) => return fail(&format!("{error}\n")),
    };
    let credentials = match simulator.world().mint_made_up(&made_up) {
        Ok(credentials) => credentials,
        Err(remedy) => return fail(&format!("--buyers、--orders: {remedy}。\n")),
    };
    let bundle = Bundle::begin(&simulator);
    let ran = run(flags, simulator.url(), &credentials);
    let (status, code) = match ran {
        Ok(status) => (status, exit_code(status)),
        Err(error) => {
            warn(&format!(
                "{} を実行できません（{error}）。コマンドの名前と場所を確かめてください。\n",
                flags.command[0].display()
            ));
            let code = match error.kind() {
                io::ErrorKind::NotFound => NOT_FOUND,
                _ => NOT_EXECUTABLE,
            };
            return ExitCode::from(code);
        }
    };
    let missing = missing_codes(&simulator, &flags.require_codes);
    if !missing.is_empty() {
        warn(&format!(
            "次のエラーコードが返されませんでした：{}（kakebarai-simulator explain CODE で内容を確かめられます）\n",
            missing.join("、")
        ));
    }
    let code = if code == 0 && !missing.is_empty() {
        1
    } else {
        code
    };
    if code != 0 {
        let ending = Ending {
            program: &flags.command[0],
            status,
            code,
            required: &flags.require_codes,
            missing: &missing,
        };
        let folder = flags.bundle.clone().unwrap_or_else(|| {
            std::env::temp_dir().join(format!("kakebarai-bundle-{}", credentials.code))
        });
        match bundle.write(&simulator, &ending, &folder) {
            Ok(()) => warn(&format!("記録一式：{}\n", folder.display())),
            Err(error) => warn(&format!(
                "記録一式を {} に書き込めません（{error}）。--bundle で書き込める場所を指定してください。\n",
                folder.display()
            )),
        }
    }
    ExitCode::from(code)
}

fn missing_codes(simulator: &Simulator, required: &[&'static str]) -> Vec<&'static str> {
    let met = simulator.world().coverage().codes;
    let missing = required.iter().filter(|code| !met.contains_key(*code));
    missing.copied().collect()
}

fn run(flags: &Exec, url: &str, credentials: &Credentials) -> io::Result<ExitStatus> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let child = Command::new(&flags.command[0])
            .args(&flags.command[1..])
            .env("KAKEBARAI_URL", url)
            .env("KAKEBARAI_TRADER_CODE", &credentials.code)
            .env("KAKEBARAI_PASSWORD", credentials.password())
            .kill_on_drop(true)
            .spawn()?;
        wait(child).await
    })
}

/// Waits for a command and hands on to it the signals that come meanwhile.
#[cfg(unix)]
async fn wait(mut child: Child) -> io::Result<ExitStatus> {
    use std::io::IsTerminal as _;

    use rustix::process::{Pid, Signal, kill_process};
    use tokio::signal::unix::{SignalKind, signal};

    let pid = child.id().and_then(|id| i32::try_from(id).ok());
    let pid = pid.and_then(Pid::from_raw);
    let hand_on = |signal| {
        if let Some(pid) = pid {
            // It may have ended just now.
            let _ = kill_process(pid, signal);
        }
    };
    // What is typed at a terminal reaches the command by itself; once more would be twice.
    let typed = io::stdin().is_terminal();
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut quit = signal(SignalKind::quit())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    let mut user1 = signal(SignalKind::user_defined1())?;
    let mut user2 = signal(SignalKind::user_defined2())?;
    loop {
        tokio::select! {
            status = child.wait() => return status,
            _ = interrupt.recv() => if !typed { hand_on(Signal::INT) },
            _ = quit.recv() => if !typed { hand_on(Signal::QUIT) },
            _ = terminate.recv() => hand_on(Signal::TERM),
            _ = hang_up.recv() => hand_on(Signal::HUP),
            _ = user1.recv() => hand_on(Signal::USR1),
            _ = user2.recv() => hand_on(Signal::USR2),
        }
    }
}

/// Waits for a command. Ctrl-C reaches it by itself.
#[cfg(not(unix))]
async fn wait(mut child: Child) -> io::Result<ExitStatus> {
    loop {
        tokio::select! {
            status = child.wait() => return status,
            _ = tokio::signal::ctrl_c() => {}
        }
    }
}

/// As a shell has it: 128 and the number of the signal for a command that was ended by one.
fn exit_code(status: ExitStatus) -> u8 {
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    #[cfg(not(unix))]
    let signal: Option<i32> = None;
    let code = signal.map(|signal| BY_SIGNAL + signal).or(status.code());
    code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1)
}
