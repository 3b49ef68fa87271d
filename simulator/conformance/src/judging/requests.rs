//! Requests as a report shows them: no password, no personal data.

use std::fmt::Write as _;

use super::report::RequestShown;
use crate::provider::{Entry, Field};

/// What stands in the place of something that is not shown.
pub const MASK: &str = "●●●";

/// What knows the passwords of a run.
pub trait Masks {
    /// A text without them.
    fn masked(&self, text: &str) -> String;
}

/// The names of the APIs as people call them.
pub const fn name_of(api: &str) -> &'static str {
    match api.as_bytes() {
        b"AN010" => "決済登録",
        b"AN020" => "決済取消",
        b"AN030" => "出荷登録",
        b"AN040" => "出荷取消",
        b"AN050" => "利用金額照会",
        b"AN060" => "取引先登録",
        b"AN070" => "審査状況照会",
        _ => "要求",
    }
}

/// A request as it was received, and what was answered.
pub fn shown(entry: &Entry, masks: &dyn Masks) -> RequestShown {
    let pairs = |fields: &[Field]| {
        let shown = fields
            .iter()
            .filter(|field| field.value.as_deref() != Some(""));
        shown
            .map(|field| (masks.masked(&field.name), masks.masked(&value_of(field))))
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
        answered: pairs(&entry.answered.elements),
        outcome: outcome_of(entry),
        carried_out: entry.is_carried_out(),
        fault: fault_of(entry),
        broken_rules: broken.collect(),
        curl: masks.masked(&curl(entry)),
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

/// The fault that the harness had set, by its kind.
fn fault_of(entry: &Entry) -> Option<String> {
    let kind = entry
        .fault
        .as_ref()
        .and_then(|fault| fault["kind"].as_str());
    let mut words = Vec::new();
    if let Some(kind) = kind {
        words.push(kind.to_owned());
    }
    if let Some(mutant) = &entry.mutant {
        words.push(format!("mutant {mutant}"));
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
