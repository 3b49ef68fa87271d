//! What can go wrong in a call, and whether the provider may have carried the request out.

use std::error::Error as _;
use std::sync::Arc;

use crate::refusals::{Code, WhoActs};

/// Why a call has no good answer.
///
/// Neither `Display` nor `Debug` shows the password, the request's body or the answer's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The request was never sent, for what it holds.
    #[error("the request was not sent: {0}")]
    NotSent(#[source] InvalidRequest),
    /// The provider could not be reached, or its answer was lost.
    #[error("the provider did not answer: {0}")]
    NoAnswer(#[source] NoAnswer),
    /// An answer with another HTTP status than 200, a redirect included. The provider answers 200 even when it
    /// refuses (seen).
    #[error("the provider answered with HTTP status {0}")]
    UnexpectedStatus(u16),
    /// An answer that is not what the provider promises.
    #[error("the provider's answer is unreadable: {0}")]
    UnreadableAnswer(#[source] Unreadable),
    /// The provider refused the request with this code, or with several. Codes never seen before are kept as they came.
    #[error("the provider refused the request with code {0}")]
    Refused(Code),
}

/// Whether a request without a good answer was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Processed {
    /// Surely not: it never left, or the provider said so.
    No,
    /// It may have been. If money may have moved, find out before the next attempt.
    Unknown,
}

impl Error {
    /// Whether the request was carried out after all.
    ///
    /// `Processed::No` for a request that never left and for a refusal; `Unknown` for a lost answer, an unexpected
    /// status, an unreadable answer, and a failure of the provider's own system (0500002 is one of writing).
    pub fn processed(&self) -> Processed {
        match self {
            // Unknown: whether such a failure comes before or after the change; to lose a settlement is worse than to ask
            // once more. Of several codes, one of such a failure is enough.
            Self::Refused(code) if code.who_acts() == WhoActs::Provider => Processed::Unknown,
            Self::NotSent(_)
            | Self::Refused(_)
            | Self::NoAnswer(NoAnswer {
                stage: Stage::BeforeSending,
                ..
            }) => Processed::No,
            Self::NoAnswer(_) | Self::UnexpectedStatus(_) | Self::UnreadableAnswer(_) => {
                Processed::Unknown
            }
        }
    }

    /// The code of a refusal; `None` for every other error.
    pub fn code(&self) -> Option<&Code> {
        match self {
            Self::Refused(code) => Some(code),
            _ => None,
        }
    }
}

/// Why a request was not even sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidRequest {
    /// The request has this many lines; the provider has fields for 99.
    #[error("{0} lines, and 99 is the most")]
    TooManyLines(usize),
}

/// How an answer failed to come.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct NoAnswer {
    /// How far the request had come.
    pub stage: Stage,
    /// Whether a time-out ended the wait.
    pub timed_out: bool,
    /// The network's message, in English; for logs.
    pub detail: String,
    /// The network's own error, if there is one.
    #[source]
    pub(super) cause: Option<Cause>,
}

impl NoAnswer {
    /// For a caller that has stopped waiting before the time-outs of the client: the request may have arrived.
    pub fn abandoned() -> Self {
        Self {
            stage: Stage::AfterSending,
            timed_out: true,
            detail: "the caller has stopped waiting".to_owned(),
            cause: None,
        }
    }
}

/// An error of the network. Two are the same if they are one.
#[derive(Clone, Debug)]
pub(super) struct Cause(pub(super) Arc<reqwest::Error>);

impl PartialEq for Cause {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Cause {}

impl std::fmt::Display for Cause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Cause {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

/// How far a request had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// There was no connection yet (name, TCP or TLS), so nothing of the request was sent.
    BeforeSending,
    /// Some of the request, or all of it, may have arrived.
    AfterSending,
}

/// What is wrong with an answer. The answer's own text is not repeated: it may name a buyer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// Longer than [`ANSWER_LIMIT`](super::ANSWER_LIMIT).
    #[error("longer than {} bytes", super::ANSWER_LIMIT)]
    TooLong,
    /// Not UTF-8, whatever encoding it declares.
    #[error("not UTF-8")]
    NotUtf8,
    /// Not well-formed XML, or XML with a document type.
    #[error("not plain XML")]
    NotXml,
    /// An element that every such answer has is missing.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// An element comes twice (other than `errorCode`), or has elements inside.
    #[error("{0} is ambiguous")]
    Ambiguous(&'static str),
    /// `returnCode` is neither 0 nor 1, or 0 in spite of an error code.
    #[error("returnCode contradicts the protocol")]
    ReturnCode,
    /// An amount is not a whole number of yen.
    #[error("{0} is not a whole number")]
    NotANumber(&'static str),
}

/// Why a client could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the client could not be set up: {detail}")]
pub struct SetupError {
    detail: String,
    #[source]
    cause: Option<Cause>,
}

impl SetupError {
    pub(super) fn of(error: reqwest::Error) -> Self {
        Self {
            detail: error_chain(&error),
            cause: Some(Cause(Arc::new(error))),
        }
    }

    pub(super) fn without_cause(detail: &str) -> Self {
        Self {
            detail: detail.to_owned(),
            cause: None,
        }
    }
}

/// An error and what caused it, in one line.
pub(super) fn error_chain(error: &reqwest::Error) -> String {
    let mut chain = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        chain.push_str(": ");
        chain.push_str(&error.to_string());
        cause = error.source();
    }
    chain
}
