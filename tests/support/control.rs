//! The control addresses, as a test suite in any language would use them.

use serde_json::Value;

/// The control addresses of one merchant.
#[derive(Debug)]
pub(crate) struct Control {
    root: String,
    merchant: String,
    http: reqwest::Client,
}

impl Control {
    pub(crate) fn of(url: &str, merchant: &str) -> Self {
        Self {
            root: format!("{url}/_simulator/v1"),
            merchant: format!("/merchants/{merchant}"),
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
        }
    }

    /// Sends JSON to an address below the merchant's; answers status and JSON (`null` for an empty body).
    pub(crate) async fn send(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        self.send_above(method, &format!("{}{path}", self.merchant), body)
            .await
    }

    /// The same, to an address that is not the merchant's.
    pub(crate) async fn send_above(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let method = method.parse().unwrap();
        let request = self.http.request(method, format!("{}{path}", self.root));
        let request = if body.is_null() {
            request
        } else {
            request.json(&body)
        };
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        let json = if text.is_empty() {
            Value::Null
        } else {
            serde_json::from_str(&text).unwrap()
        };
        (status, json)
    }

    /// Where the dashboard is.
    pub(crate) fn dashboard(&self) -> &str {
        self.root.trim_end_matches("/_simulator/v1")
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let (status, json) = self.send("GET", path, Value::Null).await;
        assert_eq!(status, 200, "GET {path}: {json}");
        json
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        let (status, json) = self.send("POST", path, body).await;
        assert!((200..300).contains(&status), "POST {path}: {status} {json}");
        json
    }
}
