//! Faults: switches them on with a click, and explains the two lost answers.

use maud::{Markup, html};
use serde_json::json;

use super::{fragment::Page, language::Language, query::View, terms};
use crate::{
    merchant::faults::{FAULT_KINDS, Fault, FaultKind},
    mutants::{Class, MUTANTS},
    vendor::APIS,
};

pub(super) fn show(page: &Page<'_>) -> Option<Markup> {
    let faults: Vec<(u64, Fault)> = page
        .merchant
        .as_ref()?
        .state()
        .faults()
        .iter()
        .cloned()
        .collect();
    let for_all: Vec<(u64, Fault)> = page
        .app
        .with_faults(|faults| faults.iter().cloned().collect());
    let lang = page.lang;
    let add = page.act("POST", "/faults");
    let preset = |label: &'static str, fault: serde_json::Value| {
        html! { button type="button" data-act=(add) data-body=(fault) { (label) } }
    };
    Some(html! {
        h1 { (View::Faults.name(lang)) }
        section class="panel" {
            h2 { (lang.say("今かかっている障害", "Switched on")) }
            @if faults.is_empty() && for_all.is_empty() { p class="quiet" { (lang.say("ありません。", "None.")) } }
            ul class="list" {
                @for (id, fault) in &faults { (listed(lang, fault, &page.act("DELETE", &format!("/faults/{id}")), "")) }
                @for (id, fault) in &for_all { (listed(lang, fault, &format!("DELETE /faults/{id}"), lang.say("全加盟店", "all merchants"))) }
            }
            @if !faults.is_empty() {
                button type="button" data-act=(page.act("DELETE", "/faults")) { (lang.say("すべて解除", "Switch all off")) }
            }
        }
        div class="two" {
            section class="panel" {
                h2 { (lang.say("応答が届かない（処理済み）", "Answer lost (processed)")) }
                p { (lang.say("店からはタイムアウトに見えますが、ヤマト側では登録が済んでいます。送り直すと A020004（受注番号は使用済み）になり、知らないうちに決済が残ります。店は、送る前に記録し、後から確かめる必要があります。",
                    "To the shop it looks like a time-out, and yet the settlement is registered. Sent again it is refused with A020004. The shop must write down what it is about to send, and find out afterwards.")) }
                (preset(lang.say("次の決済登録で1回起こす", "For the next settlement"), json!({ "api": "AN010", "kind": "answerLost", "times": 1 })))
            }
            section class="panel" {
                h2 { (lang.say("処理前に失われる（未処理）", "Lost before processing")) }
                p { (lang.say("店からは同じタイムアウトに見えますが、ヤマト側には何も届いていません。送り直せば登録できます。店には「応答が届かない」場合と見分けがつきません。だからこそ、両方を試しておく必要があります。",
                    "To the shop it looks like the same time-out, but nothing has arrived. It can be sent again. The shop cannot tell the two apart, so try both.")) }
                (preset(lang.say("次の決済登録で1回起こす", "For the next settlement"), json!({ "api": "AN010", "kind": "lostBeforeProcessing", "times": 1 })))
            }
        }
        section class="panel" {
            h2 { (lang.say("そのほかの障害", "Other faults")) }
            div class="choices" role="group" aria-label=(lang.say("そのほかの障害", "Other faults")) {
                (preset(lang.say("HTTP 503 を1回", "HTTP 503, once"), json!({ "kind": "status", "status": 503, "times": 1 })))
                (preset(lang.say("接続リセットを1回", "Reset, once"), json!({ "kind": "reset", "times": 1 })))
                (preset(lang.say("壊れたXMLを1回", "Broken XML, once"), json!({ "kind": "brokenXml", "times": 1 })))
                (preset(lang.say("30秒の遅れを1回", "30 s late, once"), json!({ "kind": "delay", "milliseconds": 30_000, "times": 1 })))
                (preset(lang.say("システムエラー 9900001 を1回", "9900001, once"), json!({ "kind": "code", "code": "9900001", "times": 1 })))
            }
            form data-act=(add) class="row" {
                label { span { "API" } select name="api" { option value="" { (lang.say("すべて", "all")) } @for api in &APIS { option value=(api.number) { (api.number) " " (terms::api(lang, api.number)) } } } }
                label { span { (lang.say("種類", "Kind")) } select name="kind" { @for (kind, _) in FAULT_KINDS { option value=(kind) { (terms::fault(lang, kind)) } } } }
                label { span { (lang.say("エラーコード", "Code")) } input type="text" name="code" data-hint=(lang.say("エラーコードを入力してください。例：G61", "Enter a code, as G61.")) placeholder="G61" size="8"; }
                label { span { (lang.say("HTTPステータス", "Status")) } input type="number" name="status" data-hint=(lang.say("HTTPステータスを入力してください。例：503", "Enter a status, as 503.")) min="400" max="599"; }
                label { span { (lang.say("変異", "Mutant")) } select name="mutant" { option value="" { "—" } @for class in [Class::Endure, Class::Detect, Class::Books] { (of_class(lang, class)) } } }
                label { span { (lang.say("転送先", "Location")) } input type="url" name="location" placeholder="http://127.0.0.1:9/"; }
                label { span { (lang.say("文言を変える項目", "Element")) } select name="element" { option value="" { "—" } option value="useUsable" { (lang.say("利用状況", "useUsable")) } option value="judgeStatus" { (lang.say("審査状況", "judgeStatus")) } } }
                label { span { (lang.say("文言", "Text")) } input type="text" name="text" maxlength="100" placeholder=(lang.say("利用停止", "")); }
                label { span { (lang.say("待ち時間（ミリ秒）", "Delay (ms)")) } input type="number" name="milliseconds" min="0" max="600000"; }
                label { span { (lang.say("回数（空欄は解除まで）", "Times (blank: until off)")) } input type="number" name="times" min="1"; }
                button type="submit" class="main" { (lang.say("かける", "Switch on")) }
            }
        }
    })
}

