//! Requests to a simulator, and its answers.

use ureq::{
    Agent,
    http::{HeaderMap, Request, Response, header::CONTENT_TYPE},
};

/// The answer to a request.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

/// A client of `http://HOST:PORT` that keeps its connection.
pub(crate) struct Client {
    agent: Agent,
    url: String,
}

impl Client {
    pub(crate) fn new(url: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None);
        Self {
            agent: config.build().into(),
            url: url.to_owned(),
        }
    }

    /// Sends a request. Fails without a whole answer.
    pub(crate) fn exchange(
        &self,
        method: &str,
        path: &str,
        kind: &str,
        body: &str,
    ) -> Result<Answer, ureq::Error> {
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.url))
            .header(CONTENT_TYPE, kind);
        let response = if method == "GET" || method == "DELETE" {
            self.agent.run(request.body(())?)
        } else {
            self.agent.run(request.body(body)?)
        };
        let (head, mut body) = Response::into_parts(response?);
        Ok(Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            body: body.read_to_string()?,
        })
    }

    /// Posts a form to one of the seven.
    pub(crate) fn post(&self, api: &str, form: &str) -> Result<Answer, ureq::Error> {
        let path = format!("/kuroneko-anshin/{api}APIAction.action");
        self.exchange("POST", &path, "application/x-www-form-urlencoded", form)
    }

    /// Calls a control address.
    pub(crate) fn control(
        &self,
        method: &str,
        path: &str,
        json: &str,
    ) -> Result<Answer, ureq::Error> {
        let path = format!("/_simulator/v1{path}");
        self.exchange(method, &path, "application/json", json)
    }
}

/// Requests a page.
pub(crate) fn get(url: &str, path: &str) -> Answer {
    Client::new(url)
        .exchange("GET", path, "text/plain", "")
        .unwrap()
}

/// Posts a form to one of the seven, over a connection of its own.
pub(crate) fn post(url: &str, api: &str, form: &str) -> Answer {
    Client::new(url).post(api, form).unwrap()
}

/// Calls a control address, over a connection of its own.
pub(crate) fn control(url: &str, method: &str, path: &str, json: &str) -> Answer {
    Client::new(url).control(method, path, json).unwrap()
}
