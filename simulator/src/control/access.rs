//! Access to the control addresses and the pages: by token, if one is set, and never from a page of another site, even if its name resolves
//! to this host (DNS rebinding).

use std::net::IpAddr;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use subtle::ConstantTimeEq as _;

use super::{App, problem::ControlProblem};
use crate::{app::AppState, vendor::HOSTS};

/// Refuses requests from pages of other sites and under unknown host names. For every page that acts or shows data; the seven APIs stay
/// open, as the provider's are.
pub(super) async fn same_site(State(app): App, request: Request, next: Next) -> Response {
    // A wrong address of an API gets its hint under any host name.
    if request.uri().path().starts_with("/kuroneko-anshin/") {
        return next.run(request).await;
    }
    let headers = request.headers();
    let Some(host) = host(headers) else {
        return ControlProblem::new(
            StatusCode::BAD_REQUEST,
            "Host ヘッダーがないか、複数あるか、ホスト名ではありません。",
            "Host ヘッダーを1つだけ、「127.0.0.1:8110」のように送ってください。",
        )
        .into_response();
    };
    let names = [Some(host), request.uri().host()];
    // A page whose name a stranger made lead here does not know the token.
    let knows_the_token = app.settings.control_token.is_some() && has_token(&app, headers);
    if !knows_the_token && names.iter().flatten().any(|name| !is_known(&app, name)) {
        return ControlProblem::new(
            StatusCode::FORBIDDEN,
            "この名前のホストへの要求は受け付けません。",
            "http://127.0.0.1 か http://localhost で開くか、設定 control_hosts に名前を書いてください。",
        )
        .into_response();
    }
    if comes_from_another_site(headers) {
        return ControlProblem::new(
            StatusCode::FORBIDDEN,
            "ほかのサイトのページからの要求は受け付けません。",
            "コマンドやテストから直接送ってください。",
        )
        .into_response();
    }
    next.run(request).await
}

/// Requires the token of the control addresses.
pub(super) async fn token(State(app): App, request: Request, next: Next) -> Response {
    let control = request.uri().path().starts_with("/_simulator/");
    if control && !has_token(&app, request.headers()) {
        return ControlProblem::new(
            StatusCode::UNAUTHORIZED,
            "制御アドレスにはトークンが必要です。",
            "起動時に表示されたトークンを「Authorization: Bearer トークン」で送ってください。",
        )
        .into_response();
    }
    next.run(request).await
}

fn has_token(app: &AppState, headers: &HeaderMap) -> bool {
    let Some(token) = &app.settings.control_token else {
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

/// Returns the name of the requested host, without its port. `None` if it is missing, ambiguous or malformed.
fn host(headers: &HeaderMap) -> Option<&str> {
    let mut hosts = headers.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return None;
    };
    let is_ok = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
    let host = host.to_str().ok().filter(|host| host.bytes().all(is_ok))?;
    Some(without_port(host)).filter(|name| !name.is_empty())
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

/// Whether a host is an address, a name without a dot, localhost or in the settings: no stranger can make these resolve here.
fn is_known(app: &AppState, host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let name = bare.trim_end_matches('.').to_ascii_lowercase();
    bare.parse::<IpAddr>().is_ok()
        || !name.contains(['.', ':'])
        || name.ends_with(".localhost")
        // The vendor's names, which no other site has; a hosts file points them here.
        || HOSTS.contains(&&*name)
        || app.settings.control_hosts.contains(&name)
}

/// Whether the headers of a browser show a request from another site: `Origin` is not the requested host, or a request other than a
/// navigation is not same-origin.
fn comes_from_another_site(headers: &HeaderMap) -> bool {
    let fetched = text(headers, header::HeaderName::from_static("sec-fetch-site"));
    let mode = text(headers, header::HeaderName::from_static("sec-fetch-mode"));
    if fetched.is_some_and(|site| !["same-origin", "none"].contains(&site))
        && mode != Some("navigate")
    {
        return true;
    }
    let host = text(headers, header::HOST).unwrap_or("");
    let is_own = |origin: &HeaderValue| {
        let origin = origin.to_str().ok().and_then(|text| text.split_once("://"));
        origin.is_some_and(|(_, origin)| origin.eq_ignore_ascii_case(host))
    };
    !headers.get_all(header::ORIGIN).iter().all(is_own)
}
