//! `explain CODE`: what a code stands for, and which code was meant.

use std::process::ExitCode;

use super::{fail, print};
use crate::{every_rule, vendor::messages};

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

/// One of the 318, in whatever case it is written.
pub(super) fn known_code(text: &str) -> Result<&'static str, String> {
    let code = text.trim().to_uppercase();
    if let Some(rule) = every_rule().find(|rule| rule.code == code) {
        return Ok(rule.code);
    }
    let near = |known: &str| strsim::damerau_levenshtein(known, &code);
    let nearest = every_rule()
        .map(|rule| rule.code)
        .min_by_key(|known| near(known));
    let hint = nearest.filter(|known| near(known) <= 2);
    let hint = hint.map_or_else(String::new, |known| {
        format!("{known} の誤りではありませんか。")
    });
    Err(format!("エラーコード {code} はありません。{hint}"))
}
