//! One request: the answer, the first broken rule and all others, item by item, and the command that repeats it.

use maud::{Markup, html};

use super::{
    curl::Repeated, format::short, format::yen, fragment::Page, language::Language, raw,
    requests::badge, terms,
};
use crate::{
    control::{
        journal::FieldView,
        requests::{RequestView, RuleOutcome, RuleView, SeenView},
    },
    merchant::faults::FaultKind,
    vendor::{
        self, Api,
        wire::fields::{item_named, line_item_named},
    },
};

pub(super) fn show(page: &Page<'_>, number: u64) -> Markup {
    let lang = page.lang;
    let back = html! {
        p class="back" { a href=(page.query.list_of_requests()) { "← " (lang.say("リクエスト一覧", "All requests")) } }
    };
    let Some(request) = RequestView::find(page.app, number) else {
        return html! {
            (back)
            h1 { "#" (number) }
            p class="panel" { (lang.say("この番号のリクエストは記録にありません。古いものは上限（journal_bytes）を超えると消えます。",
                "The journal has no request of this number. Old ones go where the journal is full (journal_bytes).")) }
        };
    };
    let entry = &request.entry;
    let broken = request
        .rules
        .iter()
        .find(|rule| rule.outcome == RuleOutcome::Broken);
    let further: Vec<&RuleView> = request
        .rules
        .iter()
        .filter(|rule| rule.would_break == Some(true))
        .collect();
    let fault = entry.fault.as_ref().map(FaultKind::name);
    html! {
        (back)
        div class="title" {
            h1 { "#" (number) " " (terms::api(lang, entry.api)) " " small { (entry.api) } }
            (badge(lang, (entry.answered.return_code == Some(1), entry.answered.error_code.as_deref()), entry.fault.as_ref(), entry.processed))
            time { (short(&entry.at)) }
            @if let Some(shop) = shop(page, &request) { a href=(shop) { (lang.say("お店の管理画面で見る", "In the shop")) } }
        }
        @if let Some(name) = fault { (fault_note(lang, name)) }
        @if let Some(why) = &entry.malformed { p class="panel odd" lang="en" { (why) } }
        @if !entry.not_utf8.is_empty() { p class="panel odd" { (lang.say("UTF-8でないバイトがあり、U+FFFDに置き換えました：", "Bytes that are not UTF-8, decoded with U+FFFD: ")) (entry.not_utf8.join(", ")) } }
        @if !entry.hints.is_empty() { ul class="panel odd" lang="en" { @for hint in &entry.hints { li { (hint) } } } }
        @if let Some(rule) = broken { (callout(lang, rule)) }
        @if !further.is_empty() {
            section class="panel" {
                h2 { (lang.say("ほかにも違反している規則", "Further broken rules")) " " span class="tag" { (further.len()) } }
                p class="quiet" { (lang.say("応答に載るのは最初の1つだけです。これらは、その後で返されることになるものです。", "Only the first is answered. These would come next.")) }
                ul class="rules" { @for rule in &further { li { (rule_text(lang, rule)) } } }
            }
        }
        (items(page, &request))
        @if let Some(books) = &request.books { (books_then(lang, books)) }
        @if !entry.answered.elements.is_empty() {
            section class="panel" {
                h2 { (lang.say("応答の内容", "Answer")) }
                dl class="pairs" {
                    @for field in &entry.answered.elements { dt { (field.name) } dd { (value(lang, field)) } }
                }
            }
        }
        section class="panel" {
            h2 { (lang.say("もう一度送る", "Send it again")) }
            @let repeated = Repeated::of(page, &request);
            pre id="curl" tabindex="0" { (repeated.command) }
            button type="button" data-copy="curl" { (lang.say("コピー", "Copy")) }
            p class="quiet" { (lang.say("パスワードは記録していません。環境変数 KAKEBARAI_PASSWORD に入れてください。帳簿が当時と違えば、応答も変わります。",
                "Passwords are not kept: set KAKEBARAI_PASSWORD. Where the books are not what they were, the answer is another one.")) }
            @if !repeated.differences().is_empty() {
                ul class="differs" { @for difference in repeated.differences() { li { (difference.text(lang)) } } }
            }
        }
        (raw::show(page, &request))
        (all_rules(lang, &request))
    }
}

/// Returns the page of the order, or else of the buyer, in the shop's administration.
fn shop(page: &Page<'_>, request: &RequestView) -> Option<String> {
    let sent = |name: &str| {
        let field = request
            .entry
            .received
            .iter()
            .find(|field| field.name == name)?;
        field.value.clone().filter(|value| !value.is_empty())
    };
    if let Some(order) = sent("orderNo") {
        return page.of_the_shop("orders", &order);
    }
    let buyer = sent("buyerId").or_else(|| sent("cId"))?;
    page.of_the_shop("buyers", &buyer)
}

