//! The command line: serve, exec, check, explain, settings.

mod exec;
mod explain;

use std::{
    fmt::Write as _,
    io::{self, Write as _},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{self, ExitCode},
    thread,
    time::Duration,
};

use clap::{
    Parser, Subcommand,
    builder::{OsStringValueParser, TypedValueParser as _},
    error::ContextValue,
};

use crate::{
    LogFormat, MAGIC_NUMBERS, Settings, Simulator, VERSION,
    running::{become_command_if_told, data, warn},
    settings::{
        Data,
        credentials::without_credentials,
        problem::problems_text,
        reading::{sources::load, table::TABLE},
    },
};

/// クロネコ掛け払いシミュレーター：テスト環境の代わりに手元で動きます。
#[derive(Parser)]
#[command(
    name = "kakebarai-simulator",
    version = VERSION,
    args_conflicts_with_subcommands = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    serve: Serve,
}

#[derive(Subcommand)]
enum Command {
    /// シミュレーターを起動します（省略時の動作）
    Serve(Serve),
    /// 空きポートで起動し、新しい加盟店を用意してコマンドを実行し、終了コードを引き継ぎます
    Exec(exec::Exec),
    /// 設定ファイルの誤りを、行と直し方を添えて示します
    Check {
        /// 設定ファイル（TOML）
        file: PathBuf,
    },
    /// エラーコードの項目・規則・メッセージ・根拠・直し方を示します
    Explain(explain::Explain),
    /// すべての設定を、既定値と理由を添えて示します
    Settings,
}

#[derive(clap::Args)]
struct Serve {
    /// 待ち受けるアドレスとポート。ポート 0 は空きポート
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// 設定ファイル（TOML）
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// https でも待ち受けます。認証局を1度だけ作り、置いた場所を表示します
    #[arg(long)]
    tls: bool,
    /// https で待ち受けるアドレスとポート（省略時 127.0.0.1:8443）
    #[arg(long, value_name = "ADDRESS:PORT")]
    tls_listen: Option<SocketAddr>,
    /// すべての変更を残すファイル（SQLite）。次の起動で続きから始まります。postgres://… なら複数のシミュレーターで共有します。
    /// パスワードを含む URL は、プロセスの一覧に表示されない環境変数 `KAKEBARAI_DATA` で渡してください
    #[arg(long, value_name = "FILE", value_parser = OsStringValueParser::new().try_map(data))]
    data: Option<Data>,
    /// 標準エラー出力に記録を1行ずつ出します。json のときは、起動時の案内（パスワードを含む）を表示しません
    #[arg(long, value_name = "FORMAT")]
    log_format: Option<LogFormat>,
}

/// The grace for arrived requests after a signal to stop.
const GRACE: Duration = Duration::from_secs(10);

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    if let Some(failed) = become_command_if_told() {
        return failed;
    }
    let arguments = Arguments::try_parse().unwrap_or_else(|error| masked(error).exit());
    match arguments.command {
        None => serve(&arguments.serve),
        Some(Command::Serve(flags)) => serve(&flags),
        Some(Command::Exec(flags)) => exec::exec(&flags),
        Some(Command::Check { file }) => check(&file),
        Some(Command::Explain(flags)) => explain::explain(&flags),
        Some(Command::Settings) => {
            print(&settings_text());
            ExitCode::SUCCESS
        }
    }
}

/// An error of the arguments, which repeats them, without the credentials in them.
fn masked(mut error: clap::Error) -> clap::Error {
    let mut shown = Vec::new();
    for (kind, value) in error.context() {
        let value = match value {
            ContextValue::String(text) => ContextValue::String(without_credentials(text)),
            ContextValue::Strings(texts) => {
                ContextValue::Strings(texts.iter().map(|text| without_credentials(text)).collect())
            }
            _ => continue,
        };
        shown.push((kind, value));
    }
    for (kind, value) in shown {
        error.insert(kind, value);
    }
    error
}

