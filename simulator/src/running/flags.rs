//! The flags of a program that runs a command in a simulator, and its steps before and after.

use std::{
    ffi::{OsStr, OsString},
    io,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use clap::builder::{OsStringValueParser, TypedValueParser as _};

use super::{
    bundle::{Bundle, Ending},
    codes::{known_code, missing},
    command_run::{CommandRun, Ended, exit_code},
    warn,
};
use crate::{
    Merchant, Simulator,
    merchant::{initial_state::InitialState, sample_data::SampleData},
    settings::{
        Data, Settings,
        credentials::without_credentials,
        problem::problems_text,
        reading::{sources::load, values},
    },
};

/// The flags of `exec`, and of every program that does what it does.
#[derive(Debug, clap::Args)]
pub struct CommandFlags {
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
}

/// The file of `--data`, or the URL of a database.
#[expect(
    clippy::needless_pass_by_value,
    reason = "clap hands the argument over"
)]
pub(crate) fn data(name: OsString) -> Result<Data, String> {
    values::data(&name)?.ok_or_else(|| "ファイル名を指定してください".to_owned())
}

/// A simulator and a merchant, ready for a command.
#[derive(Debug)]
pub struct Prepared<'a> {
    flags: &'a CommandFlags,
    simulator: Simulator,
    merchant: Merchant,
    bundle: Bundle,
}

impl CommandFlags {
    /// The settings file, if one is named.
    pub fn settings_file(&self) -> Option<&Path> {
        self.settings.as_deref()
    }

    /// Starts a simulator on a free port of this machine, with a merchant of its own. `adjust` changes the settings last.
    ///
    /// # Errors
    /// The problem and the remedy, in Japanese, with a line end.
    pub fn prepare(&self, adjust: impl FnOnce(&mut Settings)) -> Result<Prepared<'_>, String> {
        let mut settings =
            load(self.settings.as_deref()).map_err(|problems| problems_text(&problems))?;
        // Always a free port of this machine, so that several runs fit side by side.
        settings.listen = SocketAddr::from(([127, 0, 0, 1], 0));
        settings.tls.listen = settings.listen;
        if self.data.is_some() {
            settings.data.clone_from(&self.data);
        }
        adjust(&mut settings);
        let made_up = SampleData {
            buyers: self.buyers,
            orders: self.orders,
            seed: Some(self.seed),
        };
        made_up
            .check()
            .map_err(|remedy| format!("--buyers、--orders: {remedy}。\n"))?;
        let simulator = Simulator::start(settings).map_err(|error| format!("{error}\n"))?;
        let initial_state = InitialState {
            made_up: Some(made_up),
            ..InitialState::STANDARD
        };
        let merchant = simulator.create(initial_state).map_err(|not_created| {
            let (what, remedy) = not_created.text();
            format!("{what}{remedy}\n")
        })?;
        let bundle = Bundle::begin(&simulator);
        Ok(Prepared {
            flags: self,
            simulator,
            merchant,
            bundle,
        })
    }
}

impl Prepared<'_> {
    /// The simulator around the command.
    pub const fn simulator(&self) -> &Simulator {
        &self.simulator
    }

    /// The command's merchant.
    pub const fn merchant(&self) -> &Merchant {
        &self.merchant
    }

    /// The state before the command.
    pub const fn bundle(&self) -> &Bundle {
        &self.bundle
    }

    /// Creates a run of a command against the merchant.
    pub fn command(&self, words: &[OsString]) -> CommandRun {
        CommandRun::new(words, &self.simulator, &self.merchant)
    }

    /// Reports on standard error what went wrong in a run, writes the bundle of one that failed, and returns its exit code: the command's,
    /// or 1 if a required code is missing.
    pub fn finish(&self, program: &OsStr, ran: &io::Result<Ended>) -> u8 {
        let ended = match ran {
            Ok(ended) => ended.to_string(),
            Err(error) => {
                warn(&format!(
                    "{} を実行できません（{error}）。コマンドの名前と場所を確かめてください。\n",
                    without_credentials(&program.to_string_lossy())
                ));
                format!("not run: {error}")
            }
        };
        let required = &self.flags.require_codes;
        let missing = missing(&self.simulator, required);
        if !missing.is_empty() {
            warn(&format!(
                "次のエラーコードが返されませんでした：{}（kakebarai-simulator explain CODE で内容を確かめられます）\n",
                missing.join("、")
            ));
        }
        let code = match exit_code(ran) {
            0 if !missing.is_empty() => 1,
            code => code,
        };
        if code != 0 {
            self.write_bundle(&Ending {
                program,
                ended,
                code,
                required,
                missing: &missing,
            });
        }
        code
    }

    fn write_bundle(&self, ending: &Ending<'_>) {
        let folder = self.flags.bundle.clone().unwrap_or_else(|| {
            std::env::temp_dir().join(format!("kakebarai-bundle-{}", self.merchant.code()))
        });
        match self.bundle.write(&self.simulator, ending, &folder) {
            Ok(()) => warn(&format!("記録一式：{}\n", folder.display())),
            Err(error) => warn(&format!(
                "記録一式を {} に書き込めません（{error}）。--bundle で書き込める場所を指定してください。\n",
                folder.display()
            )),
        }
    }
}
