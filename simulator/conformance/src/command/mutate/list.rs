//! `mutate --list`: lists the misbehaviours to try.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr as _;

use crate::provider::{Mutant, MutantClass};

/// The misbehaviours class by class, a line each.
pub(super) fn text(mutants: &[Mutant]) -> String {
    let widest = |width: fn(&Mutant) -> usize| mutants.iter().map(width).max().unwrap_or_default();
    let (names, apis) = (
        widest(|mutant| mutant.name.width()),
        widest(|mutant| strikes(mutant).width()),
    );
    let mut text = String::new();
    for class in MutantClass::ALL {
        let of_class: Vec<_> = mutants.iter().filter(|one| one.class == class).collect();
        if of_class.is_empty() {
            continue;
        }
        let _ = writeln!(
            text,
            "{} {}件：{}",
            class.word(),
            of_class.len(),
            class.meaning()
        );
        for mutant in of_class {
            let _ = writeln!(
                text,
                "  {}  {}  {}  {}",
                padded(&mutant.name, names),
                padded(&strikes(mutant), apis),
                mutant.requirement.as_deref().unwrap_or("–     "),
                mutant.what
            );
        }
        text.push('\n');
    }
    text.push_str("1つだけ試すには：kakebarai-conformance mutate --only html-200 -- npm test\n");
    text
}

fn strikes(mutant: &Mutant) -> String {
    if mutant.apis.is_empty() {
        "すべて".to_owned()
    } else {
        mutant.apis.join("・")
    }
}

/// Pads a text with blanks: a full-width character takes two columns of a terminal.
fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}
