//! A merchant of its own at a simulator of its own, reached as everybody reaches it.

use std::net::SocketAddr;

use kakebarai_simulator::{Settings, Simulator};
use serde_json::Value;

use crate::adapter::message::session::Connection;

/// The simulator of a check.
#[derive(Debug)]
pub(super) struct Simulated {
    simulator: Simulator,
    http: reqwest::Client,
}

/// The control addresses did not answer as they must: a mistake of ours.
#[derive(Debug, thiserror::Error)]
#[error("シミュレーターの制御アドレスが答えません（{0}）。")]
pub struct NoSimulator(String);

impl Simulated {
    pub(super) fn start() -> Result<Self, NoSimulator> {
        let settings = Settings {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            ..Settings::default()
        };
        let failed = |error: &dyn std::error::Error| NoSimulator(error.to_string());
        let simulator = Simulator::start(settings).map_err(|error| failed(&error))?;
        let http = reqwest::Client::builder().no_proxy().build();
        Ok(Self {
            simulator,
            http: http.map_err(|error| failed(&error))?,
        })
    }

    /// A fresh merchant.
    pub(super) fn merchant(&self) -> Connection {
        let merchant = self.simulator.merchant();
        Connection {
            url: self.simulator.url().to_owned(),
            trader_code: merchant.code().to_owned(),
            pass_word: merchant.password().to_owned(),
            ca_file: None,
        }
    }

    /// How many requests to an API have arrived from a merchant.
    pub(super) async fn arrived(&self, trader_code: &str, api: &str) -> Result<usize, NoSimulator> {
        let path = format!("/merchants/{trader_code}/journal?limit=1000&api={api}");
        let journal = json(self.http.get(self.control(&path))).await?;
        Ok(journal["entries"].as_array().map_or(0, Vec::len))
    }

    fn control(&self, path: &str) -> String {
        format!("{}/_simulator/v1{path}", self.simulator.url())
    }
}

async fn json(request: reqwest::RequestBuilder) -> Result<Value, NoSimulator> {
    let failed = |error: &dyn std::error::Error| NoSimulator(error.to_string());
    let answer = request.send().await.map_err(|error| failed(&error))?;
    let answer = answer.error_for_status().map_err(|error| failed(&error))?;
    let body = answer.bytes().await.map_err(|error| failed(&error))?;
    serde_json::from_slice(&body).map_err(|error| failed(&error))
}
