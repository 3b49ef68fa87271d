//! A visit: who asks for a page, with which session, and what came with it. Every request passes here.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    ops::Deref,
    sync::Arc,
};

use axum::{
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request, State},
    http::{
        HeaderMap, Method,
        header::{CONTENT_TYPE, SET_COOKIE},
        request::Parts,
    },
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use super::{
    Shop,
    error::PageError,
    forms::{FormToken, LateForm, Notice, Parts as FormParts, Posted, is_too_slow, timed},
    redirection::redirect,
    security::{
        devices::Device,
        key::{bytes, hexadecimal},
        sessions::{SessionKind, Token, cookie, set_cookie},
    },
    store::{Owner, Settings, User},
};

/// What is known of a request before its page is made.
#[derive(Clone, Debug)]
pub(super) struct Visit(Arc<RequestContext>);

#[derive(Debug)]
pub(super) struct RequestContext {
    token: Token,
    /// The token in every form of the page.
    pub(super) form_token: FormToken,
    /// Who is logged in at the storefront.
    pub(super) customer: Option<User>,
    /// Who is logged in at the administration.
    pub(super) operator: Option<String>,
    /// How many pieces are in the cart.
    pub(super) pieces: i64,
    pub(super) settings: Settings,
    /// The notice that the page before has left.
    pub(super) notice: Option<Notice>,
    /// The visitor's address.
    pub(super) address: IpAddr,
    /// The path that was asked for.
    pub(super) path: String,
    /// The path with the query, to come back to; for a form, the path alone.
    pub(super) here: String,
    secure: bool,
    /// Whether the session lasts longer from now on.
    is_renewed: bool,
}

impl Deref for Visit {
    type Target = RequestContext;

    fn deref(&self) -> &RequestContext {
        &self.0
    }
}

const NOTICE: &str = "kakebarai_notice";

/// The most bytes that a form may have.
const MAX_FORM: usize = 512 * 1024;

/// Before a page of the storefront.
pub(super) async fn customer(shop: State<Shop>, request: Request, next: Next) -> Response {
    pass(shop.0, SessionKind::Customer, request, next).await
}

/// Before a page of the administration.
pub(super) async fn operator(shop: State<Shop>, request: Request, next: Next) -> Response {
    pass(shop.0, SessionKind::Operator, request, next).await
}

/// Before a page of the administration that is for operators only.
pub(super) async fn operators_only(visit: Visit, request: Request, next: Next) -> Response {
    if visit.operator.is_some() {
        return next.run(request).await;
    }
    match *request.method() {
        Method::GET if visit.path != "/admin" => {
            let here: String = form_urlencoded::byte_serialize(visit.here.as_bytes()).collect();
            redirect(&format!("/admin/login?next={here}"))
        }
        _ => redirect("/admin/login"),
    }
}

async fn pass(shop: Shop, kind: SessionKind, request: Request, next: Next) -> Response {
    let (mut parts, mut body) = request.into_parts();
    let known = Token::read(&parts.headers, kind, &shop.0.key);
    let is_fresh = known.is_none();
    let token = known.unwrap_or_else(|| Token::fresh(kind));
    if parts.method == Method::POST {
        let path = parts.uri.path();
        match post(&shop, kind, &token, (path, &parts.headers), body).await {
            Ok(Some(posted)) => parts.extensions.insert(Arc::new(posted)),
            Ok(None) => return redirect("/admin/login"),
            Err(error) => {
                let mut response = error.into_response();
                // A form that may be sent once more needs the session of this answer.
                let secure = shop.0.config.behind_proxy;
                let cookie = is_fresh.then(|| token.set_cookie(&shop.0.key, secure));
                let headers = response.headers_mut();
                cookie
                    .flatten()
                    .map(|cookie| headers.append(SET_COOKIE, cookie));
                return response;
            }
        };
        body = Body::empty();
    }
    let request_context = match request_context(&shop, kind, token, is_fresh, &parts).await {
        Ok(request_context) => request_context,
        Err(error) => return error.into_response(),
    };
    let visit = Visit(Arc::new(request_context));
    parts.extensions.insert(visit.clone());
    let mut response = next.run(Request::from_parts(parts, body)).await;
    // Another cookie is set already, as after a login.
    let is_given = response.headers().contains_key(SET_COOKIE);
    let cookie = ((is_fresh || visit.is_renewed) && !is_given)
        .then(|| visit.token.set_cookie(&shop.0.key, visit.secure))
        .flatten();
    let notice_shown = visit.notice.is_some() && !is_given && response.status().is_success();
    let headers = response.headers_mut();
    cookie.map(|cookie| headers.append(SET_COOKIE, cookie));
    if notice_shown && let Some(gone) = set_cookie(NOTICE, "", "/", 0, visit.secure) {
        headers.append(SET_COOKIE, gone);
    }
    response.extensions_mut().insert(visit);
    response
}

