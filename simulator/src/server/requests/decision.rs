//! The decision on a request, with the effects of faults on it.

use std::borrow::Cow;

use jiff::civil::DateTime;

use crate::{
    books::{buyers::Judgement, seen::BooksAtRequest},
    merchant::faults::{FaultKind, Injected},
    vendor::{Endpoint, listed_code, rules::judge::Broken, wire::reply::Element},
};

/// The decision on a request: all that follows from it, before it is recorded and answered.
pub(super) struct Decision {
    pub(super) at: DateTime,
    pub(super) injected: Injected,
    /// Whether the rules were checked.
    pub(super) processed: bool,
    pub(super) broken: Vec<Broken>,
    pub(super) seen: BooksAtRequest,
    /// Whether the answer is a refusal.
    pub(super) refused: bool,
    /// Empty if the request is accepted, or refused without a code.
    pub(super) codes: Vec<Cow<'static, str>>,
    pub(super) elements: Vec<Element>,
    pub(super) judgement: Option<Judgement>,
    /// The number of the change that was made.
    pub(super) change: Option<u64>,
}

/// The decision on a request that a fault stops before processing.
pub(super) fn stopped<E: Endpoint>(now: DateTime, injected: &Injected) -> Option<Decision> {
    let fault = injected.fault.as_ref();
    let fault = fault.filter(|fault| fault.kind.comes_first())?;
    let (refused, code) = match &fault.kind {
        FaultKind::Code { code } => (true, Some(fault_code::<E>(code))),
        FaultKind::RefusalWithoutCode => (true, None),
        _ => (false, None),
    };
    Some(Decision {
        refused,
        codes: code.into_iter().collect(),
        ..Decision::new(now, injected.clone())
    })
}

/// The code that a fault answers.
fn fault_code<E: Endpoint>(code: &str) -> Cow<'static, str> {
    match listed_code(E::RULES, code) {
        Some(listed) => listed.into(),
        None => code.to_owned().into(),
    }
}

impl Decision {
    /// Replaces the answer to a processed request by that of a fault.
    pub(super) fn answer_otherwise<E: Endpoint>(&mut self) {
        self.refused = !self.codes.is_empty();
        match self.injected.fault.as_ref().map(|fault| &fault.kind) {
            Some(FaultKind::CodeAfterProcessing { code }) => {
                self.refused = true;
                self.codes = vec![fault_code::<E>(code)];
                self.elements.clear();
            }
            Some(FaultKind::Text { element, text }) => {
                let name = element.name();
                for element in self
                    .elements
                    .iter_mut()
                    .filter(|element| element.name == name)
                {
                    element.value.clone_from(text);
                }
            }
            _ => {}
        }
    }

    pub(super) fn new(at: DateTime, injected: Injected) -> Self {
        Self {
            at,
            injected,
            processed: false,
            broken: Vec::new(),
            seen: BooksAtRequest::default(),
            refused: false,
            codes: Vec::new(),
            elements: Vec::new(),
            judgement: None,
            change: None,
        }
    }
}
