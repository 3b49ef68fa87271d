//! The list of requests: newest first, with the answer and the first broken rule.

use std::borrow::Cow;

use maud::{Markup, html};

use super::{filter::ABOUT, format::short, fragment::Page, language::Language, query::View, terms};
use crate::{
    clock::in_japan,
    merchant::{faults::FaultKind, journal::Entry, masked::MaskedValue},
    settings::MerchantSettings,
    vendor::APIS,
};

/// Requests per page.
const MOST: usize = 100;
/// Entries copied per lock of a journal.
const PIECE: usize = 500;

/// A request in the list.
struct Row {
    request: u64,
    at: String,
    api: &'static str,
    /// The order or the buyer of the request.
    about: String,
    code: Option<Cow<'static, str>>,
    broken: usize,
    fault: Option<FaultKind>,
    processed: bool,
    /// Whether it was answered that it was refused.
    refused: bool,
}

impl Row {
    fn of(entry: &Entry) -> Self {
        let about = entry
            .received
            .pairs()
            .find_map(|(name, value)| match value {
                MaskedValue::Value(value) if ABOUT.contains(&name) && !value.is_empty() => {
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
            refused: entry.answers && entry.refused,
        }
    }
}

/// A page of the list, and whether there is more.
struct Rows {
    rows: Vec<Row>,
    has_more: bool,
}

impl Rows {
    /// Collects the matching entries piece by piece, so that arriving requests wait for one piece at most.
    fn find(page: &Page<'_>) -> Self {
        let filter = &page.query.filter;
        let mut found = Vec::new();
        let mut before = filter.before().unwrap_or(u64::MAX);
        loop {
            let piece = match &page.merchant {
                Some(merchant) => merchant.journal().shared_before(before, PIECE),
                None => page.app.unattributed.lock().shared_before(before, PIECE),
            };
            let Some(last) = piece.last() else {
                return Self {
                    rows: found,
                    has_more: false,
                };
            };
            before = last.request;
            for entry in piece.iter().filter(|entry| filter.matches(entry)) {
                if found.len() == MOST {
                    return Self {
                        rows: found,
                        has_more: true,
                    };
                }
                found.push(Row::of(entry));
            }
        }
    }
}

pub(super) fn show(page: &Page<'_>) -> Markup {
    let lang = page.lang;
    let filter = &page.query.filter;
    let Rows { rows, has_more } = Rows::find(page);
    let is_first_page = filter.before().is_none();
    let list = page.query.link(View::Requests, lang);
    html! {
        h1 { (View::Requests.name(lang)) }
        @if rows.is_empty() && !filter.is_set() && is_first_page {
            (nothing_yet(page))
        } @else {
            (search(page))
            @if rows.is_empty() {
                p class="panel empty" { (lang.say("条件に合うリクエストは見つかりません。", "No request is like that.")) }
            } @else {
                (table(page, &rows))
            }
            p class="pages" {
                @if !is_first_page { a class="button" href={ (list) (filter.address()) } { (lang.say("最新のページへ", "Newest")) } }
                @if let Some(last) = rows.last().filter(|_| has_more) {
                    a class="button" rel="next" href={ (list) (filter.address()) "&before=" (last.request) } { (lang.say("もっと古い100件", "The 100 before")) }
                }
            }
        }
    }
}

/// The form of the filter.
fn search(page: &Page<'_>) -> Markup {
    let (lang, filter) = (page.lang, &page.query.filter);
    let moment = |name: &str, label: &str, value: &str| {
        html! { label { span { (label) } input type="datetime-local" step="1" name=(name) value=(value); } }
    };
    let tick = |name: &str, label: &str, value: &str| {
        html! { label class="tick" { input type="checkbox" name=(name) value="1" checked[!value.is_empty()]; span { (label) } } }
    };
    let clear = if page.merchant.is_some() {
        page.act("DELETE", "/journal")
    } else {
        "DELETE /journal".to_owned()
    };
    html! {
        form method="get" action="/" role="search" class="search filter" {
            input type="hidden" name="view" value="requests";
            input type="hidden" name="lang" value=(lang.code());
            input type="hidden" name="merchant" value=(page.code);
            label { span { "API" } select name="api" {
                option value="" { (lang.say("すべて", "all")) }
                @for api in &APIS { option value=(api.number) selected[filter.api == api.number] { (api.number) " " (terms::api(lang, api.number)) } }
            } }
            label { span { (lang.say("受注番号・取引先ID", "Order, buyer id")) } input type="search" name="about" value=(filter.about); }
            label { span { (lang.say("エラーコード", "Code")) } input type="search" name="code" size="8" placeholder="A02" value=(filter.code); }
            (moment("from", lang.say("この時刻から（加盟店の時計）", "From (merchant's clock)"), &filter.from))
            (moment("until", lang.say("この時刻まで", "Until"), &filter.until))
            (tick("errors", lang.say("エラーだけ", "Failures only"), &filter.errors))
            (tick("quiet", lang.say("照会を除く（AN050・AN070）", "Without inquiries (AN050, AN070)"), &filter.quiet))
            button type="submit" class="main" { (lang.say("絞り込む", "Filter")) }
            @if filter.is_set() { a class="button" href=(page.query.link(View::Requests, lang)) { (lang.say("条件を消す", "Show all")) } }
            button type="button" data-act=(clear)
                data-confirm=(lang.say("このリクエストの記録をすべて消します。帳簿は変わりません。よろしいですか。", "All requests of this journal are forgotten; the books stay as they are. Go on?")) { (lang.say("記録を消す", "Forget them")) }
        }
    }
}

fn nothing_yet(page: &Page<'_>) -> Markup {
    let lang = page.lang;
    let (line, wants_password) = first(page);
    html! {
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
    }
}

fn table(page: &Page<'_>, rows: &[Row]) -> Markup {
    let lang = page.lang;
    html! {
        p class="quiet" { (lang.say("新しい順に100件ずつ。行を選ぶと、項目ごとの判定と直し方、送受信した内容を表示します。", "The newest first, 100 at a time. Choose a row to see each item, each rule, how to mend it, and what was sent and answered.")) }
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
            tbody { @for row in rows { (row_of(page, row)) } }
        }
    }
}

fn row_of(page: &Page<'_>, row: &Row) -> Markup {
    let lang = page.lang;
    html! {
        tr id=(format!("r{}", row.request)) {
            td class="number" {
                a href=(format!("{}&request={}", page.query.list_of_requests(), row.request)) { "#" (row.request) }
            }
            td class="at" { time { (short(&row.at)) } }
            td class="api" { (row.api) " " span { (terms::api(lang, row.api)) } }
            td class="about" { span class="id" { (terms::spoken(lang, &row.about)) } }
            td class="answer" { (badge(lang, (row.refused, row.code.as_deref()), row.fault.as_ref(), row.processed)) }
            td class="why" {
                @if let Some(code) = &row.code { (terms::message(lang, code)) }
                @if row.broken > 1 { span class="tag" { (lang.say("ほか ", "and ")) (row.broken - 1) (lang.say(" 件", " more")) } }
            }
        }
    }
}

/// The badge of an answer, in a word; never its colour alone. A refusal may have no code.
pub(super) fn badge(
    lang: Language,
    (refused, code): (bool, Option<&str>),
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
        } @else if refused || fault == Some(&FaultKind::RefusalWithoutCode) {
            span class="badge bad" { (lang.say("コードなし", "no code")) }
        } @else {
            span class="badge good" { (lang.say("受付", "accepted")) }
        }
        @if fault.is_some() && no_answer.is_none() { span class="tag" { (lang.say("障害", "fault")) } }
    }
}

/// Returns a first request that works as pasted, and whether the password has to be set before.
fn first(page: &Page<'_>) -> (String, bool) {
    let address = format!("http://{}/kuroneko-anshin/AN050APIAction.action", page.host);
    let Some(merchant) = &page.merchant else {
        // A request without a merchant appears here.
        return (format!("curl -d 'buyerId=1111' {address}"), false);
    };
    let state = merchant.state();
    let code = &*state.credentials().code;
    let MerchantSettings {
        code: standard,
        password,
    } = MerchantSettings::standard();
    // The default password is no secret.
    let is_known = code == standard && state.credentials().accepts(&password);
    let sent = if is_known {
        format!("'passWord={password}'")
    } else {
        "\"passWord=$KAKEBARAI_PASSWORD\"".to_owned()
    };
    let line = format!("curl -d 'traderCode={code}' -d {sent} -d 'buyerId=1111' {address}");
    (line, !is_known)
}
