//! Requests as they come: newest first, with what was answered and the first broken rule.

use std::borrow::Cow;

use maud::{Markup, html};

use super::{format::short, fragment::Page, language::Language, query::View, terms};
use crate::{
    clock::in_japan,
    merchant::{
        faults::FaultKind,
        journal::{Entry, Journal},
        masked::MaskedValue,
    },
    settings::MerchantSettings,
};

/// How many are shown.
const MOST: usize = 100;

/// A request in the list.
struct Row {
    request: u64,
    at: String,
    api: &'static str,
    /// The order or the buyer that it is about.
    about: String,
    code: Option<Cow<'static, str>>,
    broken: usize,
    fault: Option<FaultKind>,
    processed: bool,
}

impl Row {
    fn of(entry: &Entry) -> Self {
        let about = entry
            .received
            .pairs()
            .find_map(|(name, value)| match value {
                MaskedValue::Value(value)
                    if ["orderNo", "buyerId", "cId"].contains(&name) && !value.is_empty() =>
                {
                    Some(value.to_owned())
                }
                _ => None,
            });
        Self {
            request: entry.request,
            at: in_japan(entry.at),
            api: entry.api,
            about: about.unwrap_or_default(),
            code: entry.code.clone(),
            broken: entry.broken.len(),
            fault: entry.fault.as_deref().cloned(),
            processed: entry.processed,
        }
    }
}

fn rows(journal: &Journal) -> Vec<Row> {
    journal.entries().rev().take(MOST).map(Row::of).collect()
}

pub(super) fn show(page: &Page<'_>) -> Markup {
    let rows = match &page.merchant {
        Some(merchant) => rows(&merchant.journal()),
        None => rows(&page.app.unattributed.lock()),
    };
    let lang = page.lang;
    html! {
        h1 { (View::Requests.name(lang)) }
        @if rows.is_empty() {
            @let (line, wants_password) = first(page);
            div class="panel empty" {
                p { (lang.say("まだリクエストがありません。次の1行を端末に貼り付けると、ここに現れます。", "No requests yet. Paste this line into a terminal and it appears here.")) }
                @if wants_password {
                    p { (lang.say("先に、この加盟店のパスワード（起動時か作成時に表示されたもの）を環境変数 KAKEBARAI_PASSWORD に入れてください。",
                        "Before that, set KAKEBARAI_PASSWORD to this merchant's password: it was printed at the start, or shown when the merchant was made.")) }
                    pre { "export KAKEBARAI_PASSWORD='" (lang.say("この加盟店のパスワード", "its password")) "'" }
                }
                pre id="first" { (line) }
                button type="button" data-copy="first" { (lang.say("コピー", "Copy")) }
            }
        } @else {
            p class="quiet" { (lang.say("新しい順に100件まで。行を選ぶと、項目ごとの判定と直し方を表示します。", "The newest 100. Choose a row to see each item, each rule, and how to mend it.")) }
            table class="requests" {
                caption class="hidden" { (View::Requests.name(lang)) }
                thead {
                    tr {
                        th scope="col" { "#" }
                        th scope="col" { (lang.say("時刻", "Time")) }
                        th scope="col" { "API" }
                        th scope="col" { (lang.say("受注番号・取引先", "Order, buyer")) }
                        th scope="col" { (lang.say("応答", "Answer")) }
                        th scope="col" { (lang.say("最初に違反した規則", "First broken rule")) }
                    }
                }
                tbody { @for row in &rows { (row_of(page, row)) } }
            }
        }
    }
}

fn row_of(page: &Page<'_>, row: &Row) -> Markup {
    let lang = page.lang;
    html! {
        tr id=(format!("r{}", row.request)) {
            td class="number" {
                a href=(format!("{}&request={}", page.query.link(View::Requests, lang), row.request)) { "#" (row.request) }
            }
            td class="at" { time { (short(&row.at)) } }
            td class="api" { (row.api) " " span { (terms::api(lang, row.api)) } }
            td class="about" { (terms::spoken(lang, &row.about)) }
            td class="answer" { (badge(lang, row.code.as_deref(), row.fault.as_ref(), row.processed)) }
            td class="why" {
                @if let Some(code) = &row.code { (terms::message(lang, code)) }
                @if row.broken > 1 { span class="tag" { (lang.say("ほか ", "and ")) (row.broken - 1) (lang.say(" 件", " more")) } }
            }
        }
    }
}

/// What was answered, in a word. Never by its colour alone.
pub(super) fn badge(
    lang: Language,
    code: Option<&str>,
    fault: Option<&FaultKind>,
    processed: bool,
) -> Markup {
    let no_answer = fault.filter(|fault| !fault.answers_in_whole());
    html! {
        @if let Some(fault) = no_answer {
            span class="badge odd" {
                (match fault {
                    FaultKind::Status { .. } => lang.say("HTTPエラー", "HTTP status"),
                    FaultKind::Reset => lang.say("切断", "reset"),
                    FaultKind::BrokenXml => lang.say("壊れたXML", "broken XML"),
                    FaultKind::AnswerLost => lang.say("応答が消失", "answer lost"),
                    FaultKind::LostBeforeProcessing => lang.say("要求が消失", "request lost"),
                    other => terms::fault(lang, other.name()),
                })
                @if processed { (lang.say("（処理済み）", " (processed)")) } @else { (lang.say("（未処理）", " (not processed)")) }
            }
        } @else if let Some(code) = code {
            span class="badge bad" { (code) }
        } @else if fault == Some(&FaultKind::RefusalWithoutCode) {
            span class="badge bad" { (lang.say("コードなし", "no code")) }
        } @else {
            span class="badge good" { (lang.say("受付", "accepted")) }
        }
        @if fault.is_some() && no_answer.is_none() { span class="tag" { (lang.say("障害", "fault")) } }
    }
}

/// A request to begin with, which works as it is pasted, and whether the password is to be set before.
fn first(page: &Page<'_>) -> (String, bool) {
    let address = format!("http://{}/kuroneko-anshin/AN050APIAction.action", page.host);
    let Some(merchant) = &page.merchant else {
        // It appears where it names no merchant.
        return (format!("curl -d 'buyerId=1111' {address}"), false);
    };
    let state = merchant.state();
    let code = &*state.credentials().code;
    let MerchantSettings {
        code: standard,
        password,
    } = MerchantSettings::standard();
    // Out of the box the password is no secret.
    let is_known = code == standard && state.credentials().accepts(&password);
    let sent = if is_known {
        format!("'passWord={password}'")
    } else {
        "\"passWord=$KAKEBARAI_PASSWORD\"".to_owned()
    };
    let line = format!("curl -d 'traderCode={code}' -d {sent} -d 'buyerId=1111' {address}");
    (line, !is_known)
}
