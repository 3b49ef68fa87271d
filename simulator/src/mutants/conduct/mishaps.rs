//! What happens to a request or an answer on the way.

/// What happens. Each is a fault that anybody can switch on, too.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Mishap {
    /// Processed at once, and answered after so many milliseconds.
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
