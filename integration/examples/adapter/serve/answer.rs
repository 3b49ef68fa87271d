//! How a verb ended, in the words of the protocol: what is certain, and what is unknown.

use kakebarai::{
    Code,
    gateway::{NotSent, Outcome, RequestKind},
};
use serde::Serialize;

/// Why a message has no regular answer.
pub(super) enum Failure {
    /// The shop cannot express this part of it.
    Unsupported(String),
    /// An error of the adapter itself, which says nothing about the shop.
    Failed(String),
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Failed(error.to_string())
    }
}

/// How a verb ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Ended {
    Done,
    Refused,
    NotSent,
    /// The safe answer when in doubt.
    #[default]
    Unknown,
}

/// The texts for the buyer and the operator.
#[derive(Default, Serialize)]
pub(super) struct Told {
    pub(super) buyer: String,
    pub(super) operator: String,
}

/// What is wrong with a value of the message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Mistake {
    pub(super) field: String,
    pub(super) message: String,
}

impl Mistake {
    pub(super) fn at(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
        }
    }
}

/// The amounts that the buyer saw.
#[derive(Clone, Serialize)]
pub(super) struct Shown {
    pub(super) total: String,
    pub(super) tax: String,
}

/// 取引状況.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum State {
    None,
    Registered,
    Cancelled,
    Unknown,
}

/// The answer of every verb that may send something.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Carried {
    pub(super) result: Ended,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) code: Option<String>,
    pub(super) told: Told,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) problems: Vec<Mistake>,
    /// Values that were not sent as they were entered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) warnings: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) order_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) shown: Option<Shown>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) state: Option<State>,
    /// Whether the shop still has a shipment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) kept: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) buyer_id: Option<String>,
}

impl Ended {
    /// How a request ended, and the provider's code.
    pub(super) fn of(outcome: &Outcome) -> (Self, Option<&Code>) {
        match outcome {
            Outcome::Done | Outcome::HadBeenDone => (Self::Done, None),
            Outcome::Refused(code) => (Self::Refused, Some(code)),
            Outcome::Unsent => (Self::NotSent, None),
            Outcome::Inconclusive(code) => (Self::Unknown, Some(code)),
            _ => (Self::Unknown, None),
        }
    }
}

impl Carried {
    /// The answer for the outcome of a request.
    pub(super) fn of(outcome: &Outcome, asked: RequestKind) -> Self {
        let (result, code) = Ended::of(outcome);
        let operator = outcome.shown_to_operator(asked);
        let buyer = outcome
            .shown_to_buyer()
            .filter(|_| asked == RequestKind::Settlement);
        let unreached = (result == Ended::NotSent).then(|| Mistake::at("connection", &operator));
        Self {
            result,
            code: code.map(Code::to_string),
            problems: unreached.into_iter().collect(),
            told: Told {
                buyer: buyer.unwrap_or_default().to_owned(),
                operator,
            },
            ..Self::default()
        }
    }

    /// Nothing was sent, for these mistakes.
    pub(super) fn mistaken(problems: Vec<Mistake>) -> Self {
        let sentences: Vec<&str> = problems.iter().map(|one| one.message.as_str()).collect();
        Self {
            result: Ended::NotSent,
            told: Told {
                buyer: String::new(),
                operator: sentences.join("\n"),
            },
            problems,
            ..Self::default()
        }
    }

    /// Nothing was sent, for one reason.
    pub(super) fn not_sent(field: &str, why: impl Into<String>) -> Self {
        Self::mistaken(vec![Mistake::at(field, why)])
    }

    /// Why a gateway sent nothing. If an earlier request is on its way or without an answer, the outcome is unknown.
    pub(super) fn not_asked(why: NotSent) -> Result<Self, Failure> {
        match why {
            NotSent::Ledger(error) => Err(error.into()),
            NotSent::Busy(_) | NotSent::UnknownOutcome(_) => Ok(Self::unknown(why.to_string())),
            why => Ok(Self::not_sent("order", why.to_string())),
        }
    }

    /// An unknown outcome; `operator` says what to do about it.
    pub(super) fn unknown(operator: impl Into<String>) -> Self {
        let buyer = Outcome::Unknown.shown_to_buyer();
        Self {
            result: Ended::Unknown,
            told: Told {
                buyer: buyer.unwrap_or_default().to_owned(),
                operator: operator.into(),
            },
            ..Self::default()
        }
    }
}
