//! Browsers where the owner of an account has logged in: a sealed cookie, which outlasts a new start and a change of address.

use std::{fmt, time::Duration};

use axum::http::{HeaderMap, HeaderValue};
use jiff::Timestamp;

use super::{
    key::{Key, digest, fresh},
    sessions::{SessionKind, cookie, set_cookie},
};

/// How long a browser is known, from the last login there.
const KNOWN: Duration = Duration::from_hours(24 * 365);

/// A browser where the owner of an account has logged in. It opens nothing: whoever has it is only not counted among strangers.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Device {
    /// Until when it is known, in seconds.
    until: i64,
    value: String,
}

impl Device {
    /// One that is known from now on.
    pub(crate) fn known_from(now: Timestamp) -> Self {
        let seconds = i64::try_from(KNOWN.as_secs()).unwrap_or(i64::MAX);
        Self {
            until: now.as_second().saturating_add(seconds),
            value: fresh(),
        }
    }

    /// The one that a visitor's cookie names, if this shop has sealed it for the account and it is not over.
    pub(crate) fn read(
        headers: &HeaderMap,
        (kind, account): (SessionKind, &str),
        key: &Key,
        now: Timestamp,
    ) -> Option<Self> {
        let mut parts = cookie(headers, name(kind))?.splitn(3, '.');
        let (until, value, seal) = (parts.next()?, parts.next()?, parts.next()?);
        let device = Self {
            until: until.parse().ok()?,
            value: value.to_owned(),
        };
        let is_known = key.is_sealed(PURPOSE, &device.sealed(kind, account), seal)
            && now.as_second() < device.until;
        is_known.then_some(device)
    }

    /// The header that gives it to the visitor.
    pub(crate) fn set_cookie(
        &self,
        (kind, account): (SessionKind, &str),
        key: &Key,
        secure: bool,
    ) -> Option<HeaderValue> {
        let seal = key.seal(PURPOSE, &self.sealed(kind, account));
        let value = format!("{}.{}.{seal}", self.until, self.value);
        set_cookie(name(kind), &value, kind.path(), KNOWN.as_secs(), secure)
    }

    /// What its tries are counted by.
    pub(super) fn counted(&self) -> String {
        digest(&self.value)
    }

    /// What is sealed of it. The digest keeps the account apart from the rest, whatever stands in it.
    fn sealed(&self, kind: SessionKind, account: &str) -> String {
        let account = digest(&account.trim().to_lowercase());
        format!("{} {account} {} {}", kind.word(), self.until, self.value)
    }
}

const PURPOSE: &str = "device";

const fn name(kind: SessionKind) -> &'static str {
    match kind {
        SessionKind::Customer => "kakebarai_known_customer",
        SessionKind::Operator => "kakebarai_known_operator",
    }
}

impl fmt::Debug for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Device")
            .field("until", &self.until)
            .finish_non_exhaustive()
    }
}
