//! 商品コード and 商品名 as they are sent: cut by characters, written in characters that the provider takes, never in silence.

use unicode_normalization::UnicodeNormalization as _;

use crate::{
    faults::{Fault, Faults},
    text::{columns, is_half_width, is_sendable, width},
};

/// The most characters of a code.
const CODE: usize = 10;
/// The most columns of a name.
const NAME: usize = 60;

/// A text as it is sent, and what the operator is told of it.
pub(crate) struct Fitted {
    pub(crate) sent: String,
    pub(crate) warnings: Vec<String>,
}

/// A product code: its last ten characters, which must be half-width. `None` says which characters are not.
pub(crate) fn fit_code(code: &str, is_sent: bool, faults: Faults) -> Result<Fitted, String> {
    if !is_sent && !faults.has(Fault::F59) {
        return Ok(Fitted {
            sent: String::new(),
            warnings: Vec::new(),
        });
    }
    let all: Vec<char> = code.chars().collect();
    let beyond = all.len().saturating_sub(CODE);
    let kept = if faults.has(Fault::F56) {
        &all[..all.len() - beyond]
    } else {
        &all[beyond..]
    };
    // What is cut by bytes is cut where the form is written.
    let is_whole = faults.has(Fault::F57);
    let sent: String = if is_whole { &all } else { kept }.iter().collect();
    let wide: String = kept
        .iter()
        .copied()
        .filter(|&c| !is_half_width(c))
        .collect();
    if !wide.is_empty() && !faults.has(Fault::F58) && !is_whole {
        return Err(format!(
            "商品コード「{sent}」に半角でない文字「{wide}」があります。半角にしてください"
        ));
    }
    let mut warnings = Vec::new();
    if beyond > 0 {
        warnings.push(format!(
            "商品コード「{code}」は10文字を超えるため、先頭の{beyond}文字を切って「{sent}」を送信します"
        ));
    }
    Ok(Fitted { sent, warnings })
}

/// A name in characters that the provider takes, and within 60 columns.
pub(crate) fn fit_name(name: &str, faults: Faults) -> Fitted {
    let as_it_is = faults.has(Fault::F61) || faults.has(Fault::F107);
    let (written, replaced) = if as_it_is {
        (name.to_owned(), String::new())
    } else {
        rewritten(name)
    };
    let sent = if faults.has(Fault::F60) {
        written.chars().take(NAME).collect()
    } else {
        within(&written, NAME)
    };
    let mut warnings = Vec::new();
    if !replaced.is_empty() {
        warnings.push(format!(
            "商品名「{name}」の「{replaced}」は送信できないため、「{sent}」と書き換えて送信します"
        ));
    }
    if sent != written {
        warnings.push(format!(
            "商品名「{name}」は60桁を超えるため、「{sent}」までを送信します"
        ));
    }
    Fitted { sent, warnings }
}

/// A name with an ending that is never cut.
pub(crate) fn name_with_ending(name: &str, ending: &str) -> String {
    let (written, _) = rewritten(name);
    within(&written, NAME.saturating_sub(width(ending))) + ending
}

/// As many characters as the columns hold.
fn within(text: &str, most: usize) -> String {
    let mut taken = 0;
    let fits = |character: &char| {
        taken += columns(*character);
        taken <= most
    };
    text.chars().take_while(fits).collect()
}

/// The text in characters that the provider takes, and those that were replaced.
fn rewritten(text: &str) -> (String, String) {
    let (mut written, mut replaced) = (String::new(), String::new());
    for character in text.nfc() {
        if is_sendable(character) {
            written.push(character);
            continue;
        }
        if !replaced.contains(character) {
            replaced.push(character);
        }
        match character {
            '髙' => written.push('高'),
            '﨑' => written.push('崎'),
            '濵' => written.push('浜'),
            '栁' => written.push('柳'),
            '德' => written.push('徳'),
            blank if blank.is_whitespace() || blank.is_control() => written.push(' '),
            other => {
                let spelt: String = std::iter::once(other).nfkc().collect();
                let is_spelt = !spelt.is_empty() && spelt.chars().all(is_sendable);
                written.push_str(if is_spelt { &spelt } else { "〓" });
            }
        }
    }
    (written, replaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(code: &str) -> Option<String> {
        fit_code(code, true, Faults::none())
            .ok()
            .map(|fitted| fitted.sent)
    }

    #[test]
    fn the_last_ten_characters_remain() {
        for (whole, sent) in [
            ("", ""),
            ("PAPER-0500", "PAPER-0500"),
            ("PAPER-00500", "APER-00500"),
            ("PAPER-A4-500X10", "-A4-500X10"),
            ("ｺｰﾄﾞ-12345678", "ﾞ-12345678"),
            ("商品コード-1234567890", "1234567890"),
        ] {
            assert_eq!(code(whole).as_deref(), Some(sent));
        }
        for wide in ["コピー用紙A4", "PAPER-Ａ４", "A4-用紙-500X10A"] {
            assert_eq!(code(wide), None, "{wide}");
        }
    }

    #[test]
    fn what_is_changed_is_told() {
        let cut = fit_code("PAPER-A4-500X10", true, Faults::none()).unwrap();
        assert_eq!(cut.warnings.len(), 1);
        let not_sent = fit_code("コピー用紙", false, Faults::none()).unwrap();
        assert_eq!((not_sent.sent.as_str(), not_sent.warnings.len()), ("", 0));
    }

    #[test]
    fn names_are_fitted_to_the_columns_and_the_characters() {
        let fitted = |name: &str| fit_name(name, Faults::none()).sent;
        assert_eq!(fitted("㈱クロネコ製①号机"), "(株)クロネコ製1号机");
        assert_eq!(fitted("髙級な机😀"), "高級な机〓");
        assert_eq!(fitted(&"あ".repeat(31)), "あ".repeat(30));
        assert_eq!(
            fitted(&format!("a{}", "あ".repeat(30))),
            format!("a{}", "あ".repeat(29))
        );
        assert_eq!(
            fit_name("業務用コピー用紙 A4 500枚×10冊", Faults::none())
                .warnings
                .len(),
            0
        );
    }

    #[test]
    fn an_ending_is_not_cut() {
        let name = name_with_ending(&"消".repeat(40), "（10%）");
        assert!(name.ends_with("（10%）"));
        assert_eq!(width(&name), 59);
    }
}
