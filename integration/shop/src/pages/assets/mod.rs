//! The look: the stylesheet, the marks and drawings. Everything is in the program.

mod drawings;

use std::sync::LazyLock;

use axum::{
    http::{
        HeaderValue,
        header::{CACHE_CONTROL, CONTENT_TYPE},
    },
    response::IntoResponse,
};
use maud::{Markup, PreEscaped, html};

use crate::security::key::digest;

pub(super) use drawings::{PICTURES, drawing};

/// The stylesheet, under a name that changes with what is in it.
pub(super) struct Stylesheet(LazyLock<String>);

pub(super) static STYLESHEET: Stylesheet = Stylesheet(LazyLock::new(|| {
    format!("/assets/{}.css", &digest(TEXT)[..16])
}));

const TEXT: &str = concat!(
    include_str!("basics.css"),
    include_str!("forms.css"),
    include_str!("storefront.css"),
    include_str!("admin.css"),
);

/// A file that browsers keep for a year: a changed one has another name.
pub(super) const FOR_EVER: HeaderValue =
    HeaderValue::from_static("public, max-age=31536000, immutable");

impl Stylesheet {
    pub(super) fn path(&self) -> &str {
        &self.0
    }
}

pub(super) async fn stylesheet() -> impl IntoResponse {
    let kind = HeaderValue::from_static("text/css; charset=utf-8");
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, FOR_EVER)], TEXT)
}

pub(super) async fn favicon() -> impl IntoResponse {
    let kind = HeaderValue::from_static("image/svg+xml");
    let day = HeaderValue::from_static("public, max-age=86400");
    (
        [(CONTENT_TYPE, kind), (CACHE_CONTROL, day)],
        include_str!("mark.svg"),
    )
}

/// The shop's mark, which says nothing that its name does not.
pub(super) fn mark() -> Markup {
    html! { span.mark aria-hidden="true" { (PreEscaped(include_str!("mark.svg"))) } }
}

/// A shopping cart, beside its name.
pub(super) fn cart() -> Markup {
    html! { span.icon aria-hidden="true" { (PreEscaped(include_str!("cart.svg"))) } }
}
