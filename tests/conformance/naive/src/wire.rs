//! A form goes out, and an answer comes back or does not: one connection a request, no redirection, bounded in size and time.

use std::{fs, time::Duration};

use encoding_rs::SHIFT_JIS;
use form_urlencoded::byte_serialize;
use reqwest::{
    Certificate, Client, RequestBuilder, Response, StatusCode, header::CONTENT_TYPE, redirect,
    retry,
};
use serde_json::{Map, Value};

use crate::{
    answer::{Reply, Silence, read},
    faults::{Fault, Faults},
    message::Connection,
};

/// How long the provider is waited for, in milliseconds, answer and all.
pub(crate) const TIME_OUT_MS: u64 = 30_000;
/// The longest answer that is read.
const ANSWER_BYTES: usize = 1 << 20;
/// As much of an answer as a client takes that takes all of it: beyond it the machine of the tests would suffer, too.
const WHOLE_ANSWER_BYTES: usize = 1_280 << 20;

/// The seven calls.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Api {
    /// 決済登録.
    Register,
    /// 決済取消.
    Cancel,
    /// 出荷登録.
    Ship,
    /// 出荷取消.
    Unship,
    /// 利用金額照会.
    Usage,
    /// 取引先登録.
    Apply,
    /// 審査状況照会.
    Screening,
}

impl Api {
    pub(crate) const fn number(self) -> &'static str {
        match self {
            Self::Register => "AN010",
            Self::Cancel => "AN020",
            Self::Ship => "AN030",
            Self::Unship => "AN040",
            Self::Usage => "AN050",
            Self::Apply => "AN060",
            Self::Screening => "AN070",
        }
    }

    /// What usually follows the first two elements of an answer.
    pub(crate) const fn answers(self) -> &'static [&'static str] {
        match self {
            Self::Usage => &[
                "buyerId",
                "buyerName",
                "useUsable",
                "useOverLimit",
                "usePayment",
            ],
            Self::Screening => &["buyerId", "buyerName", "judgeStatus"],
            Self::Register | Self::Cancel | Self::Ship | Self::Unship | Self::Apply => &[],
        }
    }
}

/// Names and values of a request. A value is bytes, since there are clients that tear characters apart.
#[derive(Clone, Default)]
pub(crate) struct Form(Vec<(String, Vec<u8>)>);

impl Form {
    pub(crate) fn with(mut self, name: impl Into<String>, value: impl AsRef<[u8]>) -> Self {
        self.add(name, value);
        self
    }

    pub(crate) fn add(&mut self, name: impl Into<String>, value: impl AsRef<[u8]>) {
        self.0.push((name.into(), value.as_ref().to_owned()));
    }

    /// As it is sent.
    pub(crate) fn encoded(&self) -> String {
        let pairs = self.0.iter().map(|(name, value)| {
            let value: String = byte_serialize(value).collect();
            format!("{name}={value}")
        });
        pairs.collect::<Vec<_>>().join("&")
    }
}

/// The provider, as it is reached in a session.
pub(crate) struct Provider {
    /// None where no client can be made: then nothing is ever sent.
    http: Option<Client>,
    connection: Connection,
    faults: Faults,
}

impl Provider {
    pub(crate) fn new(connection: Connection, faults: Faults) -> Self {
        Self {
            http: client(&connection, faults),
            connection,
            faults,
        }
    }

    fn has(&self, fault: Fault) -> bool {
        self.faults.has(fault)
    }

    pub(crate) fn password(&self) -> &str {
        &self.connection.pass_word
    }

    /// The whole form of a call: 加盟店コード and パスワード come first.
    pub(crate) fn signed(&self, api: Api, form: &Form) -> Form {
        let mut signed = Form::default().with("traderCode", &self.connection.trader_code);
        let is_forgotten = self.has(Fault::F05) && api == Api::Unship;
        if !is_forgotten {
            signed.add("passWord", &self.connection.pass_word);
        }
        signed.0.extend(form.0.iter().cloned());
        if self.has(Fault::F03) {
            for (_, value) in &mut signed.0 {
                if let Ok(text) = std::str::from_utf8(value) {
                    *value = SHIFT_JIS.encode(text).0.into_owned();
                }
            }
        }
        if self.has(Fault::F04) && api == Api::Unship {
            signed.0.extend(signed.0.last().cloned());
        }
        signed
    }

