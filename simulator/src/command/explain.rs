//! `explain CODE`: the meaning of a code, its provenance, and the likely code for a mistyped one.

use std::{path::PathBuf, process::ExitCode};

use super::{fail, print};
use crate::{
    Settings, every_rule,
    running::known_code,
    settings::{
        Parity, credentials::without_credentials, problem::problems_text, reading::sources::load,
    },
    vendor::messages,
};

#[derive(clap::Args)]
pub(super) struct Explain {
    /// エラーコード。例：A060005
    code: String,
    /// calibrate が書き出した parity.json。確かめられたコードの根拠が「確認済み」になります
    #[arg(long, value_name = "FILE")]
    parity: Option<PathBuf>,
    /// 設定ファイル（TOML）。ヤマトの動きと違う設定の根拠は「確認済み」になりません
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,
}

impl Explain {
    fn settings(&self) -> Result<Settings, String> {
        let mut settings = match &self.settings {
            Some(file) => load(Some(file)).map_err(|problems| problems_text(&problems))?,
            None => Settings::default(),
        };
        if let Some(file) = &self.parity {
            let parity = Parity::open(file);
            let name = without_credentials(&file.display().to_string());
            let parity = parity.map_err(|what| format!("{name}：{what}\n"))?;
            settings.parity = Some(parity);
        }
        Ok(settings)
    }
}

pub(super) fn explain(flags: &Explain) -> ExitCode {
    let settings = match flags.settings() {
        Ok(settings) => settings,
        Err(text) => return fail(&text),
    };
    let code = match known_code(&flags.code) {
        Ok(code) => code,
        Err(text) => return fail(&format!("{text}\n")),
    };
    let (Some(rule), Some(message)) = (
        every_rule().find(|rule| rule.code == code),
        messages::find(code),
    ) else {
        return fail(&format!("エラーコード {code} の説明がありません。\n"));
    };
    let label = message.provenance.label();
    let basis = match settings.confirmation(code) {
        Some(confirmation) => {
            let (on, host) = (confirmation.on, confirmation.host);
            format!("確認済み（{on}、{host}。もとは{label}）")
        }
        None => label.to_owned(),
    };
    print(&format!(
        "{code}  {} {}\n\
         項目       {}（{}）\n\
         規則       {}\n\
         メッセージ {}\n\
         根拠       {basis}\n\
         直し方     {}\n",
        rule.api,
        rule.api_name,
        rule.labels(),
        rule.fields(),
        rule.words(),
        message.text,
        message.remedy,
    ));
    ExitCode::SUCCESS
}
