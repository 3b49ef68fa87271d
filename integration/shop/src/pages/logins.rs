//! Logins: a try is counted before its password is looked at, and a right one makes the browser known.

use std::borrow::Cow;

use axum::{http::HeaderMap, response::Response};

use crate::{
    Shop,
    error::PageError,
    security::{attempts::TooMany, devices::Device, sessions::SessionKind},
    visit::Visit,
};

/// A counted try to log in.
pub(super) struct Login<'a> {
    shop: &'a Shop,
    visit: &'a Visit,
    kind: SessionKind,
    /// The name that the visitor gave, known or not.
    name: &'a str,
    device: Option<Device>,
}

impl<'a> Login<'a> {
    /// Counts a try.
    ///
    /// # Errors
    /// [`TooMany`] if there were too many, so the password is not looked at.
    pub(super) fn begin(
        (shop, visit): (&'a Shop, &'a Visit),
        headers: &HeaderMap,
        kind: SessionKind,
        name: &'a str,
    ) -> Result<Self, TooMany> {
        let now = shop.0.config.clock.now();
        let login = Self {
            shop,
            visit,
            kind,
            name,
            device: Device::read(headers, (kind, name), &shop.0.key, now),
        };
        let device = login.device.as_ref();
        let attempts = &shop.0.attempts;
        attempts.begin_on(&login.counted(), visit.address, device)?;
        Ok(login)
    }

    /// Logs in to an account and goes to a page; the password was right.
    pub(super) async fn succeed(self, account: &str, path: &str) -> Result<Response, PageError> {
        let Self {
            shop, visit, kind, ..
        } = self;
        let attempts = &shop.0.attempts;
        attempts.succeed_on(&self.counted(), visit.address, self.device.as_ref());
        let mut response = visit.log_in(shop, kind, account, path, None).await?;
        visit.make_known(shop, kind, self.name, &mut response);
        Ok(response)
    }

    /// Operators are counted apart from customers.
    fn counted(&self) -> Cow<'a, str> {
        match self.kind {
            SessionKind::Operator => format!("operator {}", self.name).into(),
            SessionKind::Customer => self.name.into(),
        }
    }
}
