//! What keeps the shop safe: sessions, tokens of forms, passwords, limits on logins, headers.

pub(super) mod attempts;
pub(super) mod devices;
pub(super) mod headers;
pub(super) mod key;
pub(super) mod passwords;
pub(super) mod sessions;
