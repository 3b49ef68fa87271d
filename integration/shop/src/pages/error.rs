//! The pages of errors: in the layout of the part where the visitor is.

use axum::{
    extract::Request,
    http::Uri,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use maud::Markup;

use super::layout;
use crate::{
    error::{ErrorPage, PageError},
    visit::Visit,
};

/// Around everything: errors without a page yet get one of the storefront.
pub(super) async fn elsewhere(request: Request, next: Next) -> Response {
    of_the_storefront(next.run(request).await)
}

/// Around the administration: its errors get a page of the administration.
pub(super) async fn in_the_administration(request: Request, next: Next) -> Response {
    of_the_administration(next.run(request).await)
}

/// The page of an address where nothing is.
pub(super) async fn not_found(uri: Uri) -> Response {
    let response = PageError::NotFound.into_response();
    if uri.path().starts_with("/admin/") {
        of_the_administration(response)
    } else {
        of_the_storefront(response)
    }
}

fn of_the_storefront(mut response: Response) -> Response {
    match response.extensions_mut().remove::<ErrorPage>() {
        Some(error) => {
            let page = layout::bare(error.title, error.text, error.late.as_ref());
            with_page(response, page)
        }
        None => response,
    }
}

fn of_the_administration(mut response: Response) -> Response {
    let Some(error) = response.extensions_mut().remove::<ErrorPage>() else {
        return response;
    };
    let way_on = if error.is_forged {
        ("/admin/login", "ログイン画面へ")
    } else {
        ("/admin", "管理画面のホームへ")
    };
    let visit = response.extensions_mut().remove::<Visit>();
    let late = error.late.as_ref();
    let page = layout::bare_admin_page(visit.as_ref(), error.title, error.text, late, way_on);
    with_page(response, page)
}

/// An answer with a page in it. Its status and its cookies stay.
fn with_page(response: Response, page: Markup) -> Response {
    let (parts, _) = response.into_parts();
    let mut response = page.into_response();
    *response.status_mut() = parts.status;
    response.headers_mut().extend(parts.headers);
    response
}
