//! Codes that a run requires: their names, and which of them are missing.

use crate::{Simulator, every_rule};

/// Finds one of the 318 codes, in any case.
///
/// # Errors
/// There is no such code; the text suggests the most similar one.
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

/// The required codes that a simulator never answered.
pub(super) fn missing(simulator: &Simulator, required: &[&'static str]) -> Vec<&'static str> {
    let met = simulator.app().coverage();
    let missing = required.iter().filter(|code| met.code(code) == 0);
    missing.copied().collect()
}
