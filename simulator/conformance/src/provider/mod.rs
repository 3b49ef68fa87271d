//! The provider of a run: a simulator in this process, used by its public control addresses.

mod books;
mod control;
mod misbehaving;
mod mutant;

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use kakebarai_simulator::{Settings, Simulator, settings::TlsSettings};
use reqwest::Method;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use self::control::{failed, read};
pub use self::{
    books::{BuyerSeen, OrderSeen},
    control::{ControlAddress, NoSimulator},
    misbehaving::Met,
    mutant::{Mutant, MutantClass, Strikes, When},
};
use crate::adapter::message::session::Connection;
pub use kakebarai_traffic::{
    APIS, Answered, Broken, Entry, Fault, Field, Journal, Mark, Transport,
};

/// The simulator of a run, with a merchant of its own for each scenario.
#[derive(Clone, Debug)]
pub struct Provider(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    simulator: Simulator,
    control: ControlAddress,
    /// The authority of its https address; created for the run and deleted with it.
    authority: tempfile::TempDir,
}

impl Provider {
    /// Starts a simulator on free ports of loopback, over http and https, which records the transport of requests.
    ///
    /// # Errors
    /// It does not start.
    pub fn start(settings: Settings) -> Result<Self, NoSimulator> {
        let authority = tempfile::tempdir().map_err(failed)?;
        let loopback = SocketAddr::from(([127, 0, 0, 1], 0));
        let settings = Settings {
            listen: loopback,
            tls: TlsSettings {
                on: true,
                listen: loopback,
                directory: Some(authority.path().to_owned()),
            },
            transport_facts: true,
            max_merchants: settings.max_merchants.max(10_000),
            ..settings
        };
        let simulator = Simulator::start(settings).map_err(failed)?;
        let control = ControlAddress::new(simulator.url(), simulator.control_token())?;
        Ok(Self(Arc::new(Inner {
            simulator,
            control,
            authority,
        })))
    }

    /// The simulator itself.
    pub fn simulator(&self) -> &Simulator {
        &self.0.simulator
    }

    /// The address over http.
    pub fn url(&self) -> &str {
        self.0.simulator.url()
    }

    /// The address over https.
    pub fn https_url(&self) -> Option<String> {
        self.0.simulator.https_url()
    }

    /// The certificate of the authority that signs for the https address.
    pub fn authority(&self) -> PathBuf {
        let own = self.0.simulator.authority();
        own.map_or_else(|| self.0.authority.path().join("ca.pem"), Into::into)
    }

    /// A fresh merchant with the test buyers.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn merchant(&self) -> Result<Merchant, NoSimulator> {
        #[derive(Deserialize)]
        struct Made {
            code: String,
            password: String,
        }
        let made = self
            .call(Method::POST, "/merchants", Some(&json!({})))
            .await?;
        let made: Made = read(made)?;
        Ok(Merchant {
            provider: self.clone(),
            code: made.code,
            password: made.password,
        })
    }

    /// The requests that belong to no merchant: unknown merchant codes, and malformed requests.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn strays(&self) -> Result<Journal, NoSimulator> {
        self.read("/journal?limit=1000").await
    }

    /// The coverage of the run: codes, states, outcomes, faults.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn coverage(&self) -> Result<Value, NoSimulator> {
        self.read("/coverage").await
    }

    async fn read<T: DeserializeOwned>(&self, path: &str) -> Result<T, NoSimulator> {
        self.0.control.read(path).await
    }

    async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, NoSimulator> {
        self.0.control.call(method, path, body).await
    }
}

/// A merchant of one scenario.
#[derive(Clone)]
pub struct Merchant {
    provider: Provider,
    code: String,
    password: String,
}

impl std::fmt::Debug for Merchant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Merchant")
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

impl Merchant {
    /// 加盟店コード.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// パスワード.
    pub fn password(&self) -> &str {
        &self.password
    }

    /// The provider's address over http, with the credentials.
    pub fn connection(&self) -> Connection {
        Connection {
            url: self.provider.url().to_owned(),
            trader_code: self.code.clone(),
            pass_word: self.password.clone(),
            ca_file: None,
            http_url: None,
        }
    }

    /// The simulator.
    pub const fn provider(&self) -> &Provider {
        &self.provider
    }

