//! The screening of new applications: outcome, delay, limit, and the rules evaluated first.

use maud::{Markup, html};
use serde_json::json;

use super::{format::yen, fragment::Page, language::Language, terms};
use crate::{
    Delay,
    books::buyers::Judgement,
    settings::{ScreeningRule, ScreeningSettings},
};

/// Shows the screening of future applications.
pub(super) fn show(page: &Page<'_>, screening: &ScreeningSettings) -> Markup {
    let lang = page.lang;
    let act = page.act("PUT", "/screening");
    html! {
        section class="panel slim" id="screening" {
            h2 { (lang.say("これから申し込む取引先の結果", "What new applications get")) }
            div class="choices" role="group" aria-label=(lang.say("これから申し込む取引先の結果", "What new applications get")) {
                @for (judgement, _) in Judgement::ALL {
                    button type="button" aria-pressed=(screening.outcome == judgement)
                        data-act=(act)
                        data-body=(json!(ScreeningSettings { outcome: judgement, ..screening.clone() })) { (terms::judgement(lang, judgement)) }
                }
            }
            p class="quiet" {
                (lang.say("申込みから ", "Decided ")) (length(lang, screening.delay)) (lang.say(" 後に決まり（加盟店の時計）、与信限度額は ", " after the application, by the merchant's clock, with a limit of ")) (yen(lang, screening.credit_limit)) (lang.say(" です。", "."))
            }
            details {
                summary { (lang.say("時間・与信限度額・条件つきの規則", "Time, limit, rules")) @if !screening.rules.is_empty() { " " span class="tag" { (screening.rules.len()) } } }
                form class="row" data-act=(act) data-merge=(json!(screening)) {
                    label { span { (lang.say("決まるまでの時間", "Decided after")) } (delay_field("delay", lang, &screening.delay.to_string(), true)) }
                    label { span { (lang.say("与信限度額（円）", "Limit (yen)")) } input type="number" name="creditLimit" min="0" max="20000000" required value=(screening.credit_limit); }
                    button type="submit" { (lang.say("変更", "Set")) }
                    button type="button" aria-pressed=(screening.magic_numbers) data-act=(act)
                        data-body=(json!(ScreeningSettings { magic_numbers: !screening.magic_numbers, ..screening.clone() })) { (lang.say("電話番号の下4桁で結果を選ぶ", "The last four digits of the telephone number choose")) }
                }
                (rules(page, screening, &act))
            }
        }
    }
}

fn delay_field(name: &str, lang: Language, value: &str, is_needed: bool) -> Markup {
    html! {
        input type="text" name=(name) value=(value) required[is_needed] placeholder="5 minutes"
            data-hint=(lang.say("「5分」「2営業日」「24時間」のように入力してください。", "Enter it like “5 minutes”, “2 business days” or “24h”."));
    }
}

fn rules(page: &Page<'_>, screening: &ScreeningSettings, act: &str) -> Markup {
    let lang = page.lang;
    let text = |name: &str, label: &str, hint: &str| {
        html! { label { span { (label) } input type="text" name=(name) maxlength="100" placeholder=(hint); } }
    };
    html! {
        h3 { (lang.say("条件つきの規則", "Rules")) }
        p class="quiet" { (lang.say("上から順に調べ、最初に当てはまった規則で決まります。条件の前後に * を付けると、前方・後方・部分一致になります。",
            "Asked from the top; the first that matches decides. A * before or after a condition stands for anything.")) }
        ol class="list" {
            @for (place, rule) in screening.rules.iter().enumerate() {
                li class="row" {
                    span class="what" { (condition(lang, rule)) " → " (result(lang, rule)) }
                    button type="button" class="danger" data-act=(act) data-body=(json!(without(screening, place))) {
                        (lang.say("この規則を削除", "Delete")) span class="hidden" { " " (place + 1) }
                    }
                }
            }
        }
        form class="row" data-act=(act) data-merge=(json!(screening)) data-into="rules" {
            (text("buyerId", lang.say("取引先ID", "Buyer id"), "*0100"))
            (text("telephone", lang.say("電話番号", "Telephone"), "*9876"))
            (text("name", lang.say("取引先名", "Name"), lang.say("*商事*", "*Trading*")))
            label { span { (lang.say("結果", "Outcome")) } select name="outcome" {
                @for (judgement, text) in Judgement::ALL {
                    option value=(text) lang=[(lang == Language::En).then_some("ja")] selected[judgement == Judgement::Refused] { (text) }
                }
            } }
            label { span { (lang.say("決まるまでの時間", "Decided after")) } (delay_field("delay", lang, "", false)) }
            label { span { (lang.say("与信限度額（円）", "Limit (yen)")) } input type="number" name="creditLimit" min="0" max="20000000"; }
            button type="submit" class="main" { (lang.say("規則を加える", "Add the rule")) }
        }
    }
}

