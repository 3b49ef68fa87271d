//! Misbehaviours of the transport of a request or an answer.

/// A misbehaviour of the transport. Each also exists as a fault.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Mishap {
    /// Processed at once, and answered after this many milliseconds.
    Late(u64),
    /// Processed, and no answer.
    AnswerLost,
    /// Neither processed nor answered.
    LostBefore,
    /// An HTTP status without a body.
    Status(u16),
    /// 302 to another page.
    Redirect,
    /// Processed; the body is empty.
    EmptyBody,
    /// Processed; half of the answer.
    CutXml,
}
