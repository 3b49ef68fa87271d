//! The request and its answer as they went over the wire, rebuilt from the journal.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::{format::encoded, fragment::Page, language::Language, terms};
use crate::{
    control::{
        journal::{EntryView, FieldView},
        requests::RequestView,
    },
    merchant::faults::FaultKind,
    vendor::{
        assumptions::WireAssumptions,
        wire::{
            form::Malformed,
            reply::{each_of_the_head, escaped, in_order},
        },
    },
};

pub(super) fn show(page: &Page<'_>, request: &RequestView) -> Markup {
    let lang = page.lang;
    let (sent, answered) = (sent(page, request), answered(page, request));
    html! {
        section class="panel" id="raw" {
            h2 { (lang.say("送受信した内容", "As it was sent and answered")) " " span class="tag" { (milliseconds(request.entry.microseconds)) " ms" } }
            div class="two raw" {
                div {
                    h3 { (lang.say("要求", "Request")) }
                    pre id="raw-request" tabindex="0" { (terms::spoken(lang, &sent)) }
                    button type="button" data-copy="raw-request" { (lang.say("コピー", "Copy")) span class="hidden" { (lang.say("（要求）", " (request)")) } }
                }
                div {
                    h3 { (lang.say("応答", "Answer")) }
                    @match &answered {
                        Ok(text) => {
                            pre id="raw-answer" tabindex="0" { (terms::spoken(lang, text)) }
                            button type="button" data-copy="raw-answer" { (lang.say("コピー", "Copy")) span class="hidden" { (lang.say("（応答）", " (answer)")) } }
                        }
                        Err(why) => p class="quiet" { (why) }
                    }
                }
            }
            details {
                summary { (lang.say("記録しているもの", "What is kept")) }
                p { (lang.say("記録しているのは、項目の名前と値（200文字まで）、応答の要素、処理にかかった時間です。上の文面は、この記録から組み立てています。",
                    "Kept are names and values of the fields (200 characters at most), the elements of the answer, and how long it took to decide. The texts above are put together from these.")) }
                p { (lang.say("パスワードは記録しません。氏名・住所・電話番号などの個人情報は文字数だけ、このAPIにない項目は名前と文字数だけを記録します。",
                    "Passwords are not kept. Of names, addresses and telephone numbers only the length is kept, of fields that the API does not have the name and the length.")) }
                @if request.entry.transport.is_none() {
                    p { (lang.say("要求のヘッダーは記録していません。設定 transport_facts = true で記録します（認証情報とCookieは伏せます）。",
                        "The headers of requests are not kept. The setting transport_facts = true keeps them, without credentials and cookies.")) }
                }
            }
        }
    }
}

/// `0.4`, or `12`.
fn milliseconds(microseconds: u32) -> String {
    let tenths = microseconds.div_ceil(100);
    if tenths < 100 {
        format!("{}.{}", tenths / 10, tenths % 10)
    } else {
        (tenths / 10).to_string()
    }
}

fn sent(page: &Page<'_>, request: &RequestView) -> String {
    let (lang, entry) = (page.lang, &request.entry);
    let path = format!("/kuroneko-anshin/{}APIAction.action", entry.api);
    let mut text = if let Some(transport) = &entry.transport {
        let query = if transport.query { "?…" } else { "" };
        format!(
            "{} {path}{query} {}\n{}",
            transport.method, transport.version, transport.headers
        )
    } else {
        let method = match &entry.mistake {
            Some(Malformed::Method(method)) => method,
            _ => "POST",
        };
        format!("{method} {path} HTTP/1.1\n")
    };
    text.push('\n');
    if entry.mistake.is_some() {
        text.push_str(lang.say(
            "（フォームとして読めない本文は記録していません）",
            "(The body of what is no form is not kept.)",
        ));
    }
    for (place, field) in entry.received.iter().enumerate() {
        let mark = if place > 0 { "&" } else { "" };
        let _ = writeln!(
            text,
            "{mark}{}={}",
            encoded(&field.name),
            value(lang, field)
        );
    }
    text
}

/// Formats a value as a form carries it, or its placeholder.
fn value(lang: Language, field: &FieldView) -> String {
    match hidden(lang, field) {
        Some(hidden) => hidden,
        None => encoded(field.value.as_deref().unwrap_or("")).replace("%20", "+"),
    }
}

fn hidden(lang: Language, field: &FieldView) -> Option<String> {
    let length = field.characters.unwrap_or(0);
    match field.masked? {
        "secret" => Some("********".to_owned()),
        _ if lang == Language::Ja => Some(format!("［{length}文字］")),
        _ => Some(format!("[{length} characters]")),
    }
}

/// Returns the answer, or why it is unknown.
fn answered(page: &Page<'_>, request: &RequestView) -> Result<String, &'static str> {
    let (lang, entry) = (page.lang, &request.entry);
    let answers_in_whole = entry.fault.as_ref().is_none_or(FaultKind::answers_in_whole);
    if !answers_in_whole || entry.answered.return_code.is_none() {
        return Err(lang.say(
            "設定された障害のため、このとおりの応答は送っていません。",
            "A fault that was switched on met the answer, so none was sent as it should be.",
        ));
    }
    if entry.mutant.is_some() {
        return Err(lang.say(
            "設定された変異が応答を書き換えました。書き換えたバイト列は記録していません。",
            "A mutant has written this answer; its bytes are not kept.",
        ));
    }
    let wire = &page.app.settings.assumptions.wire;
    let status = if wire.malformed_as_status && entry.mistake.is_some() {
        "4xx"
    } else {
        "200 OK"
    };
    let mut text = format!(
        "HTTP/1.1 {status}\ncontent-type: {}\nx-simulator-request: {}\n",
        wire.content_type, entry.request
    );
    if let Some(why) = &entry.malformed {
        let _ = writeln!(text, "x-simulator-reason: {why}");
    }
    text.push('\n');
    if !wire.declaration.is_empty() {
        let _ = writeln!(text, "{}", wire.declaration);
    }
    let _ = writeln!(text, "<{}>", wire.root);
    for (name, value) in elements(lang, entry, wire) {
        let _ = writeln!(text, "  <{name}>{}</{name}>", escaped(&value));
    }
    let _ = write!(text, "</{}>", wire.root);
    Ok(text)
}

/// The elements of the answer, in order.
fn elements<'e>(
    lang: Language,
    entry: &'e EntryView,
    wire: &WireAssumptions,
) -> Vec<(&'e str, String)> {
    // The journal writes `2026-11-24T10:00:00+09:00`.
    let at = entry.at.split('+').next().unwrap_or("");
    let refused = entry.answered.return_code != Some(0);
    let all = wire.all_codes && entry.processed && !entry.broken_rules.is_empty();
    let broken = entry.broken_rules.iter().filter(|_| all);
    let answered = entry.answered.error_code.iter().filter(|_| !all);
    let codes = broken
        .map(|rule| rule.code)
        .chain(answered.map(AsRef::as_ref));
    let mut elements = Vec::new();
    each_of_the_head(
        at.parse().unwrap_or_default(),
        refused,
        codes,
        wire,
        |name, value| elements.push((name, value.to_owned())),
    );
    elements.extend(entry.answered.elements.iter().map(|field| {
        let shown = hidden(lang, field).or_else(|| field.value.clone());
        (&*field.name, shown.unwrap_or_default())
    }));
    in_order(&mut elements, wire);
    elements
}
