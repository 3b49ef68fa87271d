//! Codes that a run must have met: their names, and which of them are missing.

use crate::{Simulator, every_rule};

/// One of the 318, in whatever case it is written.
///
/// # Errors
/// There is no such code; the text says which one may have been meant.
pub fn known_code(text: &str) -> Result<&'static str, String> {
    let code = text.trim().to_uppercase();
    if let Some(rule) = every_rule().find(|rule| rule.code == code) {
        return Ok(rule.code);
    }
    let near = |known: &str| strsim::damerau_levenshtein(known, &code);
    let nearest = every_rule()
        .map(|rule| rule.code)
        .min_by_key(|known| near(known));
    let hint = nearest.filter(|known| near(known) <= 2);
    let hint = hint.map_or_else(String::new, |known| {
        format!("{known} の誤りではありませんか。")
    });
    Err(format!("エラーコード {code} はありません。{hint}"))
}

/// Those that a simulator has never answered.
pub(super) fn missing(simulator: &Simulator, required: &[&'static str]) -> Vec<&'static str> {
    let met = simulator.app().coverage();
    let missing = required.iter().filter(|code| met.code(code) == 0);
    missing.copied().collect()
}
