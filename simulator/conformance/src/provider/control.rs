//! The public control addresses of a simulator.

use kakebarai_traffic::Journal;
use reqwest::{Method, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The control addresses did not answer as required.
#[derive(Clone, Debug, thiserror::Error)]
#[error("シミュレーターの制御アドレスが答えません（{0}）。")]
pub struct NoSimulator(pub(super) String);

pub(super) fn failed(error: impl std::fmt::Display) -> NoSimulator {
    NoSimulator(error.to_string())
}

/// The entries of a journal's page.
const PAGE: usize = 1_000;

/// The control addresses of a simulator.
#[derive(Clone)]
pub struct ControlAddress {
    /// `http://127.0.0.1:8110`, without a slash at the end.
    url: String,
    token: Option<String>,
    http: reqwest::Client,
}

impl std::fmt::Debug for ControlAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ControlAddress")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

impl ControlAddress {
    /// The simulator at an address, with its token, if any.
    ///
    /// # Errors
    /// This machine can make no requests.
    pub fn new(url: &str, token: Option<&str>) -> Result<Self, NoSimulator> {
        let http = reqwest::Client::builder().no_proxy().build();
        Ok(Self {
            url: url.trim_end_matches('/').to_owned(),
            token: token.map(Into::into),
            http: http.map_err(failed)?,
        })
    }

    /// Reads a control address: `/merchants` for example.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn read<T: DeserializeOwned>(&self, path: &str) -> Result<T, NoSimulator> {
        read(self.call(Method::GET, path, None).await?)
    }

    /// Reads a control address that an older simulator does not have.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn read_if_there<T: DeserializeOwned + Default>(
        &self,
        path: &str,
    ) -> Result<T, NoSimulator> {
        match self.ask(Method::GET, path, None).await? {
            (StatusCode::NOT_FOUND, _) => Ok(T::default()),
            (status, body) => read(Self::checked(path, status, &body)?),
        }
    }

    /// A whole journal: `/journal`, or a merchant's.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn journal(&self, path: &str) -> Result<Journal, NoSimulator> {
        let mut journal: Journal = self.read(&format!("{path}?limit={PAGE}")).await?;
        let mut more = journal.entries.len() == PAGE;
        while more {
            let last = journal.entries.last().map_or(0, |entry| entry.number);
            let next: Journal = self
                .read(&format!("{path}?limit={PAGE}&after={last}"))
                .await?;
            more = next.entries.len() == PAGE;
            journal.complete_from = journal.complete_from.max(next.complete_from);
            journal.entries.extend(next.entries);
        }
        Ok(journal)
    }

    pub(super) async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, NoSimulator> {
        let (status, body) = self.ask(method, path, body).await?;
        Self::checked(path, status, &body)
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<(StatusCode, Vec<u8>), NoSimulator> {
        let url = format!("{}/_simulator/v1{path}", self.url);
        let mut request = self.http.request(method, url);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            let body = body.to_string();
            request = request
                .header("Content-Type", "application/json")
                .body(body);
        }
        let answer = request.send().await.map_err(failed)?;
        let status = answer.status();
        let body = answer.bytes().await.map_err(failed)?;
        Ok((status, body.to_vec()))
    }

    fn checked(path: &str, status: StatusCode, body: &[u8]) -> Result<Value, NoSimulator> {
        if !status.is_success() {
            let said = String::from_utf8_lossy(body).into_owned();
            return Err(NoSimulator(format!("{path} {status} {said}")));
        }
        if body.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(body).map_err(failed)
    }
}

pub(super) fn read<T: DeserializeOwned>(value: Value) -> Result<T, NoSimulator> {
    serde_json::from_value(value).map_err(failed)
}