fn serve(flags: &Serve) -> ExitCode {
    let mut settings = match load(flags.settings.as_deref()) {
        Ok(settings) => settings,
        Err(problems) => return fail(&problems_text(&problems)),
    };
    if let Some(listen) = flags.listen {
        settings.listen = listen;
    }
    settings.tls.on |= flags.tls;
    if let Some(listen) = flags.tls_listen {
        if !settings.tls.on {
            return fail(
                "--tls-listen は、--tls か設定 tls.on = true と一緒に指定してください。\n",
            );
        }
        settings.tls.listen = listen;
    }
    if flags.data.is_some() {
        settings.data.clone_from(&flags.data);
    }
    settings.log = flags.log_format;
    let for_machines = flags.log_format == Some(LogFormat::Json);
    if for_machines && settings.is_open() && settings.control_token.is_none() {
        return fail(
            "--log-format json では、作ったトークンを表示できません。設定 control_token（KAKEBARAI_CONTROL_TOKEN）を指定してください。\n",
        );
    }
    let buyers: Vec<String> = settings
        .buyers
        .iter()
        .map(|buyer| buyer.id.clone())
        .collect();
    let merchants = settings.merchants.clone();
    let mut end = match End::listen() {
        Ok(end) => end,
        Err(error) => return fail(&format!("シグナルを受け取れません（{error}）。\n")),
    };
    let simulator = match Simulator::start(settings) {
        Ok(simulator) => simulator,
        Err(error) => return fail(&format!("{error}\n")),
    };
    let url = simulator.url();
    let mut text = format!(
        "クロネコ掛け払いシミュレーターが起動しました / The simulator of クロネコ掛け払い is ready\n\n\
         \x20 画面 dashboard {url}/\n\
         \x20 API          POST {url}/kuroneko-anshin/AN010APIAction.action … AN070APIAction.action\n\
         \x20 制御 control {url}/_simulator/v1/status   (OpenAPI: {url}/_simulator/openapi.json)\n"
    );
    if let (Some(https), Some(authority)) = (simulator.https_url(), simulator.authority()) {
        let _ = writeln!(
            text,
            "  https        {https}   認証局 CA: {}",
            authority.display()
        );
        if simulator.authority_is_renewed() {
            text.push_str(
                "               期限が1年以内の認証局を作り直しました。接続する側にも新しい認証局を信頼させてください / The CA was renewed: let clients trust it\n",
            );
        }
    }
    if let Some(token) = simulator.control_token() {
        let _ = writeln!(
            text,
            "  制御トークン control token: {token}   (Authorization: Bearer …)"
        );
    }
    for merchant in &merchants {
        let (code, password) = (&merchant.code, &merchant.password);
        let _ = writeln!(
            text,
            "  加盟店コード merchant {code}   パスワード password {password}"
        );
    }
    let _ = writeln!(text, "  取引先 buyers {}", buyers.join(" "));
    if let (Some(merchant), Some(buyer)) = (merchants.first(), buyers.first()) {
        let (code, password) = (&merchant.code, &merchant.password);
        let _ = writeln!(
            text,
            "\n試してみる / Try it:\n  curl -d 'traderCode={code}&passWord={password}&buyerId={buyer}' {url}/kuroneko-anshin/AN050APIAction.action\n\n\
             終了するには Ctrl-C / Ctrl-C stops it"
        );
    }
    if !for_machines {
        print(&text);
    }
    end.wait();
    end.end_at_once_when_told_again();
    simulator.stop(GRACE);
    ExitCode::SUCCESS
}

/// The signals to stop: Ctrl-C, or SIGTERM. Handled from before the addresses are printed.
struct End {
    runtime: tokio::runtime::Runtime,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl End {
    fn listen() -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let (terminate, interrupt) = {
                let _inside = runtime.enter();
                (
                    signal(SignalKind::terminate())?,
                    signal(SignalKind::interrupt())?,
                )
            };
            Ok(Self {
                runtime,
                terminate,
                interrupt,
            })
        }
        #[cfg(not(unix))]
        Ok(Self { runtime })
    }

    /// Waits for a signal to stop. Returns the exit code of a process that the signal kills.
    #[cfg(unix)]
    fn wait(&mut self) -> i32 {
        self.runtime.block_on(async {
            tokio::select! {
                _ = self.terminate.recv() => 128 + 15,
                _ = self.interrupt.recv() => 128 + 2,
            }
        })
    }

    #[cfg(not(unix))]
    fn wait(&mut self) -> i32 {
        let _ = self.runtime.block_on(tokio::signal::ctrl_c());
        1
    }

    /// Ends the process at the next signal, without waiting for requests. Acknowledged changes are already written.
    fn end_at_once_when_told_again(mut self) {
        thread::spawn(move || process::exit(self.wait()));
    }
}

fn check(file: &Path) -> ExitCode {
    match load(Some(file)) {
        Ok(_) => {
            print(&format!("{}: 設定に誤りはありません。\n", file.display()));
            ExitCode::SUCCESS
        }
        Err(problems) => fail(&problems_text(&problems)),
    }
}

fn settings_text() -> String {
    let mut text = String::from(
        "# 既定値 < 設定ファイル < 環境変数 KAKEBARAI_… < コマンドの指定 の順に、後のものが優先します。\n\n",
    );
    let defaults = Settings::of_the_program();
    for setting in TABLE {
        let _ = writeln!(
            text,
            "# {}\n# {}\n{}\n",
            setting.reason,
            setting.variable(),
            setting.line(&defaults)
        );
    }
    text.push_str(
        "# 加盟店（書くと 900000001 の代わりになります）\n# [[merchants]]\n# code = \"900000001\"\n# password = \"kakebarai-test\"\n\n\
         # テスト取引先（1111～4444 は書いた項目だけが変わります）\n# [[buyers]]\n# id = \"2222\"\n# usable = false\n\n\
         # 新しい申込みの審査（先に合ったものが使われます。* は前後の任意の文字）\n# [[screening.rules]]\n# telephone = \"*1234\"\n# outcome = \"申込不備\"\n# delay = \"0s\"\n\n\
         # 電話番号（telNo）の下4桁による審査結果（screening.magic_numbers）\n",
    );
    for magic in MAGIC_NUMBERS {
        let _ = writeln!(text, "#   {}  {}", magic.digits, magic.meaning);
    }
    text
}

/// Prints, even to a closed pipe, without a panic.
fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

fn fail(text: &str) -> ExitCode {
    warn(text);
    ExitCode::FAILURE
}
