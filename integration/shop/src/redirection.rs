//! Redirections, which never lead away from this shop.

use axum::{
    http::{HeaderValue, StatusCode, header::LOCATION},
    response::{IntoResponse as _, Response},
};

/// To a page of this shop, by GET.
pub(super) fn redirect(path: &str) -> Response {
    let location = HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response()
}

/// A path of the administration to go to after the login; its first page if the path leads elsewhere.
pub(super) fn path_of_the_administration(path: &str) -> &str {
    let path = path_here(path);
    let is_there = path
        .strip_prefix("/admin")
        .is_some_and(|rest| rest.starts_with(['/', '?']));
    if is_there { path } else { "/admin" }
}

/// A path of this shop to go to after the login; `/` if the path leads elsewhere.
pub(super) fn path_here(path: &str) -> &str {
    let leads_here = path.starts_with('/')
        && !path.starts_with("//")
        && path
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if leads_here { path } else { "/" }
}
