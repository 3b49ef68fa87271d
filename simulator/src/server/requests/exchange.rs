//! The data on a request's path: the received form, the answer on its way out.

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
    /// Likely causes of missing fields.
    pub(crate) hints: Box<[Box<str>]>,
    pub(crate) injected: Injected,
}

/// What is not as it should be in what was received.
#[derive(Default)]
pub(super) struct Remarks {
    /// Why the bytes are no form.
    pub(super) malformed: Option<Malformed>,
    /// The fields whose bytes were not UTF-8.
    pub(super) not_utf8: Box<[Box<str>]>,
    /// What may be meant where fields are not found.
    pub(super) hints: Box<[Box<str>]>,
}

/// A request to one of the seven as it was received.
#[derive(Clone, Copy)]
pub(crate) struct Received<'a> {
    pub(crate) form: &'a Result<Form, Malformed>,
    pub(crate) circumstances: Circumstances<'a>,
    /// Present if the journal records the transport.
    pub(crate) head: Option<RequestHead<'a>>,
}

#[cfg(any(test, fuzzing))]
impl<'a> Received<'a> {
    /// A request of a form alone.
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
    /// Written by a misbehaviour.
    Written(Written),
}

/// The result of a request for now.
pub(crate) enum Handled {
    Answered(Answer),
    /// A fault delays its processing.
    Delayed(Injected),
}