fn without(screening: &ScreeningSettings, place: usize) -> ScreeningSettings {
    let mut left = screening.clone();
    left.rules.remove(place);
    left
}

fn condition(lang: Language, rule: &ScreeningRule) -> Markup {
    let parts = [
        (lang.say("取引先ID ", "buyer id "), &rule.buyer_id),
        (lang.say("電話番号 ", "telephone "), &rule.telephone),
        (lang.say("取引先名 ", "name "), &rule.name),
    ];
    let given: Vec<_> = parts
        .iter()
        .filter_map(|(label, value)| value.as_deref().map(|value| (*label, value)))
        .collect();
    html! {
        @if given.is_empty() { (lang.say("すべての申込み", "every application")) }
        @for (place, (label, value)) in given.iter().enumerate() {
            @if place > 0 { (lang.say("、", ", ")) }
            (label) code { (terms::spoken(lang, value)) }
        }
    }
}

fn result(lang: Language, rule: &ScreeningRule) -> Markup {
    html! {
        @match rule.outcome { Some(outcome) => { (terms::judgement(lang, outcome)) } None => { (lang.say("上の結果", "the outcome above")) } }
        @if let Some(delay) = rule.delay { (lang.say("・", ", after ")) (length(lang, delay)) (lang.say("後", "")) }
        @if let Some(limit) = rule.credit_limit { (lang.say("・与信限度額 ", ", limit ")) (yen(lang, limit)) }
        @if rule.usable == Some(false) { (lang.say("・利用不可", ", not usable")) }
        @if rule.stopped == Some(true) { (lang.say("・停止（G61）", ", stopped (G61)")) }
        @if rule.temporarily_stopped == Some(true) { (lang.say("・一時停止（G12）", ", paused (G12)")) }
        @if let Some(later) = rule.later_outcome { (lang.say("、その後 ", ", later ")) (terms::judgement(lang, later)) }
    }
}

/// Formats a length of time in its largest whole unit.
fn length(lang: Language, length: Delay) -> String {
    match length {
        Delay::BusinessDays(days) => format!("{days}{}", lang.say("営業日", " business days")),
        Delay::Time(time) => length_of_time(lang, time.as_secs()),
        Delay::Months { months, time } => {
            let months = if months % 12 == 0 {
                format!("{}{}", months / 12, lang.say("年", " y"))
            } else {
                format!("{months}{}", lang.say("か月", " mo"))
            };
            if time.is_zero() {
                months
            } else {
                format!("{months} {}", length_of_time(lang, time.as_secs()))
            }
        }
    }
}

fn length_of_time(lang: Language, seconds: i64) -> String {
    let units = [
        (86_400, "日", " d"),
        (3_600, "時間", " h"),
        (60, "分", " min"),
        (1, "秒", " s"),
    ];
    let whole = units
        .iter()
        .find(|(unit, ..)| seconds > 0 && seconds % unit == 0);
    let (unit, ja, en) = whole.unwrap_or(&units[3]);
    format!("{}{}", seconds / unit, lang.say(ja, en))
}
