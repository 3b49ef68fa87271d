//! The same objects over HTTP, for an integration in a web server.

use std::{net::IpAddr, sync::Arc};

use reqwest::{Client, Url, redirect::Policy};
use serde_json::{Value, json};

use super::{
    log::{AdapterLog, LogSource},
    patience::Patience,
    stdio::Sending,
    trouble::Trouble,
};

/// The token of an adapter on another machine.
pub const TOKEN_VARIABLE: &str = "KAKEBARAI_ADAPTER_TOKEN";

/// An adapter at an address.
#[derive(Debug)]
pub(super) struct Http {
    client: Client,
    url: Url,
    authorization: Option<String>,
    longest: usize,
    log: Arc<AdapterLog>,
}

impl Http {
    /// Checks the address, and sends nothing yet.
    pub(super) fn new(
        url: &str,
        token: Option<&str>,
        patience: &Patience,
        log: Arc<AdapterLog>,
    ) -> Result<Self, Trouble> {
        let bad = |why| Trouble::BadAddress {
            url: url.split('?').next().unwrap_or_default().to_owned(),
            why,
        };
        let parsed = Url::parse(url).map_err(|_| {
            bad("アドレスとして読めません（例：http://127.0.0.1:8080/_kakebarai）。")
        })?;
        if !matches!(parsed.scheme(), "http" | "https") {
            return Err(bad("http:// か https:// で始めてください。"));
        }
        if !parsed.username().is_empty() || parsed.password().is_some() {
            return Err(bad(
                "アドレスにパスワードを書かないでください。合い言葉は環境変数 KAKEBARAI_ADAPTER_TOKEN で渡します。",
            ));
        }
        let token = token.filter(|token| !token.is_empty());
        if token.is_none() && !is_loopback(&parsed) {
            return Err(bad(
                "この機械（127.0.0.1、localhost）以外のアダプターには、環境変数 KAKEBARAI_ADAPTER_TOKEN が要ります。同じ合い言葉をお店にも設定し、Authorization: Bearer … を確かめてから応答してください。",
            ));
        }
        if token.is_some_and(|token| !token.bytes().all(|byte| byte.is_ascii_graphic())) {
            return Err(bad(
                "環境変数 KAKEBARAI_ADAPTER_TOKEN には、半角の英数字と記号だけを使ってください。",
            ));
        }
        let client = Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .build()
            .map_err(|error| Trouble::NotStarted(error.to_string()))?;
        Ok(Self {
            client,
            url: parsed,
            authorization: token.map(|token| format!("Bearer {token}")),
            longest: patience.line,
            log,
        })
    }

    /// Sends a message and reads its answer.
    pub(super) async fn exchange(&self, sending: &Sending<'_>) -> Result<Value, Trouble> {
        let Sending {
            id,
            verb,
            message,
            within,
            ..
        } = *sending;
        let mut request = self
            .client
            .post(self.url.clone())
            .timeout(within)
            .header("Content-Type", "application/json")
            .body(message.to_string());
        if let Some(authorization) = &self.authorization {
            request = request.header("Authorization", authorization);
        }
        let broken = |error: &reqwest::Error| {
            if error.is_timeout() {
                return Trouble::NoAnswer {
                    verb,
                    url: self.url.to_string(),
                    after: within,
                };
            }
            // The innermost error is the one that people understand: connection refused.
            let mut innermost: &dyn std::error::Error = error;
            while let Some(source) = innermost.source() {
                innermost = source;
            }
            Trouble::Unreachable {
                verb,
                url: self.url.to_string(),
                detail: innermost.to_string(),
            }
        };
        let mut answer = request.send().await.map_err(|error| broken(&error))?;
        let status = answer.status();
        let mut body = Vec::new();
        while let Some(part) = answer.chunk().await.map_err(|error| broken(&error))? {
            if body.len() + part.len() > self.longest {
                let bytes = self.longest;
                return Err(Trouble::TooLong { verb, bytes });
            }
            body.extend_from_slice(&part);
        }
        if status.as_u16() != 200 {
            let text = String::from_utf8_lossy(&body);
            let trace: String = text.chars().take(2_000).collect();
            return Ok(json!({"failed": {
                "message": format!(
                    "HTTPステータス {} が返りました。アダプターはいつも 200 で応答し、自分の誤りは failed に入れてください。", status.as_u16()
                ),
                "trace": self.log.masked(&trace),
            }}));
        }
        let mut object = self.object(sending, &body)?;
        match object.remove("id") {
            None | Some(Value::Null) => Err(Trouble::NoId(verb)),
            Some(got) if got.as_u64() == Some(id) => Ok(Value::Object(object)),
            Some(other) => Err(Trouble::StrangeId {
                verb,
                got: other.to_string().chars().take(40).collect(),
            }),
        }
    }

    /// The object in a body. Output of a framework before it is noise.
    fn object(
        &self,
        sending: &Sending<'_>,
        body: &[u8],
    ) -> Result<serde_json::Map<String, Value>, Trouble> {
        let verb = sending.verb;
        let text = std::str::from_utf8(body).map_err(|_| Trouble::NotUtf8(verb))?;
        let mut rest = text.trim_start_matches('\u{feff}');
        while !rest.is_empty() && !rest.starts_with('{') {
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            if !line.trim().is_empty() {
                self.log.write(LogSource::Noise, line.as_bytes());
            }
            rest = after.trim_start();
        }
        serde_json::from_str(rest).map_err(|error| Trouble::NoJson {
            verb,
            detail: error.to_string(),
            line: self.log.masked(&text.chars().take(200).collect::<String>()),
        })
    }
}

/// Whether an address refers to this machine, whatever a name server answers.
fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(url: &str, token: Option<&str>) -> Result<(), String> {
        let log = Arc::new(AdapterLog::new(1_000));
        let http = Http::new(url, token, &Patience::default(), log);
        http.map(|_| ()).map_err(|trouble| trouble.to_string())
    }

    #[test]
    fn only_this_machine_is_asked_without_a_token() {
        for url in [
            "http://127.0.0.1:8080/_kakebarai",
            "http://localhost/",
            "http://[::1]:8080",
            "https://127.1.2.3/",
        ] {
            assert_eq!(accepts(url, None), Ok(()), "{url}");
        }
        for url in [
            "http://shop.example/",
            "http://192.168.0.2/",
            "http://127.0.0.1.example/",
            "http://localhost.example/",
        ] {
            let refused = accepts(url, None).unwrap_err();
            assert!(refused.contains("KAKEBARAI_ADAPTER_TOKEN"), "{refused}");
            assert!(accepts(url, Some("")).is_err(), "{url}");
            assert_eq!(accepts(url, Some("secret")), Ok(()), "{url}");
        }
    }

    #[test]
    fn an_address_is_one_of_http_and_holds_no_password() {
        for url in ["shop", "ftp://127.0.0.1/", "http://me:pw@127.0.0.1/"] {
            let refused = accepts(url, None).unwrap_err();
            assert!(refused.contains("--adapter-url"), "{refused}");
        }
        assert!(accepts("http://127.0.0.1/", Some("合い言葉")).is_err());
    }
}
