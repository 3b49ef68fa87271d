//! The scheme's own terms in both languages. Wire values stay beside their English gloss, marked as Japanese.

use maud::{Markup, html};

use super::language::Language;
use crate::{books::buyers::Judgement, vendor::messages};

/// A judgement of the screening: `ご利用可`, or `Accepted (ご利用可)`.
pub(super) fn judgement(lang: Language, judgement: Judgement) -> Markup {
    let english = match judgement {
        Judgement::Pending => "Pending",
        Judgement::Accepted => "Accepted",
        Judgement::Incomplete => "Incomplete",
        Judgement::Refused => "Refused",
        Judgement::Cancelled => "Cancelled",
        Judgement::LimitChanged => "Limit changed",
    };
    glossed(lang, judgement.text(), english)
}

/// The state of an order, by its published name.
pub(super) fn state(lang: Language, name: &str) -> Markup {
    let english = match name {
        "登録" => "registered",
        "取消" => "cancelled",
        "送り状番号登録済" => "slip registered",
        _ => "confirmed",
    };
    glossed(lang, name, english)
}

fn glossed(lang: Language, japanese: &str, english: &str) -> Markup {
    match lang {
        Language::Ja => html! { (japanese) },
        Language::En => html! { (english) " " span lang="ja" { "(" (japanese) ")" } },
    }
}

/// The name of an API.
pub(super) fn api(lang: Language, number: &str) -> &'static str {
    let english = match number {
        "AN010" => "register settlement",
        "AN020" => "cancel settlement",
        "AN030" => "register shipment",
        "AN040" => "cancel shipment",
        "AN050" => "inquire usage",
        "AN060" => "register buyer",
        _ => "inquire screening",
    };
    let japanese = crate::vendor::numbered(number).map_or("", |api| api.name);
    lang.say(japanese, english)
}

/// A kind of fault, by its name in the control addresses.
pub(super) fn fault(lang: Language, name: &str) -> &str {
    let labels = &crate::merchant::faults::FAULT_KINDS;
    let label = labels.iter().find(|(known, _)| *known == name);
    let english = match name {
        "code" => "answer an error code",
        "codeAfterProcessing" => "process it and answer an error code",
        "refusalWithoutCode" => "refuse without an error code",
        "delay" => "process it and answer late",
        "delayBeforeProcessing" => "process it late",
        "status" => "answer an HTTP status",
        "reset" => "reset the connection",
        "brokenXml" => "answer XML that breaks off",
        "answerLost" => "process it and lose the answer",
        "lostBeforeProcessing" => "lose the request before it is processed",
        "emptyAnswer" => "process it and answer nothing",
        "redirect" => "send the client elsewhere",
        "html" => "answer a page of HTML",
        "text" => "answer another usability or judgement",
        "endless" => "answer without end",
        "drip" => "answer a byte a second",
        "entityBomb" => "answer XML whose entities unfold",
        "mutant" => "misbehave (mutant)",
        other => other,
    };
    lang.say(label.map_or(name, |(_, label)| label), english)
}

/// A change of state, by its name in the coverage.
pub(super) fn state_change<'a>(lang: Language, name: &'a str, label: &'a str) -> &'a str {
    let english = match name {
        "applied" => "application: pending",
        "screened" => "screening: decided",
        "screenedAgain" => "screening: decided anew",
        "registered" => "settlement registered",
        "cancelled" => "settlement cancelled",
        "shipped" => "shipment registered",
        "shipmentCancelled" => "shipment cancelled",
        "confirmed" => "shipment confirmed",
        "returned" => "goods returned: the used amount falls",
        "paid" => "paid after the confirmation",
        "registeredAgain" => "settlement registered under a cancelled order's number",
        "cancelledAfterShipment" => "settlement cancelled after the shipment",
        "cancelledAfterConfirmation" => "settlement cancelled after the confirmation",
        "shipmentReplaced" => "shipment registered under another slip number",
        other => other,
    };
    lang.say(label, english)
}

/// The message of a code.
pub(super) fn message(lang: Language, code: &str) -> Markup {
    let message = messages::find(code);
    spoken(
        lang,
        message.map_or("", |message| lang.say(message.text, message.english_text)),
    )
}

/// The remedy of a code.
pub(super) fn remedy(lang: Language, code: &str) -> Markup {
    let message = messages::find(code);
    spoken(
        lang,
        message.map_or("", |message| {
            lang.say(message.remedy, message.english_remedy)
        }),
    )
}

/// The Japanese name of an item.
pub(super) fn item(lang: Language, label: &str) -> Markup {
    match label {
        "リクエスト全体" => html! { (lang.say(label, "the whole request")) },
        _ => spoken(lang, label),
    }
}

/// A text whose Japanese parts are marked on an English page.
pub(super) fn spoken(lang: Language, text: &str) -> Markup {
    if lang == Language::Ja || !text.chars().any(is_japanese) {
        return html! { (text) };
    }
    let parts: Vec<&str> = text
        .split_inclusive(|c| !is_japanese(c))
        .flat_map(|part| {
            let end = part.trim_end_matches(|c| !is_japanese(c)).len();
            let (japanese, other) = part.split_at(end);
            [japanese, other]
        })
        .filter(|part| !part.is_empty())
        .collect();
    html! {
        @for run in parts.chunk_by(|a, b| a.chars().any(is_japanese) == b.chars().any(is_japanese)) {
            @if run.iter().any(|part| part.chars().any(is_japanese)) { span lang="ja" { (run.concat()) } } @else { (run.concat()) }
        }
    }
}

/// Kana, han, and the marks and wide forms that go with them.
const fn is_japanese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::{Language, spoken};

    #[test]
    fn what_is_japanese_is_marked_in_english() {
        let text = "Send 「株式会社」 & no 'A1' 東京";
        let marked = "Send <span lang=\"ja\">「株式会社」</span> &amp; no 'A1' <span lang=\"ja\">東京</span>";
        assert_eq!(spoken(Language::En, text).into_string(), marked);
        assert_eq!(spoken(Language::Ja, "A 東京").into_string(), "A 東京");
    }
}
