//! The headers of an answer that are the simulator's own.

use axum::http::HeaderName;

/// The number for `GET /_simulator/v1/requests/{n}`.
pub(super) const REQUEST: HeaderName = HeaderName::from_static("x-simulator-request");
/// Why a body is no form, or what in it is not as it should be.
pub(super) const REASON: HeaderName = HeaderName::from_static("x-simulator-reason");
