//! The one path of a call: write the form, post it, read the answer.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{StatusCode, redirect, retry};

use super::attempts::Attempts;
use super::error::{Cause, error_chain};
use super::reading::{ANSWER_LIMIT, Elements};
use super::{
    Address, Authorities, Credentials, Error, InvalidRequest, NoAnswer, SetupError, Stage,
    TimeOuts, Unreadable,
};

/// One of the seven calls.
pub(super) trait Call {
    /// What a good answer holds.
    type Answer;
    /// Its path below the host.
    const PATH: &'static str;
    /// How the provider's test host wants it.
    const TEST_SCHEME: &'static str = "https";

    /// Writes the call's own fields, in the order in which the clients seen at work send them.
    fn write(&self, form: &mut Form) -> Result<(), InvalidRequest>;

    /// Reads the call's own elements.
    fn read(elements: &Elements<'_>) -> Result<Self::Answer, Unreadable>;
}

/// A request's body in the making: `application/x-www-form-urlencoded`, UTF-8.
pub(super) struct Form {
    body: form_urlencoded::Serializer<'static, String>,
}

impl Form {
    fn new() -> Self {
        Self {
            body: form_urlencoded::Serializer::new(String::new()),
        }
    }

    /// The whole body of a call.
    fn of<C: Call>(credentials: &Credentials, call: &C) -> Result<String, InvalidRequest> {
        let mut form = Self::new();
        form.item("traderCode", credentials.merchant_code());
        form.item("passWord", credentials.password().reveal());
        call.write(&mut form)?;
        Ok(form.body.finish())
    }

    pub(super) fn item(&mut self, name: &str, value: &str) {
        self.body.append_pair(name, value);
    }

    /// Left out when it is `None`; sent empty when it is empty.
    pub(super) fn optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.item(name, value);
        }
    }
}

/// What all clones of a client share.
pub(super) struct Sender {
    address: Address,
    credentials: Credentials,
    time_outs: TimeOuts,
    attempts: Attempts,
    http: reqwest::Client,
}

impl Sender {
    pub(super) fn new(
        address: Address,
        credentials: Credentials,
        time_outs: TimeOuts,
        authorities: Option<&Authorities>,
    ) -> Result<Self, SetupError> {
        let builder = reqwest::Client::builder();
        let builder = match authorities {
            Some(authorities) => builder.tls_certs_only(authorities.certificates()),
            None if address.uses_tls() => builder,
            // The system's root certificates take a moment to load, and plain http needs none.
            None => builder.tls_certs_only([]),
        };
        let http = builder
            .user_agent(concat!("kakebarai/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(time_outs.connect)
            .timeout(time_outs.total)
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .no_proxy()
            .pool_max_idle_per_host(0)
            .build()
            .map_err(|error| SetupError::of(error.without_url()))?;
        Ok(Self {
            address,
            credentials,
            time_outs,
            attempts: Attempts::default(),
            http,
        })
    }

    pub(super) const fn address(&self) -> &Address {
        &self.address
    }

    pub(super) fn merchant_code(&self) -> &str {
        self.credentials.merchant_code()
    }

    pub(super) const fn time_outs(&self) -> TimeOuts {
        self.time_outs
    }

    pub(super) async fn send<C: Call>(&self, call: &C) -> Result<C::Answer, Error> {
        let body = Form::of(&self.credentials, call).map_err(Error::NotSent)?;
        if let Some(refusal) = self.attempts.refusal(Instant::now()) {
            return Err(Error::Refused(refusal));
        }
        let answer = self.post(&self.address.of::<C>(), body).await?;
        let answer = Elements::of_answer(&answer, C::read);
        self.attempts.note(Instant::now(), &answer);
        answer
    }

    async fn post(&self, address: &str, body: String) -> Result<Vec<u8>, Error> {
        let form_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        let request = self
            .http
            .post(address)
            .header(CONTENT_TYPE, form_type)
            .body(body);
        let mut response = request.send().await.map_err(no_answer)?;
        if response.status() != StatusCode::OK {
            return Err(Error::UnexpectedStatus(response.status().as_u16()));
        }
        let mut answer = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(no_answer)? {
            answer.extend_from_slice(&chunk);
            if answer.len() > ANSWER_LIMIT {
                return Err(Error::UnreadableAnswer(Unreadable::TooLong));
            }
        }
        Ok(answer)
    }
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender")
            .field("address", &self.address)
            .field("credentials", &self.credentials)
            .field("time_outs", &self.time_outs)
            .finish_non_exhaustive()
    }
}

fn no_answer(error: reqwest::Error) -> Error {
    let error = error.without_url();
    // A request that could not be built was not sent either.
    let unsent = error.is_connect() || error.is_builder();
    let stage = if unsent {
        Stage::BeforeSending
    } else {
        Stage::AfterSending
    };
    Error::NoAnswer(NoAnswer {
        stage,
        timed_out: error.is_timeout(),
        detail: error_chain(&error),
        cause: Some(Cause(Arc::new(error))),
    })
}
