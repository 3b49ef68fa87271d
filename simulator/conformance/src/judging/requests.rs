//! Requests in a report: without passwords and personal data.

use std::fmt::Write as _;

use super::report::RequestShown;
use crate::provider::{APIS, Entry, Field};

/// Replaces values that are not shown.
pub const MASK: &str = "●●●";

/// The Japanese name of an API.
pub fn name_of(api: &str) -> &'static str {
    let named = APIS.iter().find(|(number, _)| *number == api);
    named.map_or("要求", |(_, name)| name)
}

/// A request as received, and its answer. `masked` replaces the passwords of the run.
pub fn shown(entry: &Entry, masked: impl Fn(&str) -> String) -> RequestShown {
    let pairs = |fields: &[Field]| -> Vec<(String, String)> {
        let shown = fields
            .iter()
            .filter(|field| field.value.as_deref() != Some(""));
        shown
            .map(|field| (masked(&field.name), masked(&value_of(field))))
            .collect()
    };
    let broken = entry.broken_rules.iter().map(|broken| {
        let line = broken
            .line
            .map_or_else(String::new, |line| format!("（明細{line}）"));
        format!("{} {}{line} {}", broken.code, broken.field, broken.message)
    });
    RequestShown {
        number: entry.number,
        api: entry.api.clone(),
        api_name: name_of(&entry.api).to_owned(),
        at: entry.at.clone(),
        received: pairs(&entry.received),
        answered: codes_of(entry)
            .into_iter()
            .chain(pairs(&entry.answered.elements))
            .collect(),
        outcome: outcome_of(entry),
        carried_out: entry.is_carried_out(),
        fault: fault_of(entry),
        broken_rules: broken.collect(),
        curl: masked(&curl(entry)),
    }
}

fn value_of(field: &Field) -> String {
    match (&field.value, field.characters) {
        (Some(value), _) => value.clone(),
        (None, Some(characters)) => format!("{MASK}（{characters}文字）"),
        (None, None) => MASK.to_owned(),
    }
}

fn outcome_of(entry: &Entry) -> String {
    match entry.answered.return_code {
        Some(0) => "受付".to_owned(),
        Some(_) => entry
            .answered
            .error_code
            .clone()
            .unwrap_or_else(|| "断り".to_owned()),
        None => "応答なし".to_owned(),
    }
}

/// returnCode and errorCode, if answered.
fn codes_of(entry: &Entry) -> Vec<(String, String)> {
    let answered = &entry.answered;
    let code = answered.return_code.map(|code| code.to_string());
    let codes = [
        ("returnCode", code),
        ("errorCode", answered.error_code.clone()),
    ];
    let there = codes
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    there.filter(|_| answered.return_code.is_some()).collect()
}

/// The effects of faults, in words.
const FAULTS: &[(&str, &str)] = &[
    ("code", "処理せずに、エラーコードを返した"),
    ("codeAfterProcessing", "処理した後、エラーコードを返した"),
    (
        "refusalWithoutCode",
        "処理せずに、エラーコードのない断りを返した",
    ),
    ("delay", "処理した後、応答を遅らせた"),
    ("delayBeforeProcessing", "処理する前に待たせた"),
    ("status", "処理せずに、HTTPステータスだけを返した"),
    ("html", "処理せずに、HTMLの画面を返した"),
    ("reset", "処理せずに、接続を切った"),
    ("brokenXml", "処理した後、XMLを途中で切った"),
    ("emptyAnswer", "処理した後、空の応答を返した"),
    ("answerLost", "処理した後、応答を失わせた"),
    ("lostBeforeProcessing", "処理する前に失わせた"),
    ("redirect", "処理せずに、別の場所へ転送した"),
    ("text", "文言を変えた"),
    ("endless", "終わらない応答を返した"),
    ("drip", "応答を1バイトずつ送った"),
    ("entityBomb", "ふくらむ実体を送った"),
];

/// The fault that the harness had set, in words.
fn fault_of(entry: &Entry) -> Option<String> {
    let kind = entry.fault.as_ref().map(|fault| fault.kind.as_str());
    let mut words = Vec::new();
    if let Some(kind) = kind {
        let known = FAULTS.iter().find(|(known, _)| *known == kind);
        words.push(known.map_or(kind, |(_, words)| words).to_owned());
    }
    if let Some(mutant) = &entry.mutant {
        words.push(format!("応答の書き方を変えた（{mutant}）"));
    }
    (!words.is_empty()).then(|| words.join("、"))
}

/// The `curl` that repeats a request against a simulator, with variables in place of password and personal data.
fn curl(entry: &Entry) -> String {
    let mut command = format!(
        "curl \"$KAKEBARAI_URL/kuroneko-anshin/{}APIAction.action\"",
        entry.api
    );
    for field in &entry.received {
        let value = match (&field.value, field.name.as_str()) {
            (_, "traderCode") => "$KAKEBARAI_TRADER_CODE".to_owned(),
            (_, "passWord") => "$KAKEBARAI_PASSWORD".to_owned(),
            (Some(value), _) => {
                let _ = write!(
                    command,
                    " \\\n  --data-urlencode '{}'",
                    plain(&field.name, value)
                );
                continue;
            }
            (None, name) => format!("${}", name.to_uppercase()),
        };
        let _ = write!(
            command,
            " \\\n  --data-urlencode \"{}={value}\"",
            field.name
        );
    }
    command
}

fn plain(name: &str, value: &str) -> String {
    format!("{name}={value}").replace('\'', r"'\''")
}
