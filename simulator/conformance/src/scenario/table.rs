//! Sentences and their functions.

use std::{future::Future, pin::Pin};

pub use kakebarai_traffic::in_groups;
use regex::Regex;

use super::{
    halt::{Halt, mistake},
    plan::PlannedStep,
    world::World,
};

/// The function of a sentence.
pub type Carry = for<'a> fn(
    &'a mut World,
    Matched,
) -> Pin<Box<dyn Future<Output = Result<(), Halt>> + Send + 'a>>;

/// A known sentence.
pub struct Sentence {
    pattern: Regex,
    carry: Carry,
}

/// All known sentences.
#[derive(Default)]
pub struct StepTable(Vec<Sentence>);

/// The content of a sentence: the parts in its pattern, its table, the text below it.
#[derive(Clone, Debug)]
pub struct Matched {
    parts: Vec<Option<String>>,
    step: PlannedStep,
}

/// Registers `async fn(&mut World, Matched) -> Result<(), Halt>` for a sentence: `step!(table, "^…$", function)`.
macro_rules! step {
    ($table:expr, $pattern:expr, $carry:path) => {
        $table.add($pattern, |world, matched| Box::pin($carry(world, matched)))
    };
}
pub(super) use step;

impl StepTable {
    /// Adds a sentence; the pattern begins with `^` and ends with `$`.
    pub fn add(&mut self, pattern: &str, carry: Carry) {
        #[expect(
            clippy::expect_used,
            reason = "patterns are ours, and a test compiles each"
        )]
        let pattern = Regex::new(pattern).expect("a pattern");
        self.0.push(Sentence { pattern, carry });
    }

    /// The patterns, in the order in which they were added.
    pub fn patterns(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|sentence| sentence.pattern.as_str())
    }

    /// The patterns that match a sentence: exactly one, or the feature is wrong.
    pub fn fitting(&self, text: &str) -> Vec<&str> {
        let fitting = self
            .0
            .iter()
            .filter(|sentence| sentence.pattern.is_match(text));
        fitting.map(|sentence| sentence.pattern.as_str()).collect()
    }

    /// The function of a sentence.
    ///
    /// # Errors
    /// No sentence fits, or more than one.
    pub fn find(&self, step: &PlannedStep) -> Result<(Carry, Matched), Halt> {
        let mut found = None;
        for sentence in &self.0 {
            let Some(captures) = sentence.pattern.captures(&step.text) else {
                continue;
            };
            if found.is_some() {
                return Err(mistake(format!(
                    "「{}」に当てはまる文が2つあります",
                    step.text
                )));
            }
            let parts = captures.iter().skip(1);
            let parts = parts.map(|part| part.map(|part| part.as_str().to_owned()));
            let matched = Matched {
                parts: parts.collect(),
                step: step.clone(),
            };
            found = Some((sentence.carry, matched));
        }
        found.ok_or_else(|| mistake(format!("「{}」という文はありません", step.text)))
    }
}

impl Matched {
    /// A part of the sentence, from 0; empty if omitted.
    pub fn text(&self, part: usize) -> &str {
        let part = self.parts.get(part).and_then(Option::as_deref);
        part.unwrap_or_default()
    }

    /// Whether an optional part is present.
    pub fn has(&self, part: usize) -> bool {
        self.parts.get(part).is_some_and(Option::is_some)
    }

    /// A part that is an amount in yen, with or without separators: `14,014`.
    ///
    /// # Errors
    /// It is not an amount.
    pub fn yen(&self, part: usize) -> Result<i64, Halt> {
        yen(self.text(part))
    }

    /// A part that is a count.
    ///
    /// # Errors
    /// It is not a count.
    pub fn count(&self, part: usize) -> Result<usize, Halt> {
        let text = self.text(part);
        text.replace(',', "")
            .parse()
            .map_err(|_| mistake(format!("「{text}」は数ではありません")))
    }

    /// A part without separators: `33.33`, `1000`.
    pub fn decimal(&self, part: usize) -> String {
        self.text(part).replace(',', "")
    }

    /// The rows of the table below the sentence.
    ///
    /// # Errors
    /// There is no table.
    pub fn rows(&self) -> Result<&[Vec<String>], Halt> {
        let table = self.step.table.as_deref();
        table.ok_or_else(|| mistake(format!("「{}」の下に表が要ります", self.step.text)))
    }

    /// The text below the sentence.
    ///
    /// # Errors
    /// There is no text.
    pub fn below(&self) -> Result<&str, Halt> {
        let below = self.step.docstring.as_deref();
        below.ok_or_else(|| mistake(format!("「{}」の下に文章が要ります", self.step.text)))
    }

    /// The whole sentence.
    pub fn sentence(&self) -> &str {
        &self.step.text
    }
}

/// An amount in yen, with or without separators.
///
/// # Errors
/// It is not an amount.
pub fn yen(text: &str) -> Result<i64, Halt> {
    text.replace(',', "")
        .parse()
        .map_err(|_| mistake(format!("「{text}」は金額ではありません")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_in_groups_of_three() {
        for (amount, written) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (14_014, "14,014"),
            (1_234_567, "1,234,567"),
            (-1_000_i64, "-1,000"),
        ] {
            assert_eq!(yen(written).ok(), Some(amount));
        }
    }
}