/// The misbehaviours of a class, to choose from.
fn of_class(lang: Language, class: Class) -> Markup {
    let label = match class {
        Class::Endure => lang.say("耐えるべきもの", "To be endured"),
        Class::Detect => lang.say("気づくべきもの", "To be noticed"),
        Class::Books => lang.say("帳簿でわかるもの", "Seen in the books"),
    };
    html! {
        optgroup label=(label) {
            @for mutant in MUTANTS.iter().filter(|mutant| mutant.class == class) {
                option value=(mutant.name) { (mutant.name) @if lang == Language::Ja { "：" (mutant.what) } }
            }
        }
    }
}

fn listed(lang: Language, fault: &Fault, act: &str, whose: &str) -> Markup {
    html! {
        li {
            strong { (fault.api.as_deref().unwrap_or(lang.say("すべてのAPI", "every API"))) } " " (terms::fault(lang, fault.kind.name()))
            @match &fault.kind {
                FaultKind::Code { code } | FaultKind::CodeAfterProcessing { code } => { " " code { (code) } }
                FaultKind::Status { status } | FaultKind::Html { status } => { " " code { (status) } }
                FaultKind::Redirect { status, location } => { " " code { (status) " " (location) } }
                FaultKind::Mutant { mutant, .. } => { " " code { (mutant) } }
                FaultKind::Text { element, text } => { " " code { (element.name()) } "「" (text) "」" }
                _ => {}
            }
            @if fault.milliseconds > 0 { " " (fault.milliseconds) " ms" }
            " " span class="tag" { @match fault.times { Some(times) => { (lang.say("あと ", "")) (times) (lang.say(" 回", " more")) } None => (lang.say("解除まで", "until off")) } }
            @if !whose.is_empty() { span class="tag" { (whose) } }
            " " button type="button" data-act=(act) { (lang.say("解除", "Switch off")) }
        }
    }
}