    /// Sends a form once.
    pub(crate) async fn send(&self, api: Api, signed: &Form) -> Reply {
        let Some(http) = &self.http else {
            return Reply::NotSent;
        };
        let response = match self.request(http, api, signed).send().await {
            Ok(response) => response,
            // Neither was a request sent that could not be made, nor one for which there was no connection.
            Err(error) if error.is_connect() || error.is_builder() => return Reply::NotSent,
            Err(_) => return Silence::Lost.reply(),
        };
        if response.status() != StatusCode::OK {
            return Silence::Status.reply();
        }
        match self.body(response).await {
            Ok(body) if self.has(Fault::F14) => {
                read(&self.resolved(http, body).await, api, self.faults)
            }
            Ok(body) => read(&body, api, self.faults),
            Err(silence) => silence.reply(),
        }
    }

    fn request(&self, http: &Client, api: Api, signed: &Form) -> RequestBuilder {
        let plain = self
            .connection
            .http_url
            .as_ref()
            .filter(|_| self.has(Fault::F07));
        let base = plain.unwrap_or(&self.connection.url);
        let mut url = format!("{base}/kuroneko-anshin/{}APIAction.action", api.number());
        let body = signed.encoded();
        if self.has(Fault::F01) && matches!(api, Api::Usage | Api::Screening) {
            return http.get(format!("{url}?{body}"));
        }
        if self.has(Fault::F02) {
            let object: Map<String, Value> = signed
                .0
                .iter()
                .map(|(name, value)| (name.clone(), String::from_utf8_lossy(value).into()))
                .collect();
            let json = Value::from(object).to_string();
            return http
                .post(url)
                .header(CONTENT_TYPE, "application/json")
                .body(json);
        }
        if self.has(Fault::F09) {
            let password: String = byte_serialize(self.connection.pass_word.as_bytes()).collect();
            url = format!("{url}?passWord={password}");
        }
        let form = "application/x-www-form-urlencoded";
        http.post(url).header(CONTENT_TYPE, form).body(body)
    }

    /// The body of an answer that is not too long.
    async fn body(&self, mut response: Response) -> Result<Vec<u8>, Silence> {
        let most = if self.has(Fault::F113) {
            WHOLE_ANSWER_BYTES
        } else {
            ANSWER_BYTES
        };
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|_| Silence::Lost)? {
            if body.len() + chunk.len() > most {
                return Err(Silence::Unreadable);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    /// The answer with what its external entities lead to, and without its document type.
    async fn resolved(&self, http: &Client, body: Vec<u8>) -> Vec<u8> {
        let Ok(text) = String::from_utf8(body) else {
            return Vec::new();
        };
        let between = |from: &str, start: &str, end: &str| {
            let (_, rest) = from.split_once(start)?;
            rest.split_once(end).map(|(found, _)| found.to_owned())
        };
        let Some(declared) = between(&text, "<!DOCTYPE", "]>") else {
            return text.into_bytes();
        };
        let entity = between(&declared, "<!ENTITY", ">").unwrap_or_default();
        let name = entity.split_whitespace().next().unwrap_or_default();
        let Some(url) = between(&entity, "SYSTEM \"", "\"") else {
            return text.into_bytes();
        };
        let found = match http.get(url).send().await {
            Ok(answer) => answer.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        };
        let plain = text.replace(&format!("<!DOCTYPE{declared}]>"), "");
        plain.replace(&format!("&{name};"), &found).into_bytes()
    }
}

/// A client that trusts the authorities of the connection: those of its file, or the system's.
fn client(connection: &Connection, faults: Faults) -> Option<Client> {
    let time_out = if faults.has(Fault::F08) {
        5_000
    } else {
        TIME_OUT_MS
    };
    let mut builder = Client::builder()
        .user_agent("naive-client")
        .connect_timeout(Duration::from_secs(10))
        .timeout(Duration::from_millis(time_out))
        .pool_max_idle_per_host(0)
        .retry(retry::never())
        .no_proxy()
        .redirect(if faults.has(Fault::F13) {
            redirect::Policy::limited(5)
        } else {
            redirect::Policy::none()
        });
    if faults.has(Fault::F12) {
        builder = builder.tls_danger_accept_invalid_certs(true);
    }
    if let Some(file) = &connection.ca_file {
        let authorities = Certificate::from_pem_bundle(&fs::read(file).ok()?).ok()?;
        builder = builder.tls_certs_only(authorities);
    } else if connection.url.starts_with("http:") {
        // The system's authorities take a moment to read, and nothing is encrypted here.
        builder = builder.tls_certs_only([]);
    }
    builder.build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_written_as_browsers_do() {
        let form = Form::default().with("a", "利 1&=").with("b", b"\xff");
        assert_eq!(form.encoded(), "a=%E5%88%A9+1%26%3D&b=%FF");
    }
}
