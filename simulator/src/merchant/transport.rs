//! The transport of a request: everything except its form. No value can contain the merchant's password.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use super::masked::allocated;

/// The transport of a request.
#[derive(Clone, Debug)]
pub(crate) struct Transport {
    /// Milliseconds since the simulator started.
    pub(crate) arrived: u64,
    /// Counts the connections of the simulator, from 1.
    pub(crate) connection: u64,
    pub(crate) is_https: bool,
    /// At most 20 characters.
    pub(crate) method: Box<str>,
    /// `HTTP/1.1` for example.
    pub(crate) version: &'static str,
    /// Whether the address had a query.
    pub(crate) has_query: bool,
    /// The media type without its parameters, at most 80 characters.
    pub(crate) media_type: Option<Box<str>>,
    /// At most 80 characters.
    pub(crate) charset: Option<Box<str>>,
    /// At most 80 characters.
    pub(crate) user_agent: Option<Box<str>>,
    /// The place of a merchant's password, if one was found: `target`, or the name of a header.
    pub(crate) password_in: Option<Box<str>>,
    /// The headers, a line each, without values that hold a password or a session; at most some 4,000 characters.
    pub(crate) headers: Box<str>,
    pub(crate) hung_up: HungUp,
}

/// Whether the other side hung up before it was answered.
#[derive(Clone, Debug, Default)]
pub(crate) struct HungUp(Arc<AtomicBool>);

impl HungUp {
    pub(crate) fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(crate) fn get(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Transport {
    /// Its memory, in bytes.
    pub(super) fn bytes(&self) -> usize {
        let texts = [
            Some(&self.method),
            self.media_type.as_ref(),
            self.charset.as_ref(),
            self.user_agent.as_ref(),
            self.password_in.as_ref(),
        ];
        let texts = texts.into_iter().flatten();
        allocated(size_of::<Self>())
            + allocated(2 * size_of::<usize>() + size_of::<AtomicBool>())
            + allocated(self.headers.len())
            + texts.map(|text| allocated(text.len())).sum::<usize>()
    }
}
