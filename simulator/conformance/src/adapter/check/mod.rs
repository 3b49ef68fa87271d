//! Checks an adapter alone: handshake, one message of each declared verb, flush, noise, end.

mod basket;
mod checker;
mod line;
mod verbs;

use std::{fmt::Write as _, sync::Arc};

use kakebarai_simulator::Settings;
use serde_json::{Value, json};

pub use self::line::{CheckLine, Mark};
use self::{
    checker::Checker,
    verbs::{buyers, durable, production, rest, sales},
};
use super::{
    Adapter, NotConnected, Patience, Place, Trouble, Verb,
    message::{after_sale::OrderStatus, application_form::NotInTheForm, session::End},
};
use crate::provider::{NoSimulator, Provider};

/// The result of a check.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Checked {
    /// The number of points to mend.
    pub broken: u32,
    /// The number of hints.
    pub hints: u32,
    /// Whether the adapter no longer starts, so that not all was checked.
    pub is_given_up: bool,
}

/// Why nothing could be checked.
#[derive(Debug, thiserror::Error)]
pub enum NotChecked {
    /// The adapter cannot be reached.
    #[error(transparent)]
    NotConnected(#[from] NotConnected),
    /// A mistake of ours.
    #[error(transparent)]
    NoSimulator(#[from] NoSimulator),
    /// A mistake of ours.
    #[error(transparent)]
    NotInTheForm(#[from] NotInTheForm),
}

/// Checks an adapter, and reports a line for each point at once.
///
/// # Errors
/// [`NotChecked`] if it cannot be reached or does not introduce itself.
pub async fn check(
    place: impl Fn() -> Place,
    patience: Patience,
    tell: &mut (dyn FnMut(&CheckLine) + Send),
) -> Result<Checked, NotChecked> {
    let provider = Provider::start(Settings::default())?;
    let adapter = Arc::new(Adapter::connect(place(), patience.clone()).await?);
    let mut checker = Checker::new(adapter, provider, tell);
    introduced(&mut checker);
    line_rules(&mut checker).await?;
    sales(&mut checker).await?;
    buyers(&mut checker).await?;
    rest(&mut checker).await?;
    production(&mut checker).await?;
    checker.several_at_once().await?;
    durable(&mut checker).await?;
    ending(&mut checker, place, patience).await;
    heard(&mut checker);
    Ok(Checked {
        broken: checker.broken,
        hints: checker.hints,
        is_given_up: checker.is_given_up,
    })
}

fn introduced(checker: &mut Checker<'_>) {
    let adapter = checker.adapter.clone();
    let me = adapter.introduction();
    let shop = &me.integration;
    let mut who = shop.name.clone();
    if !shop.version.is_empty() {
        let _ = write!(who, " {}", shop.version);
    }
    let language = format!("{} {}", shop.language, shop.language_version);
    if !language.trim().is_empty() {
        let _ = write!(who, "（{}）", language.trim());
    }
    let sessions = me.sessions;
    checker.line(
        Mark::Met,
        "start",
        format!("{who}、同時に{sessions}セッション"),
    );
    checker.unknown_fields.extend(
        adapter
            .unknown_fields()
            .iter()
            .map(|field| format!("startの{field}")),
    );
    let accepts = &me.accepts;
    let lists = [
        ("can", me.can.unknown()),
        ("accepts.rounding", accepts.rounding.unknown()),
        ("accepts.taxCalculation", accepts.tax_calculation.unknown()),
        ("accepts.taxIncluded", accepts.tax_included.unknown()),
        ("accepts.productCodes", accepts.product_codes.unknown()),
        ("accepts.environment", accepts.environment.unknown()),
        ("accepts.timeoutMs", accepts.timeout_ms.unknown()),
    ];
    for (list, unknown) in lists.into_iter().filter(|(_, unknown)| !unknown.is_empty()) {
        checker.line(Mark::Hint, list, format!("知らない言葉があります：{}。綴りを確かめてください（使える言葉は schema にあります）。", unknown.join("、")));
    }
    if me.can.known().next().is_none() {
        checker.line(
            Mark::Hint,
            "can",
            "何も宣言していません。まず order と status を書くと、検査が始まります。",
        );
    }
    if accepts.timeout_ms.known().next().is_none() {
        checker.line(
            Mark::Hint,
            "accepts.timeoutMs",
            "お店がヤマトの応答を待つ時間（ミリ秒）を書くと、その分だけ応答を待ちます。",
        );
    }
}

/// Checks the rules for every message.
async fn line_rules(checker: &mut Checker<'_>) -> Result<(), NotChecked> {
    let more = json!({"unknownToTheAdapter": {"any": 1}});
    if let Some(session) = checker.begin("begin", false, more).await? {
        checker.line(Mark::Met, "begin", "知らない項目があっても始まります");
        let end = End {
            session: session.name,
        };
        match checker.adapter.ask(&end).await {
            Ok(super::Reply::Answered { .. }) => checker.line(Mark::Met, "end", ""),
            Ok(_) => checker.line(
                Mark::Broken,
                "end",
                "始まっているセッションの end には {\"ok\":true} を返してください。",
            ),
            Err(trouble) => checker.trouble("end", &trouble),
        }
    }
    let Some(session) = checker.session().await? else {
        return Ok(());
    };
    let status = |session: &str| OrderStatus {
        session: session.to_owned(),
        key: "A-1".to_owned(),
    };
    let what = "知らない動詞には unsupported";
    let later = json!({"do": "aVerbOfLaterVersions"});
    let answer = checker
        .adapter
        .ask_with(&status(&session.name), later)
        .await;
    match answer {
        Ok(answer) if answer["unsupported"].is_string() => checker.line(Mark::Met, what, ""),
        Ok(_) => checker.line(Mark::Broken, what, "知らない動詞（do）には、{\"unsupported\":\"その動詞\"} を返してください。動詞が増えても、アダプターが壊れないようにするためです。"),
        Err(trouble) => checker.trouble(what, &trouble),
    }
    let what = "始まっていないセッションには failed";
    let answer = checker
        .adapter
        .ask_with(&status("check-nobody"), Value::Null)
        .await;
    match answer {
        Ok(answer) if !answer["failed"].is_null() || !answer["unsupported"].is_null() => {
            checker.line(Mark::Met, what, "");
        }
        Ok(_) => checker.line(Mark::Broken, what, "begin していないセッションに、ふつうに応答しました。セッションごとにお店を分け、知らないセッションには failed を返してください。"),
        Err(trouble) => checker.trouble(what, &trouble),
    }
    Ok(())
}

async fn ending(checker: &mut Checker<'_>, place: impl Fn() -> Place, patience: Patience) {
    if checker.is_given_up {
        return;
    }
    // The death of a process is already reported; there is nothing to stop.
    if checker.adapter.is_running().await {
        match checker.adapter.stop().await {
            Ok(()) => checker.line(Mark::Met, Verb::Stop.word(), "5秒以内に終わります"),
            Err(trouble) => checker.trouble(Verb::Stop.word(), &trouble),
        }
    }
    if !checker.adapter.has_process() {
        return;
    }
    let what = "標準入力の終わり";
    let ended = match Adapter::connect(place(), patience).await {
        Ok(another) => another.close().await,
        Err(NotConnected::Trouble(trouble)) => Err(trouble),
        Err(other) => Err(Trouble::NotStarted(other.to_string())),
    };
    match ended {
        Ok(()) => checker.line(Mark::Met, what, "5秒以内に終わります"),
        Err(trouble) => checker.trouble(what, &trouble),
    }
}

/// Reports output besides answers.
fn heard(checker: &mut Checker<'_>) {
    let adapter = checker.adapter.clone();
    let mut unknown = std::mem::take(&mut checker.unknown_fields);
    unknown.sort();
    unknown.dedup();
    if !unknown.is_empty() {
        checker.line(
            Mark::Hint,
            "知らない項目",
            format!(
                "読まずに進みました：{}。綴りを確かめてください。",
                unknown.join("、")
            ),
        );
    }
    let log = adapter.log();
    match log.noise() {
        0 => checker.line(Mark::Met, "標準出力", "応答だけです"),
        lines => {
            let first = log.last(super::LogSource::Noise, 1).join("");
            checker.line(Mark::Hint, "標準出力", format!("応答でない行が{lines}行あります。最後の行：{first}\n記録は標準エラー出力へ書いてください。PHP：ini_set('display_errors', 'stderr')、echo の代わりに error_log。"));
        }
    }
    if log.since(0).iter().any(|line| line.held_password) {
        checker.line(Mark::Hint, "パスワード", "標準出力か標準エラー出力に、パスワードがそのまま出ています。検査では SEC-02 が不合格になります。");
    }
    for remark in adapter.remarks() {
        checker.line(Mark::Hint, "応答の行", remark.to_string());
    }
}
