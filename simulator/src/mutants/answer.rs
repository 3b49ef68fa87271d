//! What is answered: another code, another text.

use std::borrow::Cow;

use crate::{
    books::buyers::Judgement,
    vendor::{assumptions::TextAssumptions, rules::rule::Rule, wire::reply::Element},
};

/// A code that no list has.
const UNKNOWN_CODE: &str = "A069999";
/// A code that stands beside returnCode 0.
const CONTRADICTING_CODE: &str = "9900001";

/// What is going to be answered.
pub(crate) struct AnswerDraft<'a> {
    pub(crate) rules: &'static [Rule],
    pub(crate) texts: &'a TextAssumptions,
    pub(crate) judgement: Option<Judgement>,
    pub(crate) refused: &'a mut bool,
    pub(crate) codes: &'a mut Vec<Cow<'static, str>>,
    pub(crate) elements: &'a mut [Element],
}

/// What is answered otherwise.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum AnswerChange {
    /// A refusal has the code of the next rule of the API.
    LaterCode,
    /// A refusal has a code that no list has.
    UnknownCode,
    /// A refusal has no code.
    NoCode,
    /// returnCode 0, and an errorCode.
    Contradiction,
    /// A screening that runs is called otherwise.
    PendingText(&'static str),
    /// A buyer that may not buy is called otherwise.
    NotUsableText(&'static str),
    /// No buyer may buy.
    NotUsable,
    /// Every buyer is usable in part.
    Usable(&'static str),
}

impl AnswerChange {
    pub(super) fn make(self, draft: &mut AnswerDraft<'_>) {
        match self {
            Self::LaterCode if *draft.refused => {
                let place = |rule: &Rule| draft.codes.first().is_some_and(|code| rule.code == code);
                let at = draft.rules.iter().position(place).unwrap_or(0);
                let later = draft.rules[at..].iter().chain(draft.rules);
                let mut others = later.filter(|rule| !place(rule));
                if let Some(rule) = others.next() {
                    *draft.codes = vec![rule.code.into()];
                }
            }
            Self::UnknownCode if *draft.refused => *draft.codes = vec![UNKNOWN_CODE.into()],
            Self::NoCode if *draft.refused => draft.codes.clear(),
            Self::Contradiction => {
                *draft.refused = false;
                if draft.codes.is_empty() {
                    draft.codes.push(CONTRADICTING_CODE.into());
                }
            }
            Self::PendingText(text) if draft.judgement == Some(Judgement::Pending) => {
                set(draft, "judgeStatus", text);
            }
            Self::NotUsableText(text) if has(draft, "useUsable", &draft.texts.not_usable) => {
                set(draft, "useUsable", text);
            }
            Self::NotUsable => {
                let text = draft.texts.not_usable.clone();
                set(draft, "useUsable", &text);
            }
            Self::Usable(text) => set(draft, "useUsable", text),
            _ => {}
        }
    }
}

fn has(draft: &AnswerDraft<'_>, name: &str, value: &str) -> bool {
    let mut elements = draft.elements.iter();
    elements.any(|element| element.name == name && element.value == value)
}

fn set(draft: &mut AnswerDraft<'_>, name: &str, value: &str) {
    let elements = draft.elements.iter_mut();
    for element in elements.filter(|element| element.name == name) {
        value.clone_into(&mut element.value);
    }
}
