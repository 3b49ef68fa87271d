//! What several rules know of characters: half-width ones, hyphens, and what nobody sees.

/// ASCII that prints, and half-width katakana: one column, and what the provider takes as half-width (inferred).
pub(crate) const fn is_half_width(character: char) -> bool {
    matches!(character, ' '..='~' | '\u{ff61}'..='\u{ff9f}')
}

/// Whatever people take for a hyphen, in half width or full width.
pub(crate) const fn is_hyphen(character: char) -> bool {
    matches!(
        character,
        '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' | 'ー' | 'ｰ' | '─'
    )
}

/// What comes along in copies and nobody would miss: zero-width spaces and joiners, marks of direction, variation selectors.
pub(crate) const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

/// A number with a comma before every three digits.
pub(crate) fn separated(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