fn callout(lang: Language, rule: &RuleView) -> Markup {
    html! {
        section class="panel broken" {
            h2 { (rule.code) " " span { (terms::item(lang, &rule.label)) @if let Some(line) = rule.line { " " (lang.say("明細", "line")) " " (line) } } }
            p class="message" { (terms::message(lang, rule.code)) }
            p { strong { (lang.say("直し方：", "How to mend it: ")) } (terms::remedy(lang, rule.code)) }
            p class="quiet" { (provenance(lang, rule)) " · " code { (rule.field) } @if lang == Language::En { " · " (terms::spoken(lang, &rule.rule)) } }
        }
    }
}

fn rule_text(lang: Language, rule: &RuleView) -> Markup {
    html! {
        strong { (rule.code) } " " (terms::item(lang, &rule.label))
        @if let Some(line) = rule.line { " " span class="tag" { (lang.say("明細 ", "line ")) (line) } }
        " – " (terms::message(lang, rule.code))
        details { summary { (lang.say("直し方", "How to mend it")) } p { (terms::remedy(lang, rule.code)) } }
    }
}

/// The two lost answers look alike to a waiting client, and differ in what was done.
pub(super) fn fault_note(lang: Language, name: &str) -> Markup {
    html! {
        p class="panel odd" {
            @match name {
                "answerLost" => (lang.say("障害「応答が届かない」：処理は済み、帳簿は変わりました。同じ内容を送り直すと、決済登録なら A020004（受注番号が使用済み）になります。",
                    "Fault answerLost: it was processed and the books have changed. Sent again, a settlement is refused with A020004.")),
                "lostBeforeProcessing" => (lang.say("障害「処理前に失われる」：処理されておらず、帳簿は変わっていません。同じ内容をそのまま送り直せます。",
                    "Fault lostBeforeProcessing: it was not processed and nothing has changed. It can be sent again as it is.")),
                _ => { (lang.say("設定された障害がこのリクエストに起きました：", "A fault met this request: ")) code { (name) } }
            }
        }
    }
}

