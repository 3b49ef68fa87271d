//! Untried cases, the most harmful first.

use crate::{journal::Entry, traffic::Traffic};

/// A case that a suite should try, and whether a journal contains it.
struct Trial {
    /// The advice if it was never tried.
    text: &'static str,
    /// Whether it applies to this traffic.
    concerns: fn(&Entry) -> bool,
    is_tried: fn(&Entry) -> bool,
}

fn is(api: &str, entry: &Entry) -> bool {
    entry.api == api
}

fn is_refused(entry: &Entry, codes: &[&str]) -> bool {
    entry
        .answered
        .error_code
        .as_deref()
        .is_some_and(|code| codes.contains(&code))
}

/// In order of cost: from double billing to a clerk's call.
#[rustfmt::skip]
const TRIALS: &[Trial] = &[
    Trial { text: "応答が失われた注文を、一度も試していません（AN010 に、障害「処理したあと、応答が届かない」を）",
        concerns: |entry| is("AN010", entry), is_tried: |entry| is("AN010", entry) && entry.is_unclear() },
    Trial { text: "応答が失われた取消を、一度も試していません（AN020 に、障害「処理したあと、応答が届かない」を）",
        concerns: |entry| is("AN020", entry), is_tried: |entry| is("AN020", entry) && entry.is_unclear() },
    Trial { text: "応答が失われた出荷登録を、一度も試していません（AN030 に、障害「処理したあと、応答が届かない」を）",
        concerns: |entry| is("AN030", entry), is_tried: |entry| is("AN030", entry) && entry.is_unclear() },
    Trial { text: "応答が失われた申込みを、一度も試していません（AN060 に、障害「処理したあと、応答が届かない」を）",
        concerns: |entry| is("AN060", entry), is_tried: |entry| is("AN060", entry) && entry.is_unclear() },
    Trial { text: "限度額を超える注文を、一度も試していません（A060004、A070004、G55）",
        concerns: |entry| is("AN010", entry), is_tried: |entry| is_refused(entry, &["A060004", "A070004", "G55"]) },
    Trial { text: "ヤマト側の障害（9900001 など）を、注文で一度も試していません",
        concerns: |entry| is("AN010", entry), is_tried: |entry| is("AN010", entry) && is_refused(entry, &["0400001", "0500001", "0500002", "9900001", "Z020001"]) },
    Trial { text: "割引かポイントのある注文を、一度も試していません",
        concerns: |entry| is("AN010", entry), is_tried: |entry| is("AN010", entry) && entry.received.iter().any(|field| {
            field.name.starts_with("kessaiKingaku") && field.value.as_deref().is_some_and(|value| value.starts_with('-'))
        }) },
    Trial { text: "注文の取消を、一度も試していません",
        concerns: |entry| is("AN010", entry), is_tried: |entry| is("AN020", entry) },
    Trial { text: "出荷登録を、一度も試していません",
        concerns: |entry| is("AN010", entry), is_tried: |entry| is("AN030", entry) },
    Trial { text: "出荷済みの注文の取消を、一度も試していません（B020005）",
        concerns: |entry| is("AN020", entry), is_tried: |entry| is_refused(entry, &["B020005"]) },
    Trial { text: "誤った送り状番号を、一度も試していません（C030003）",
        concerns: |entry| is("AN030", entry), is_tried: |entry| is_refused(entry, &["C030001", "C030002", "C030003", "C030005"]) },
    Trial { text: "ご利用可でない取引先の照会を、一度も試していません",
        concerns: |entry| is("AN050", entry) || is("AN010", entry), is_tried: |entry| is("AN050", entry) && entry.answered.elements.iter().any(|element| {
            element.name == "useUsable" && element.value.as_deref().is_some_and(|value| value != "利用可")
        }) },
    Trial { text: "審査に通らない申込みを、一度も試していません",
        concerns: |entry| is("AN060", entry), is_tried: |entry| is("AN070", entry) && entry.answered.elements.iter().any(|element| {
            element.name == "judgeStatus" && element.value.as_deref().is_some_and(|value| !["審査中", "ご利用可"].contains(&value))
        }) },
];

/// Further codes of AN010 that a suite with orders should see once.
const CODES: [&str; 5] = ["G12", "G61", "G65", "A020004", "A140001"];

/// Cases that none of this traffic tried, the most harmful first.
pub fn advice(all: &[&Traffic<'_>]) -> Vec<String> {
    let entries = || all.iter().flat_map(|traffic| traffic.entries());
    let is_missing =
        |trial: &&Trial| entries().any(trial.concerns) && !entries().any(trial.is_tried);
    let missing = TRIALS.iter().filter(is_missing);
    let mut advice: Vec<_> = missing.map(|trial| trial.text.to_owned()).collect();
    if entries().any(|entry| is("AN010", entry)) {
        let unseen: Vec<_> = CODES
            .into_iter()
            .filter(|code| !entries().any(|entry| is_refused(entry, &[code])))
            .collect();
        if !unseen.is_empty() {
            advice.push(format!("{} を見ていません", unseen.join("、")));
        }
    }
    advice
}
