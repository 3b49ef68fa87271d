//! What was decided on a request, with what a fault makes of it.

use std::borrow::Cow;

use jiff::civil::DateTime;

use crate::{
    books::{buyers::Judgement, seen::BooksAtRequest},
    merchant::faults::{FaultKind, InjectedFault},
    vendor::{Endpoint, listed_code, rules::judge::Broken, wire::reply::Element},
};

/// What was decided on a request: all that follows from it, before it is written down and told.
pub(super) struct Decision {
    pub(super) at: DateTime,
    pub(super) fault: Option<InjectedFault>,
    /// Whether the rules were asked.
    pub(super) processed: bool,
    pub(super) broken: Vec<Broken>,
    pub(super) seen: BooksAtRequest,
    /// Empty if the request is accepted, or refused without a code.
    pub(super) codes: Vec<Cow<'static, str>>,
    pub(super) elements: Vec<Element>,
    pub(super) judgement: Option<Judgement>,
    /// The number of the change that was made.
    pub(super) change: Option<u64>,
}

/// The decision on a request that a fault meets before it is looked at.
pub(super) fn stopped<E: Endpoint>(
    now: DateTime,
    fault: Option<&InjectedFault>,
) -> Option<Decision> {
    let fault = fault.filter(|fault| fault.kind.comes_first())?;
    let code = match &fault.kind {
        FaultKind::Code { code } => Some(fault_code::<E>(code)),
        _ => None,
    };
    Some(Decision {
        codes: code.into_iter().collect(),
        ..Decision::new(now, Some(fault.clone()))
    })
}

/// A code that a fault has answered.
fn fault_code<E: Endpoint>(code: &str) -> Cow<'static, str> {
    match listed_code(E::RULES, code) {
        Some(listed) => listed.into(),
        None => code.to_owned().into(),
    }
}

impl Decision {
    /// Whether a refusal is answered.
    pub(super) fn is_refused(&self) -> bool {
        let kind = self.fault.as_ref().map(|fault| &fault.kind);
        !self.codes.is_empty() || kind == Some(&FaultKind::RefusalWithoutCode)
    }

    /// Answers what a fault wants in place of the truth, where the request was processed.
    pub(super) fn answer_otherwise<E: Endpoint>(&mut self) {
        match self.fault.as_ref().map(|fault| &fault.kind) {
            Some(FaultKind::CodeAfterProcessing { code }) => {
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

    pub(super) fn new(at: DateTime, fault: Option<InjectedFault>) -> Self {
        Self {
            at,
            fault,
            processed: false,
            broken: Vec::new(),
            seen: BooksAtRequest::default(),
            codes: Vec::new(),
            elements: Vec::new(),
            judgement: None,
            change: None,
        }
    }
}
