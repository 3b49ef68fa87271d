//! The badge: our own picture, and data for one by shields.io.

use maud::{Markup, html};
use serde_json::json;

use super::wording::{SELF_ASSESSED, level_reached};
use crate::{
    adapter::schema::sorted,
    judging::report::{Mode, Report},
};

const LABEL: &str = "掛け払い適合";

/// The right part: the level, and the number of 必須 up to it that a person must examine.
fn message(report: &Report) -> String {
    let level = match report.level {
        0 if report.run.complete && report.run.mode == Mode::Active => "L1未到達".to_owned(),
        0 => "判定なし".to_owned(),
        level => format!("L{level}"),
    };
    match report.level_cant_tell {
        0 => format!("{level} {SELF_ASSESSED}"),
        number => format!("{level}・要確認{number} {SELF_ASSESSED}"),
    }
}

/// Its background; white has a contrast of at least 4.5 to 1 with each.
const fn colour(level: u8) -> &'static str {
    match level {
        0 => "a3231b",
        1 => "7a4b00",
        _ => "0b5d4d",
    }
}

/// A picture without external parts.
pub fn badge_svg(report: &Report) -> String {
    let message = message(report);
    let (left, right) = (width(LABEL), width(&message));
    let whole = left + right;
    let title = format!("{LABEL} {}（{SELF_ASSESSED}）", level_reached(report));
    let text = |text: &str, from: usize, width: usize| -> Markup {
        html! {
            text x=(from + width / 2) y="14" textLength=(width - 2 * MARGIN) lengthAdjust="spacingAndGlyphs" { (text) }
        }
    };
    html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(whole) height="20" viewBox=(format!("0 0 {whole} 20")) role="img" aria-label=(title) {
            title { (title) }
            clipPath id="corners" { rect width=(whole) height="20" rx="4" {} }
            g clip-path="url(#corners)" {
                rect width=(left) height="20" fill="#3b4540" {}
                rect x=(left) width=(right) height="20" fill=(format!("#{}", colour(report.level))) {}
            }
            g fill="#fff" text-anchor="middle" font-family="system-ui, 'Hiragino Sans', 'Noto Sans JP', 'Noto Sans CJK JP', Meiryo, sans-serif" font-size="11" {
                (text(LABEL, 0, left))
                (text(&message, left, right))
            }
        }
    }
    .into_string()
        + "\n"
}

/// The space to the left and right of a text.
const MARGIN: usize = 7;

/// The width of a text with its margins, in pixels at a size of 11.
fn width(text: &str) -> usize {
    let letters = text.chars().map(|c| if c.is_ascii() { 7 } else { 11 });
    letters.sum::<usize>() + 2 * MARGIN
}

/// The data for `https://img.shields.io/endpoint`.
pub fn badge_json(report: &Report) -> String {
    let endpoint = sorted(json!({
        "schemaVersion": 1,
        "label": LABEL,
        "message": message(report),
        "color": colour(report.level),
    }));
    format!("{endpoint:#}\n")
}
