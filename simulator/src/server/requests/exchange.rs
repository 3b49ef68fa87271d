//! What goes through a request's path: the form that was received, the answer on its way out.

use std::borrow::Cow;

use super::super::transport::RequestHead;
use crate::{
    merchant::faults::Injected,
    mutants::bytes::Written,
    vendor::wire::{
        form::{Form, Malformed},
        hints::Circumstances,
    },
};

/// An answer on its way out, and the fault that meets it.
pub(crate) struct Answer {
    /// The number under which the request can be looked up.
    pub(crate) request: u64,
    /// 加盟店コード of a merchant that exists.
    pub(crate) merchant: Option<Box<str>>,
    pub(crate) code: Option<Cow<'static, str>>,
    pub(crate) body: AnswerBody,
    pub(crate) malformed: Option<Malformed>,
    /// The fields whose bytes were not UTF-8.
    pub(crate) not_utf8: Box<[Box<str>]>,
    /// What may be meant where fields are not found.
    pub(crate) hints: Box<[Box<str>]>,
    pub(crate) injected: Injected,
}

/// A request to one of the seven as it was received.
#[derive(Clone, Copy)]
pub(crate) struct Received<'a> {
    pub(crate) form: &'a Result<Form, Malformed>,
    pub(crate) circumstances: Circumstances<'a>,
    /// There where the journal says how a request came.
    pub(crate) head: Option<RequestHead<'a>>,
}

#[cfg(any(test, fuzzing))]
impl<'a> Received<'a> {
    /// Of a form alone.
    pub(crate) fn form(form: &'a Result<Form, Malformed>) -> Self {
        Self {
            form,
            circumstances: Circumstances::default(),
            head: None,
        }
    }
}

/// How an answer is written.
pub(crate) enum AnswerBody {
    Xml(String),
    /// By a misbehaviour.
    Written(Written),
}

/// What becomes of a request for now.
pub(crate) enum Handled {
    Answered(Answer),
    /// A fault has it looked at later.
    Delayed(Injected),
}