    /// Reads a control address below the merchant's: `/orders` for example.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, NoSimulator> {
        self.provider.read(&self.path(path)).await
    }

    /// Sends an object to a control address below the merchant's.
    ///
    /// # Errors
    /// The simulator refuses it.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value, NoSimulator> {
        let path = self.path(path);
        self.provider.call(Method::POST, &path, Some(body)).await
    }

    /// Alters an object at a control address below the merchant's.
    ///
    /// # Errors
    /// The simulator refuses it.
    pub async fn patch(&self, path: &str, body: &Value) -> Result<Value, NoSimulator> {
        let path = self.path(path);
        self.provider.call(Method::PATCH, &path, Some(body)).await
    }

    /// Replaces an object at a control address below the merchant's.
    ///
    /// # Errors
    /// The simulator refuses it.
    pub async fn put(&self, path: &str, body: &Value) -> Result<Value, NoSimulator> {
        let path = self.path(path);
        self.provider.call(Method::PUT, &path, Some(body)).await
    }

    /// Switches a fault on, in the form of `POST …/faults`, and returns its number.
    ///
    /// # Errors
    /// The simulator refuses it.
    pub async fn fault(&self, fault: &Value) -> Result<u64, NoSimulator> {
        let added = self.post("/faults", fault).await?;
        Ok(added["id"].as_u64().unwrap_or_default())
    }

    /// Switches all faults off.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn no_faults(&self) -> Result<(), NoSimulator> {
        let path = self.path("/faults");
        self.provider.call(Method::DELETE, &path, None).await?;
        Ok(())
    }

    /// Advances the clock: `25 hours`, `61 days`.
    ///
    /// # Errors
    /// The simulator refuses it.
    pub async fn advance(&self, by: &str) -> Result<(), NoSimulator> {
        self.post("/clock/advance", &json!({"by": by})).await?;
        Ok(())
    }

    /// The time in Japan, with its offset.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn now(&self) -> Result<String, NoSimulator> {
        let clock: Value = self.get("/clock").await?;
        Ok(clock["now"].as_str().unwrap_or_default().to_owned())
    }

    /// The whole journal.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn journal(&self) -> Result<Journal, NoSimulator> {
        let control = &self.provider.0.control;
        let journal = control.journal(&self.path("/journal")).await?;
        if journal.complete_from > 1 {
            // A dropped entry might break a requirement.
            return Err(failed("通信の記録があふれました"));
        }
        Ok(journal)
    }

    /// The requests to one API.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn received(&self, api: &str) -> Result<Vec<Entry>, NoSimulator> {
        let journal = self.journal().await?;
        let mut entries = journal.entries;
        entries.retain(|entry| entry.api == api);
        Ok(entries)
    }

    /// Waits for a request to an API after the one of this number, within a time-out.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn next(
        &self,
        api: &str,
        after: u64,
        within: Duration,
    ) -> Result<Option<Entry>, NoSimulator> {
        let seconds = within.as_secs().clamp(1, 60);
        let path = format!("/journal?api={api}&after={after}&wait={seconds}s&limit=1");
        let journal: Journal = self.get(&path).await?;
        Ok(journal.entries.into_iter().next())
    }

    /// All settlements, in order of arrival.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn orders(&self) -> Result<Vec<OrderSeen>, NoSimulator> {
        #[derive(Deserialize)]
        struct Page {
            orders: Vec<OrderSeen>,
        }
        let page: Page = self.get("/orders?limit=1000").await?;
        Ok(page.orders)
    }

    /// A settlement by its 受注番号.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn order(&self, number: &str) -> Result<Option<OrderSeen>, NoSimulator> {
        let orders = self.orders().await?;
        Ok(orders
            .into_iter()
            .find(|order| order.order_number == number))
    }

    /// All buyers.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn buyers(&self) -> Result<Vec<BuyerSeen>, NoSimulator> {
        #[derive(Deserialize)]
        struct All {
            buyers: Vec<BuyerSeen>,
        }
        let all: All = self.get("/buyers").await?;
        Ok(all.buyers)
    }

    /// A buyer by its 取引先ID.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn buyer(&self, id: &str) -> Result<Option<BuyerSeen>, NoSimulator> {
        let buyers = self.buyers().await?;
        Ok(buyers.into_iter().find(|buyer| buyer.id == id))
    }

    /// Deletes it with all its data.
    ///
    /// # Errors
    /// The simulator does not answer as it must.
    pub async fn delete(&self) -> Result<(), NoSimulator> {
        let path = self.path("");
        self.provider.call(Method::DELETE, &path, None).await?;
        Ok(())
    }

    fn path(&self, path: &str) -> String {
        format!("/merchants/{}{path}", self.code)
    }
}
