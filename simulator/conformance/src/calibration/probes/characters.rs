//! Class 1: allowed characters, kana, the comparison of listed values, and checked items.

use super::{
    super::{
        answer::WireAnswer,
        application,
        prober::{Prober, Stopped},
    },
    GUARDED,
    lines::guarded,
};

/// Characters of the NEC and IBM extensions.
const EXTENSIONS: [&str; 3] = ["①", "㈱", "髙"];
/// Two names for one character of JIS X 0208 each; the simulator takes all four.
const TWO_NAMES: [&str; 4] = ["～", "〜", "－", "−"];
/// Characters outside every Japanese code table of one or two bytes.
const OUTSIDE: [&str; 3] = ["é", "ヷ", "😀"];

/// Whether a character is allowed, in words.
const fn may(is_allowed: bool) -> &'static str {
    if is_allowed {
        "使える"
    } else {
        "使えない"
    }
}

/// Whether a product may have this name. `None`: the answer shows something else.
async fn is_allowed(prober: &mut Prober, name: &str) -> Result<Option<bool>, Stopped> {
    let line = [("shohinMei1", name)];
    let request = guarded(prober, "1", &line);
    let answer = prober.send(request).await?;
    Ok(match answer.code() {
        Some("A090002") => Some(false),
        Some(GUARDED) => Some(true),
        _ => None,
    })
}

/// The extensions, which the setting is about, and characters with two names.
pub(super) async fn allowed(prober: &mut Prober) -> Result<(), Stopped> {
    let mut extensions = Vec::new();
    for name in EXTENSIONS {
        extensions.push(is_allowed(prober, name).await?);
    }
    let key = "rules.character_set";
    let words = EXTENSIONS.join("");
    if extensions.iter().all(|one| *one == Some(false)) {
        prober.decide_because(key, "jis-x-0208", format!("{words} は A090002"));
    } else if extensions.iter().all(|one| *one == Some(true)) {
        prober.decide_because(key, "cp932", format!("{words} は使える"));
    } else {
        let each = EXTENSIONS.iter().zip(&extensions);
        let seen = each.map(|(name, one)| format!("{name} は{}", one.map_or("分からない", may)));
        let seen: Vec<_> = seen.collect();
        prober.unclear(key, seen.join("、"));
    }
    each(prober, &TWO_NAMES, true).await
}

/// Characters that the provider's system may not know at all, so they come last.
pub(super) async fn outside(prober: &mut Prober) -> Result<(), Stopped> {
    each(prober, &OUTSIDE, false).await
}

async fn each(prober: &mut Prober, names: &[&str], expected: bool) -> Result<(), Stopped> {
    for name in names {
        if let Some(seen) = is_allowed(prober, name).await? {
            let code = name.chars().next().map_or(0, u32::from);
            prober.fact(
                format!("商品名の「{name}」（U+{code:04X}）"),
                may(expected),
                may(seen),
            );
        }
    }
    Ok(())
}

/// Characters that may count as kana, and whether they do by default.
const KANA: [(&str, bool); 12] = [
    ("・", true),
    ("ヽ", true),
    ("ヾ", true),
    ("゛", false),
    ("゜", false),
    ("＆", false),
    ("．", false),
    ("，", false),
    ("’", false),
    ("（", false),
    ("０", false),
    ("Ａ", false),
];

/// All characters that count like their first.
fn whole(first: &str) -> &str {
    match first {
        "（" => "（）",
        "０" => "０１２３４５６７８９",
        "Ａ" => "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
        other => other,
    }
}

/// Readings of a name, each with one of these characters.
pub(super) async fn kana(prober: &mut Prober) -> Result<(), Stopped> {
    let key = "rules.also_kana";
    let mut also = String::new();
    for (c, usual) in KANA {
        let reading = format!("カケバライ{c}");
        let request = application::guarded(prober, &[("sMeikana", &reading)]);
        let answer = prober.send(request).await?;
        let is_kana = match answer.code() {
            Some("F090003") => false,
            Some(application::GUARDED) => true,
            _ if prober.is_planning() => continue,
            _ => {
                let why = format!("「{c}」に {}（想定していない応答）", answer.words());
                prober.unclear(key, why);
                return Ok(());
            }
        };
        if usual {
            prober.fact(format!("カナの「{c}」"), may(true), may(is_kana));
        } else if is_kana {
            also.push_str(whole(c));
        }
    }
    let seen = if also.is_empty() {
        "試した文字は、どれもカナではない".to_owned()
    } else {
        format!("{also} はカナとして使える")
    };
    prober.decide_because(key, also, seen);
    Ok(())
}

/// `01` for 株式会社, and `7` for 床・内装工事業. The simulator compares both as numbers, and has no setting for it.
pub(super) async fn listed_numbers(prober: &mut Prober) -> Result<(), Stopped> {
    let legal_form = [("houjinKaku", "01")];
    let business = [("gyscod1", "7"), ("gyscod2", "82")];
    for (what, fields, refusal) in [
        ("法人格 01", &legal_form[..], "F040004"),
        ("事業内容1 の 7", &business[..], "F160004"),
    ] {
        let request = application::guarded(prober, fields);
        let answer = prober.send(request).await?;
        if let Some(is_allowed) = listed(&answer, refusal) {
            prober.fact(what, may(true), may(is_allowed));
        }
    }
    Ok(())
}

/// An item of the 運営会社 in a form without one: its mistake is answered, or ignored.
pub(super) async fn unswitched_item(prober: &mut Prober) -> Result<(), Stopped> {
    let request = application::guarded(prober, &[("szTelno", "0840000000")]);
    let answer = prober.send(request).await?;
    let values = [("F360004", "true"), (application::GUARDED, "false")];
    prober.decide_by(
        "rules.conditional_items_apply_without_switch",
        &answer,
        &values,
    );
    Ok(())
}

fn listed(answer: &WireAnswer, refusal: &str) -> Option<bool> {
    match answer.code() {
        Some(application::GUARDED) => Some(true),
        Some(code) if code == refusal => Some(false),
        _ => None,
    }
}
