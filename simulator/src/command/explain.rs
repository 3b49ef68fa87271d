//! `explain CODE`: what a code stands for, and which code was meant.

use std::process::ExitCode;

use super::{fail, print};
use crate::{every_rule, running::known_code, vendor::messages};

pub(super) fn explain(code: &str) -> ExitCode {
    let code = match known_code(code) {
        Ok(code) => code,
        Err(text) => return fail(&format!("{text}\n")),
    };
    let (Some(rule), Some(message)) = (
        every_rule().find(|rule| rule.code == code),
        messages::find(code),
    ) else {
        return fail(&format!("エラーコード {code} の説明がありません。\n"));
    };
    print(&format!(
        "{code}  {} {}\n\
         項目       {}（{}）\n\
         規則       {}\n\
         メッセージ {}\n\
         根拠       {}\n\
         直し方     {}\n",
        rule.api,
        rule.api_name,
        rule.labels(),
        rule.fields(),
        rule.words(),
        message.text,
        message.provenance.label(),
        message.remedy,
    ));
    ExitCode::SUCCESS
}
