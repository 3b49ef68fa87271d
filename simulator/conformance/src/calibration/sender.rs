//! Sends one request at a time to the target: no redirect, no proxy, and a pause in between.

use std::time::Duration;

use reqwest::{Method, header::CONTENT_TYPE, redirect::Policy};
use tokio::time::{Instant, sleep_until};

use super::{
    answer::WireAnswer,
    credentials::Credentials,
    request::ProbeRequest,
    target::{Scheme, Target},
};

/// The time-out of an answer; the patient ones of the known clients wait 90 seconds.
const PATIENCE: Duration = Duration::from_secs(90);
/// The longest answer that is read. Known ones have some hundred bytes.
const MAX_ANSWER_BYTES: usize = 64 * 1024;

/// Why there is no answer.
#[derive(Clone, Debug, thiserror::Error)]
#[error("応答がありません（{0}）")]
pub(super) struct NoAnswer(String);

fn failed(error: reqwest::Error) -> NoAnswer {
    // Without the address, which is known and may make the error long.
    let error = error.without_url();
    let source = std::error::Error::source(&error).map(ToString::to_string);
    NoAnswer(source.unwrap_or_else(|| error.to_string()))
}

/// One connection to the target.
#[derive(Debug)]
pub(super) struct Sender {
    target: Target,
    http: reqwest::Client,
    /// The time of the last answer.
    last: Option<Instant>,
}

impl Sender {
    pub(super) fn new(target: Target) -> Result<Self, NoAnswer> {
        let http = reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .pool_max_idle_per_host(1)
            .timeout(PATIENCE)
            .user_agent(concat!(
                "kakebarai-conformance/",
                env!("CARGO_PKG_VERSION"),
                " calibrate"
            ))
            .build();
        Ok(Self {
            target,
            http: http.map_err(failed)?,
            last: None,
        })
    }

    pub(super) const fn target(&self) -> Target {
        self.target
    }

    pub(super) async fn send(
        &mut self,
        request: &ProbeRequest,
        scheme: Scheme,
        credentials: &Credentials,
    ) -> Result<WireAnswer, NoAnswer> {
        if let Some(last) = self.last {
            sleep_until(last + self.target.pause()).await;
        }
        let answer = self.answer(request, scheme, credentials).await;
        self.last = Some(Instant::now());
        answer
    }

    async fn answer(
        &self,
        request: &ProbeRequest,
        scheme: Scheme,
        credentials: &Credentials,
    ) -> Result<WireAnswer, NoAnswer> {
        let method = match request.method() {
            "GET" => Method::GET,
            _ => Method::POST,
        };
        let address = self.target.address(request.api, scheme);
        let mut sent = self.http.request(method, address);
        if let Some(content_type) = request.content_type() {
            sent = sent
                .header(CONTENT_TYPE, content_type)
                .body(request.body(credentials));
        }
        let mut answer = sent.send().await.map_err(failed)?;
        let status = answer.status().as_u16();
        let content_type = answer.headers().get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| Some(value.to_str().ok()?.to_owned()));
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(failed)? {
            body.extend_from_slice(&piece);
            if body.len() > MAX_ANSWER_BYTES {
                return Err(NoAnswer(format!(
                    "{MAX_ANSWER_BYTES} バイトを超える応答です"
                )));
            }
        }
        Ok(WireAnswer::new(status, content_type, body))
    }
}