/// Reads a form and checks its token: no page takes a form that is not from a page of the same session. Returns `None` for a form with
/// files if no operator is logged in (any more), without reading a byte of it.
async fn post(
    shop: &Shop,
    kind: SessionKind,
    token: &Token,
    (path, headers): (&str, &HeaderMap),
    body: Body,
) -> Result<Option<Posted>, PageError> {
    let key = &shop.0.key;
    let body = timed(body, shop.0.config.patience.body);
    let content_type = headers.get(CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    match content_type.unwrap_or_default() {
        form if form.starts_with("application/x-www-form-urlencoded") => {
            let body = to_bytes(body, MAX_FORM).await.map_err(|error| {
                if is_too_slow(&error) {
                    PageError::TooSlow
                } else {
                    PageError::TooLarge
                }
            })?;
            let posted = Posted::read(&body)?;
            if token.is_form_token(key, posted.token()) {
                return Ok(Some(posted));
            }
            // A browser says itself that the form is from this shop; no page elsewhere can have it say so.
            if headers
                .get("sec-fetch-site")
                .is_some_and(|site| site == "same-origin")
            {
                return Err(PageError::Late(LateForm {
                    action: path.to_owned(),
                    token: FormToken(token.form_token(key)),
                    fields: posted.entered(),
                }));
            }
            Err(PageError::Forged)
        }
        files if files.starts_with("multipart/form-data") && kind == SessionKind::Operator => {
            if shop.0.store.operator(&token.digest()).await?.is_none() {
                return Ok(None);
            }
            let mut form = FormParts::open(files, body)?;
            if !token.is_form_token(key, &form.token().await?) {
                return Err(PageError::Forged);
            }
            Ok(Some(form.rest().await?))
        }
        _ => Err(PageError::Forged),
    }
}

async fn request_context(
    shop: &Shop,
    kind: SessionKind,
    token: Token,
    is_fresh: bool,
    parts: &Parts,
) -> Result<RequestContext, PageError> {
    let store = &shop.0.store;
    let digest = token.digest();
    let (mut customer, mut operator, mut pieces, mut is_renewed) = (None, None, 0, false);
    // Nothing is kept of a session that has just begun.
    match kind {
        _ if is_fresh => {}
        SessionKind::Customer => {
            if let Some(known) = store.customer(&digest).await? {
                (customer, is_renewed) = (Some(known.who), known.is_old);
            }
            let owner = customer
                .as_ref()
                .map_or_else(|| Owner::Session(digest), |user| Owner::User(user.id));
            pieces = store.count_cart(&owner).await?;
        }
        SessionKind::Operator => {
            if let Some(known) = store.operator(&digest).await? {
                (operator, is_renewed) = (Some(known.who), known.is_old);
            }
        }
    }
    if is_renewed {
        store.renew_session(&token.digest(), kind).await?;
    }
    Ok(RequestContext {
        form_token: FormToken(token.form_token(&shop.0.key)),
        notice: read_notice(shop, &token, &parts.headers),
        customer,
        operator,
        pieces,
        settings: store.settings().await?,
        address: address(parts, shop.0.config.behind_proxy),
        path: parts.uri.path().to_owned(),
        here: match (&parts.method, parts.uri.query()) {
            (&Method::GET, Some(query)) => format!("{}?{query}", parts.uri.path()),
            _ => parts.uri.path().to_owned(),
        },
        secure: shop.0.config.behind_proxy,
        is_renewed,
        token,
    })
}

/// The visitor's address: the other end of the connection, or what the proxy says.
fn address(parts: &Parts, behind_proxy: bool) -> IpAddr {
    let forwarded = parts.headers.get_all("x-forwarded-for").iter().next_back();
    let forwarded = forwarded.filter(|_| behind_proxy).and_then(|header| {
        header
            .to_str()
            .ok()?
            .rsplit(',')
            .next()?
            .trim()
            .parse()
            .ok()
    });
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    forwarded
        .or_else(|| peer.map(|peer| peer.0.ip()))
        .unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

fn read_notice(shop: &Shop, token: &Token, headers: &HeaderMap) -> Option<Notice> {
    let (text, seal) = cookie(headers, NOTICE)?.split_once('.')?;
    let sealed = format!("{}{text}", token.digest());
    if !shop.0.key.is_sealed("notice", &sealed, seal) {
        return None;
    }
    Notice::read(&String::from_utf8(bytes(text)?).ok()?)
}

impl RequestContext {
    /// Whose cart the visitor sees.
    pub(super) fn owner(&self) -> Owner {
        self.customer.as_ref().map_or_else(
            || Owner::Session(self.token.digest()),
            |user| Owner::User(user.id),
        )
    }

    /// Redirects to another page, which shows a notice.
    pub(super) fn redirect_with_notice(
        &self,
        shop: &Shop,
        path: &str,
        notice: &Notice,
    ) -> Response {
        let mut response = redirect(path);
        self.add_notice(shop, &self.token, notice, &mut response);
        // A session that has just begun has to last until then.
        let session = self.token.set_cookie(&shop.0.key, self.secure);
        session.map(|session| response.headers_mut().append(SET_COOKIE, session));
        response
    }

    /// Has the next page of a session show a notice.
    fn add_notice(&self, shop: &Shop, token: &Token, notice: &Notice, response: &mut Response) {
        let text = hexadecimal(notice.written().as_bytes());
        let sealed = format!("{}{text}", token.digest());
        let seal = shop.0.key.seal("notice", &sealed);
        let cookie = set_cookie(NOTICE, &format!("{text}.{seal}"), "/", 60, self.secure);
        cookie.map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
    }

    /// Logs a user in under a new session, and redirects to a page, which may show a notice.
    pub(super) async fn log_in(
        &self,
        shop: &Shop,
        kind: SessionKind,
        account: &str,
        path: &str,
        notice: Option<&Notice>,
    ) -> Result<Response, PageError> {
        let store = &shop.0.store;
        let token = Token::fresh(kind);
        store.add_session(&token.digest(), kind, account).await?;
        store.remove_session(&self.token.digest()).await?;
        if let (SessionKind::Customer, Ok(user)) = (kind, account.parse()) {
            store.take_over_cart(&self.token.digest(), user).await?;
        }
        let mut response = redirect(path);
        if let Some(notice) = notice {
            self.add_notice(shop, &token, notice, &mut response);
        }
        let cookie = token.set_cookie(&shop.0.key, self.secure);
        cookie.map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
        Ok(response)
    }

    /// Has this browser known as one where the owner of an account has logged in; `account` is what was given as a name.
    pub(super) fn make_known(
        &self,
        shop: &Shop,
        kind: SessionKind,
        account: &str,
        response: &mut Response,
    ) {
        let device = Device::known_from(shop.0.config.clock.now());
        let cookie = device.set_cookie((kind, account), &shop.0.key, self.secure);
        cookie.map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
    }

    /// Logs out and goes to a page, under another session than before.
    pub(super) async fn log_out(
        &self,
        shop: &Shop,
        kind: SessionKind,
        path: &str,
    ) -> Result<Response, PageError> {
        shop.0.store.remove_session(&self.token.digest()).await?;
        let mut response = redirect(path);
        let cookie = Token::fresh(kind).set_cookie(&shop.0.key, self.secure);
        cookie.map(|cookie| response.headers_mut().append(SET_COOKIE, cookie));
        Ok(response)
    }
}