/// Shows the items by their Japanese names, each with the rules it breaks.
fn items(page: &Page<'_>, request: &RequestView) -> Markup {
    let lang = page.lang;
    let unit = &page.app.settings.assumptions.wire.unit_name;
    let Some(api) = vendor::numbered(request.entry.api) else {
        return html! {};
    };
    let broken: Vec<&RuleView> = request
        .rules
        .iter()
        .filter(|rule| rule.is_broken())
        .collect();
    let codes_of = |name: &str| -> Vec<&str> {
        let speaks_of = |rule: &&&RuleView| {
            let own = rule.field.split(',').map(|field| match rule.line {
                Some(line) => field.replace("{n}", &line.to_string()),
                None => field.to_owned(),
            });
            own.into_iter().any(|field| field == name)
        };
        broken
            .iter()
            .filter(speaks_of)
            .map(|rule| rule.code)
            .collect()
    };
    let missing = broken
        .iter()
        .flat_map(|rule| &rule.values)
        .filter(|value| !value.given && !value.sum && !codes_of(&value.field.name).is_empty());
    let mut missing: Vec<(&str, &str)> = missing
        .filter(|value| {
            request
                .entry
                .received
                .iter()
                .all(|field| field.name != value.field.name)
        })
        .map(|value| (&*value.field.name, value.label))
        .collect();
    missing.dedup();
    html! {
        section class="panel" {
            h2 { (lang.say("項目ごとの判定", "Item by item")) }
            @if request.entry.received.is_empty() && missing.is_empty() {
                p class="quiet" { (lang.say("項目がありません。", "No items.")) }
            } @else {
                div class="scroll" tabindex="0" role="region" aria-label=(lang.say("項目ごとの判定", "Item by item")) {
                    table class="items" {
                        thead { tr {
                            th scope="col" { (lang.say("項目", "Item")) }
                            th scope="col" { (lang.say("値", "Value")) }
                            th scope="col" { (lang.say("判定", "Verdict")) }
                        } }
                        tbody {
                            @for field in &request.entry.received {
                                (item(lang, &label(lang, api, &field.name, unit), &field.name, &value(lang, field), &codes_of(&field.name), request.entry.processed))
                            }
                            @for (name, label) in &missing {
                                (item(lang, &Label::Of(terms::item(lang, label)), name, &html! { span class="quiet" { (lang.say("（未指定）", "(not given)")) } }, &codes_of(name), true))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The name of a field.
enum Label {
    Of(Markup),
    /// The API has no such field.
    NotOfTheApi,
}

fn item(
    lang: Language,
    label: &Label,
    name: &str,
    value: &Markup,
    codes: &[&str],
    judged: bool,
) -> Markup {
    html! {
        tr class=[(!codes.is_empty()).then_some("wrong")] {
            th scope="row" {
                @match label { Label::Of(label) => (label), Label::NotOfTheApi => (lang.say("（このAPIにない項目）", "(not an item of this API)")) }
                br; code { (name) }
            }
            td class="value" { (value) }
            td {
                @if !codes.is_empty() { @for code in codes { span class="badge bad" { (code) } " " } }
                @else if matches!(label, Label::NotOfTheApi) { span class="quiet" { (lang.say("無視される", "passed over")) } }
                @else if judged { span class="ok" { "✓ " (lang.say("問題なし", "fine")) } }
                @else { span class="quiet" { (lang.say("未判定", "not judged")) } }
            }
        }
    }
}

fn label(lang: Language, api: &Api, name: &str, unit: &str) -> Label {
    if let Some(item) = item_named(api.items, name) {
        return Label::Of(terms::item(lang, item.label));
    }
    match line_item_named(api.line_items, name, unit) {
        Some((item, line)) => Label::Of(html! {
            (terms::item(lang, item.label)) (lang.say("（", " (line ")) (line) (lang.say("行目）", ")"))
        }),
        None => Label::NotOfTheApi,
    }
}

fn value(lang: Language, field: &FieldView) -> Markup {
    html! {
        @match (field.masked, &field.value) {
            (Some("secret"), _) => span class="quiet" { (lang.say("（秘密）", "(secret)")) },
            (Some(_), _) => span class="quiet" { (lang.say("（個人情報 ", "(personal, ")) (field.characters.unwrap_or(0)) (lang.say("文字）", " characters)")) },
            (None, Some(value)) if !value.is_empty() => (terms::spoken(lang, value)),
            _ => span class="quiet" { (lang.say("（空）", "(blank)")) },
        }
    }
}

fn books_then(lang: Language, books: &SeenView) -> Markup {
    html! {
        section class="panel" {
            h2 { (lang.say("そのときの帳簿", "The books at the time")) }
            dl class="pairs" {
                @if let Some(buyer) = &books.buyer {
                    dt { (lang.say("審査結果", "Judgement")) } dd { (terms::judgement(lang, buyer.judgement)) }
                    dt { (lang.say("与信限度額", "Credit limit")) } dd { (yen(lang, buyer.credit_limit)) }
                    dt { (lang.say("利用金額", "Used")) } dd { (yen(lang, buyer.used_amount)) }
                    dt { (lang.say("利用", "Use")) } dd { (if buyer.stopped { lang.say("停止中（G61）", "stopped (G61)") } else if buyer.temporarily_stopped { lang.say("一時停止中（G12）", "paused (G12)") } else if buyer.usable { lang.say("利用可", "usable") } else { lang.say("利用不可", "not usable") }) }
                }
                @if let Some(order) = &books.order {
                    dt { (lang.say("注文の状態", "State of the order")) } dd { (order.state) " " (terms::state(lang, order.state_name)) }
                    dt { (lang.say("請求額", "Owed")) } dd { (yen(lang, order.owed)) }
                }
            }
        }
    }
}

fn all_rules(lang: Language, request: &RequestView) -> Markup {
    html! {
        details class="panel" {
            summary { (lang.say("すべての規則（判定の順）", "Every rule, in the order in which it is checked")) " " span class="tag" { (request.rules.len()) } }
            div class="scroll" tabindex="0" role="region" aria-label=(lang.say("すべての規則", "Every rule")) {
                table class="items" {
                    thead { tr {
                        th scope="col" { (lang.say("コード", "Code")) }
                        th scope="col" { (lang.say("結果", "RuleOutcome")) }
                        th scope="col" { (lang.say("項目と値", "Items and values")) }
                        th scope="col" { (lang.say("根拠", "Known from")) }
                    } }
                    tbody {
                        @for rule in &request.rules {
                            tr class=[(rule.outcome == RuleOutcome::Broken).then_some("wrong")] {
                                th scope="row" { (rule.code) }
                                td { (match rule.outcome {
                                    RuleOutcome::Passed => lang.say("✓ 適合", "✓ passed"),
                                    RuleOutcome::Broken => lang.say("✗ 違反", "✗ broken"),
                                    RuleOutcome::NotReached if rule.would_break == Some(true) => lang.say("– 未到達（違反）", "– not reached (broken)"),
                                    RuleOutcome::NotReached => lang.say("– 未到達", "– not reached"),
                                }) }
                                td {
                                    (terms::item(lang, &rule.label)) @if lang == Language::En { " – " (terms::spoken(lang, &rule.rule)) }
                                    @for looked in &rule.values {
                                        " " span class="looked" { code { (looked.field.name) } "=" (value(lang, &looked.field)) @if looked.sum { (lang.say("（合計）", " (sum)")) } }
                                    }
                                }
                                td { (provenance(lang, rule)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn provenance(lang: Language, rule: &RuleView) -> Markup {
    html! {
        @if let Some(on) = &rule.confirmed_on {
            (lang.say("確認済み", "confirmed")) " " (on) " · "
        }
        abbr title=(match rule.provenance {
            'D' => lang.say("公表資料による", "documented"),
            'S' => lang.say("実在クライアントの挙動による", "seen in a client"),
            'I' => lang.say("推定", "inferred"),
            _ => lang.say("当シミュレーターの既定", "our default"),
        }) { (rule.provenance) }
    }
}
