//! What is done: an answer that does not say what the books say.

/// What is done otherwise.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Conduct {
    /// The request is accepted, and nothing changes.
    NoChange,
}
