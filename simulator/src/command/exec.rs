//! `exec -- COMMAND`: a simulator of its own around a command, whose exit status is passed on.

use std::{
    ffi::OsString,
    io,
    net::SocketAddr,
    path::PathBuf,
    process::{ExitCode, ExitStatus},
};

use clap::builder::{OsStringValueParser, TypedValueParser as _};

use super::{
    bound::Bound,
    bundle::{Bundle, Ending},
    data,
    explain::known_code,
    fail, problems_text, read_settings,
    signals::Signals,
    warn,
};
use crate::{
    Simulator,
    merchant::{credentials::Credentials, initial_state::InitialState, sample_data::SampleData},
    settings::{Data, credentials::without_credentials},
};

/// The exit code of a shell for a command that exists and cannot be run.
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
    /// すべての変更を残すファイル（SQLite）。すでにある加盟店も使え、終わったあとで serve --data で続きを見られます。
    /// パスワードを含む URL は、プロセスの一覧に表示されない環境変数 `KAKEBARAI_DATA` で渡してください
    #[arg(long, value_name = "FILE", value_parser = OsStringValueParser::new().try_map(data))]
    data: Option<Data>,
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
    settings.tls.listen = settings.listen;
    if flags.data.is_some() {
        settings.data.clone_from(&flags.data);
    }
    let made_up = SampleData {
        buyers: flags.buyers,
        orders: flags.orders,
        seed: Some(flags.seed),
    };
    if let Err(remedy) = made_up.check() {
        return fail(&format!("--buyers、--orders: {remedy}。\n"));
    }
    let simulator = match Simulator::start(settings) {
        Ok(simulator) => simulator,
        Err(error) => return fail(&format!("{error}\n")),
    };
    let initial_state = InitialState {
        made_up: Some(made_up),
        ..InitialState::STANDARD
    };
    let credentials = match simulator.create(initial_state) {
        Ok(credentials) => credentials,
        Err(not_created) => {
            let (what, remedy) = not_created.text();
            return fail(&format!("{what}{remedy}\n"));
        }
    };
    let bundle = Bundle::begin(&simulator);
    let ran = run(flags, simulator.url(), &credentials);
    let (ended, code) = match ran {
        Ok(status) => (status.to_string(), exit_code(status)),
        Err(error) => {
            warn(&format!(
                "{} を実行できません（{error}）。コマンドの名前と場所を確かめてください。\n",
                without_credentials(&flags.command[0].to_string_lossy())
            ));
            let code = match error.kind() {
                io::ErrorKind::NotFound => NOT_FOUND,
                _ => NOT_EXECUTABLE,
            };
            (format!("not run: {error}"), code)
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
            ended,
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
    let met = simulator.app().coverage();
    let missing = required.iter().filter(|code| met.code(code) == 0);
    missing.copied().collect()
}

fn run(flags: &Exec, url: &str, credentials: &Credentials) -> io::Result<ExitStatus> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        // Before the command starts: a signal meant for it must not end the simulator.
        let mut signals = Signals::listen()?;
        let bound = Bound::new();
        let mut child = bound
            .command(&flags.command)
            .env("KAKEBARAI_URL", url)
            .env("KAKEBARAI_TRADER_CODE", &*credentials.code)
            .env("KAKEBARAI_PASSWORD", &**credentials.password())
            .kill_on_drop(true)
            .spawn()?;
        let id = child.id();
        loop {
            tokio::select! {
                status = child.wait() => return bound.outcome(status?),
                signal = signals.next() => Signals::hand_on(id, signal),
            }
        }
    })
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
