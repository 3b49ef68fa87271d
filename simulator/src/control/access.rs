//! Who may use the control addresses and the pages: whoever has the token, if there is one, and nobody whom a page of another site
//! sent, be it under a name of its own (DNS rebinding).

use std::net::IpAddr;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use subtle::ConstantTimeEq as _;

use super::{Shared, problem::Problem};
use crate::{app::World, server::tls::HOSTS};

/// Lets in who is neither sent by a page of another site nor asks under a strange name. For every page that acts or shows
/// something; the seven APIs stay open, as the provider's are.
pub(super) async fn same_site(State(world): Shared, request: Request, next: Next) -> Response {
    // A wrong address of an API gets its hint under any name.
    if request.uri().path().starts_with("/kuroneko-anshin/") {
        return next.run(request).await;
    }
    let headers = request.headers();
    let host = request.uri().host().map(ToOwned::to_owned);
    let host =
        host.or_else(|| text(headers, header::HOST).map(|host| without_port(host).to_owned()));
    if host.is_some_and(|host| !is_known(&world, &host)) {
        return Problem::new(
            StatusCode::FORBIDDEN,
            "この名前のホストへの要求は受け付けません。",
            "http://127.0.0.1 か http://localhost で開くか、設定 control_hosts に名前を書いてください。",
        )
        .into_response();
    }
    if comes_from_another_site(headers) {
        return Problem::new(
            StatusCode::FORBIDDEN,
            "ほかのサイトのページからの要求は受け付けません。",
            "コマンドやテストから直接送ってください。",
        )
        .into_response();
    }
    next.run(request).await
}

/// Lets in who has the token of the control addresses.
pub(super) async fn token(State(world): Shared, request: Request, next: Next) -> Response {
    let control = request.uri().path().starts_with("/_simulator/");
    if control && !has_token(&world, request.headers()) {
        return Problem::new(
            StatusCode::UNAUTHORIZED,
            "制御アドレスにはトークンが必要です。",
            "起動時に表示されたトークンを「Authorization: Bearer トークン」で送ってください。",
        )
        .into_response();
    }
    next.run(request).await
}

fn has_token(world: &World, headers: &HeaderMap) -> bool {
    let Some(token) = &world.settings.control_token else {
        return true;
    };
    let sent = text(headers, header::AUTHORIZATION);
    let sent = sent
        .and_then(|value| value.strip_prefix("Bearer "))
        .unwrap_or("");
    bool::from(sent.as_bytes().ct_eq(token.0.as_bytes()))
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Addresses, names without a dot, localhost and what the settings name: none of them can be made to lead here by a stranger.
fn is_known(world: &World, host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let name = bare.trim_end_matches('.').to_ascii_lowercase();
    bare.parse::<IpAddr>().is_ok()
        || !name.contains(['.', ':'])
        || name.ends_with(".localhost")
        // Names that nobody else can have; a hosts file leads them here.
        || HOSTS.contains(&&*name)
        || world.settings.control_hosts.contains(&name)
}

/// A browser says so itself: the origin must be the host that it asks, and what is no navigation must be the site's own.
fn comes_from_another_site(headers: &HeaderMap) -> bool {
    let fetched = text(headers, header::HeaderName::from_static("sec-fetch-site"));
    let mode = text(headers, header::HeaderName::from_static("sec-fetch-mode"));
    if fetched.is_some_and(|site| !["same-origin", "none"].contains(&site))
        && mode != Some("navigate")
    {
        return true;
    }
    let Some(origin) = text(headers, header::ORIGIN) else {
        return false;
    };
    let host = text(headers, header::HOST).unwrap_or("");
    origin
        .split_once("://")
        .is_none_or(|(_, origin)| !origin.eq_ignore_ascii_case(host))
}
