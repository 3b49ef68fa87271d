//! What a page takes from a request: who asks, the form, the address. What cannot be read is answered by the shop's pages.

use std::{convert::Infallible, marker::PhantomData, ops::Deref, sync::Arc};

use axum::{
    extract::{self, FromRequestParts},
    http::request::Parts,
};

use super::{
    error::PageError,
    forms::{Fields, Lines, Posted},
    store::User,
    visit::Visit,
};

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(PageError::NotFound)
    }
}

/// The customer who is logged in at the storefront; other visitors are sent to the login.
#[derive(Debug)]
pub(super) struct LoggedInCustomer(pub(super) User);

impl<S: Sync> FromRequestParts<S> for LoggedInCustomer {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let visit = Visit::from_request_parts(parts, state).await?;
        match &visit.customer {
            Some(user) => Ok(Self(user.clone())),
            None => Err(PageError::LogInFirst(visit.here.clone())),
        }
    }
}

/// What a form holds; the page says by `F` which of its fields are more than a line.
#[derive(Debug)]
pub(super) struct Form<F = Lines>(Posted, PhantomData<F>);

impl<S: Sync, F: Fields> FromRequestParts<S> for Form<F> {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        let posted = parts.extensions.get::<Arc<Posted>>();
        let posted = posted.ok_or(PageError::Forged)?.read_by::<F>()?;
        Ok(Self(posted, PhantomData))
    }
}

impl<F> Deref for Form<F> {
    type Target = Posted;

    fn deref(&self) -> &Posted {
        &self.0
    }
}

/// The part of the address that stands for a number or the like.
#[derive(Debug)]
pub(super) struct Path(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Path {
    type Rejection = PageError;

    /// A path that is not text, or has control characters in it, is not found.
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let path = extract::Path::<String>::from_request_parts(parts, state).await;
        let extract::Path(text) = path.map_err(|_| PageError::NotFound)?;
        if text.chars().any(char::is_control) {
            return Err(PageError::NotFound);
        }
        Ok(Self(text))
    }
}

/// The query of an address, in order. It is never refused: a name that comes twice counts once, and what cannot be read is left out.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs(Vec<(String, String)>);

impl Pairs {
    /// Reads a query.
    pub(super) fn read(query: &str) -> Self {
        let pairs = form_urlencoded::parse(query.as_bytes());
        let plain = |text: &str| text.replace(char::is_control, " ").trim().to_owned();
        Self(
            pairs
                .map(|(name, value)| (name.into_owned(), plain(&value)))
                .collect(),
        )
    }

    /// The first value of a name; empty if there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// All values of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let found = self.0.iter().filter(move |(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// What a page asks of its query.
#[derive(Debug)]
pub(super) struct Query<T>(pub(super) T);

impl<S: Sync, T: From<Pairs>> FromRequestParts<S> for Query<T> {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let pairs = Pairs::read(parts.uri.query().unwrap_or_default());
        Ok(Self(T::from(pairs)))
    }
}
