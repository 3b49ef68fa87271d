//! Misbehaviours of the answer: another code, another text, another amount.

use std::borrow::Cow;

use crate::{
    books::buyers::Judgement,
    vendor::{assumptions::TextAssumptions, rules::rule::Rule, wire::reply::Element},
};

/// A code beside returnCode 0.
const CONTRADICTING_CODE: &str = "9900001";
/// An unrequested buyer, and its substitute if that one was requested.
const OTHER_BUYERS: [&str; 2] = ["99999999", "99999998"];
const OTHER_NAME: &str = "株式会社別の取引先";
/// The beginning of most names.
const LEGAL_FORM: &str = "株式会社";

/// An answer before it is sent.
pub(crate) struct AnswerDraft<'a> {
    pub(crate) rules: &'static [Rule],
    pub(crate) texts: &'a TextAssumptions,
    pub(crate) judgement: Option<Judgement>,
    pub(crate) refused: &'a mut bool,
    pub(crate) codes: &'a mut Vec<Cow<'static, str>>,
    pub(crate) elements: &'a mut Vec<Element>,
}

/// A change of the answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum AnswerChange {
    /// A refusal has the code of the next rule of the API.
    LaterCode,
    /// A refusal has another code.
    Code(&'static str),
    /// A refusal has no code.
    NoCode,
    /// returnCode 0, and an errorCode.
    Contradiction,
    /// A refusal is answered as accepted.
    Accept,
    /// An accepted request is answered as refused.
    Refuse(&'static str),
    /// An element has another text.
    Text {
        element: &'static str,
        text: &'static str,
    },
    /// No buyer may buy.
    NotUsable,
    /// No screening is ever decided.
    NeverDecided,
    /// The name of the buyer has full-width blanks.
    RespeltName,
    /// Amounts have nine digits.
    PaddedNumbers,
    /// Limit and used amount are exchanged.
    SwappedAmounts,
    /// The id and the name are another buyer's.
    OtherBuyer,
}

impl AnswerChange {
    pub(super) fn make(self, draft: &mut AnswerDraft<'_>) {
        match self {
            Self::LaterCode => {
                let place = |rule: &Rule| draft.codes.first().is_some_and(|code| rule.code == code);
                let at = draft.rules.iter().position(place).unwrap_or(0);
                let later = draft.rules[at..].iter().chain(draft.rules);
                let mut others = later.filter(|rule| !place(rule));
                if let Some(rule) = others.next() {
                    *draft.codes = vec![rule.code.into()];
                }
            }
            Self::Code(code) => *draft.codes = vec![code.into()],
            Self::NoCode => draft.codes.clear(),
            Self::Contradiction => {
                *draft.refused = false;
                if draft.codes.is_empty() {
                    draft.codes.push(CONTRADICTING_CODE.into());
                }
            }
            Self::Accept => {
                *draft.refused = false;
                draft.codes.clear();
            }
            Self::Refuse(code) => {
                *draft.refused = true;
                *draft.codes = vec![code.into()];
                draft.elements.clear();
            }
            Self::Text { element, text } => draft.set(element, text),
            Self::NotUsable => {
                let text = draft.texts.not_usable.clone();
                draft.set("useUsable", &text);
            }
            Self::NeverDecided => {
                let text = draft.texts.pending.clone();
                draft.set("judgeStatus", &text);
            }
            Self::RespeltName => draft.respell_name(),
            Self::PaddedNumbers => {
                for name in ["useOverLimit", "usePayment"] {
                    let padded = draft.value(name).map(|value| format!("{value:0>9}"));
                    if let Some(padded) = padded {
                        draft.set(name, &padded);
                    }
                }
            }
            Self::SwappedAmounts => {
                let amount = |name| draft.value(name).map(str::to_owned);
                if let (Some(limit), Some(used)) = (amount("useOverLimit"), amount("usePayment")) {
                    draft.set("useOverLimit", &used);
                    draft.set("usePayment", &limit);
                }
            }
            Self::OtherBuyer => {
                let [usual, instead] = OTHER_BUYERS;
                let is_asked_for = draft.has("buyerId", usual);
                draft.set("buyerId", if is_asked_for { instead } else { usual });
                draft.set("buyerName", OTHER_NAME);
            }
        }
    }
}

impl AnswerDraft<'_> {
    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        self.value(name) == Some(value)
    }

    fn value(&self, name: &str) -> Option<&str> {
        let mut elements = self.elements.iter();
        let element = elements.find(|element| element.name == name);
        element.map(|element| &*element.value)
    }

    fn set(&mut self, name: &str, value: &str) {
        let elements = self.elements.iter_mut();
        for element in elements.filter(|element| element.name == name) {
            value.clone_into(&mut element.value);
        }
    }

    /// Adds a full-width blank behind the legal form, or behind the first character if there is none, and one at the end.
    fn respell_name(&mut self) {
        let Some(name) = self.value("buyerName") else {
            return;
        };
        let first = name.chars().next().map_or(0, char::len_utf8);
        let at = if name.starts_with(LEGAL_FORM) {
            LEGAL_FORM.len()
        } else {
            first
        };
        let respelt = format!("{}\u{3000}{}\u{3000}", &name[..at], &name[at..]);
        self.set("buyerName", &respelt);
    }
}
