//! The context of a scenario: a session of the adapter, a merchant of its own.

mod lifetime;

use std::sync::Arc;

use serde_json::Value;

use super::{
    halt::{Halt, LeftOut, mistake},
    steps,
};
use crate::{
    adapter::{
        Adapter, LogLine, Reply,
        message::{
            capabilities::{Accepts, Capability},
            order::Customer,
            session::{Begin, Connection, End, Log, ShopSettings},
            verb::Message,
        },
    },
    provider::{Journal, Merchant, NoSimulator},
    traffic::SessionTraffic,
};

/// The context of a scenario.
#[derive(Debug)]
pub struct World {
    /// The merchant at the provider: books, journal, faults, clock.
    pub merchant: Merchant,
    /// The customer, unless a sentence names another.
    pub customer: Customer,
    /// The address of the provider for the shop; may be altered before the shop is opened.
    pub connection: Connection,
    /// Customers, orders, the last answers.
    pub shopping: steps::shopping::Shopping,
    /// The order under construction.
    pub money: steps::money::Money,
    /// The application being filled in.
    pub application: steps::application::Application,
    /// Files of user groups.
    pub groups: steps::groups::GroupFiles,
    /// The harness's own listeners, and work under way while the shop stops.
    pub listeners: steps::connection::Listeners,
    adapter: Arc<Adapter>,
    session: String,
    scenario: String,
    settings: ShopSettings,
    restart: Option<Arc<str>>,
    is_open: bool,
    /// Whether this process has no other session, so that it may be stopped.
    has_own_process: bool,
    /// All answers of the adapter in this session, as written.
    said: Vec<String>,
}

/// The input of a scenario.
#[derive(Debug)]
pub struct Beginning {
    /// The adapter.
    pub adapter: Arc<Adapter>,
    /// The merchant.
    pub merchant: Merchant,
    /// The name of the session; used once in a run.
    pub session: String,
    /// The scenario, for the adapter's log.
    pub scenario: String,
    /// Whether the adapter's process serves only this session.
    pub has_own_process: bool,
    /// The command that restarts an adapter over HTTP.
    pub restart: Option<Arc<str>>,
}

impl World {
    pub(super) fn new(beginning: Beginning) -> Self {
        let connection = beginning.merchant.connection();
        Self {
            merchant: beginning.merchant,
            customer: steps::shopping::test_buyer("1111"),
            connection,
            shopping: steps::shopping::Shopping::default(),
            money: steps::money::Money::default(),
            application: steps::application::Application::default(),
            groups: steps::groups::GroupFiles::default(),
            listeners: steps::connection::Listeners::default(),
            adapter: beginning.adapter,
            session: beginning.session,
            scenario: beginning.scenario,
            settings: ShopSettings::default(),
            restart: beginning.restart,
            is_open: false,
            has_own_process: beginning.has_own_process,
            said: Vec::new(),
        }
    }

    /// The name of the session, for messages.
    pub fn session(&self) -> String {
        self.session.clone()
    }

    /// The declared abilities of the integration.
    pub fn accepts(&self) -> &Accepts {
        &self.adapter.introduction().accepts
    }

    /// The adapter, for work beside the scenario.
    pub const fn adapter(&self) -> &Arc<Adapter> {
        &self.adapter
    }

    /// All answers of the adapter in this session, as written.
    pub fn said(&self) -> &[String] {
        &self.said
    }

    /// The input of the rules for traffic: these requests, the logs of the integration, and the output of its adapter.
    pub fn traffic<'a>(
        &'a self,
        journal: &'a Journal,
        log: Option<&'a str>,
        lines: &'a [LogLine],
    ) -> SessionTraffic<'a> {
        SessionTraffic {
            journal,
            password: self.merchant.password(),
            said: &self.said,
            log,
            lines,
            is_told_https: self.connection.url.starts_with("https:"),
        }
    }

    /// Whether the shop is open: settings can no longer be altered.
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// Whether the adapter declares a capability.
    pub fn can(&self, capability: Capability) -> bool {
        self.adapter.introduction().can.has(&capability)
    }

    /// Ends the scenario if the adapter does not declare a capability.
    ///
    /// # Errors
    /// It does not.
    pub fn needs(&self, capability: Capability) -> Result<(), Halt> {
        if self.can(capability) {
            Ok(())
        } else {
            Err(Halt::LeftOut(LeftOut::Verb(capability)))
        }
    }

    /// Ends the scenario as 対象外 if `accepts` does not declare its need: `accepts.rounding=up`.
    ///
    /// # Errors
    /// It does not.
    pub fn needs_declared(&self, is_declared: bool, what: &str) -> Result<(), Halt> {
        if is_declared {
            Ok(())
        } else {
            Err(Halt::LeftOut(LeftOut::Declaration(what.to_owned())))
        }
    }

    /// Alters the settings of the shop before it is opened.
    ///
    /// # Errors
    /// It is already open: the feature is wrong.
    pub fn set(&mut self, alter: impl FnOnce(&mut ShopSettings)) -> Result<(), Halt> {
        if self.is_open {
            return Err(mistake(
                "お店の設定は、最初の「もし」より前に書いてください",
            ));
        }
        alter(&mut self.settings);
        Ok(())
    }

    /// Opens the shop, if it is not open yet.
    ///
    /// # Errors
    /// It cannot be opened.
    pub async fn open(&mut self) -> Result<(), Halt> {
        if self.is_open {
            return Ok(());
        }
        self.settings_are_declared()?;
        let begin = Begin {
            session: self.session(),
            scenario: self.scenario.clone(),
            connection: self.connection.clone(),
            now: self.merchant.now().await?,
            settings: self.settings.clone(),
        };
        // Set before the answer, so that everything begun is ended.
        self.is_open = true;
        self.exchange(&begin).await?;
        Ok(())
    }

    fn settings_are_declared(&self) -> Result<(), Halt> {
        let accepts = self.accepts();
        let settings = &self.settings;
        let undeclared = [
            (
                settings
                    .rounding
                    .is_some_and(|word| !accepts.rounding.has(&word)),
                format!("accepts.rounding={}", word(settings.rounding.as_ref())),
            ),
            (
                settings
                    .tax_calculation
                    .is_some_and(|word| !accepts.tax_calculation.has(&word)),
                format!(
                    "accepts.taxCalculation={}",
                    word(settings.tax_calculation.as_ref())
                ),
            ),
            (
                settings
                    .product_codes
                    .is_some_and(|word| !accepts.product_codes.has(&word)),
                format!(
                    "accepts.productCodes={}",
                    word(settings.product_codes.as_ref())
                ),
            ),
            (
                settings
                    .environment
                    .is_some_and(|word| !accepts.environment.has(&word)),
                format!(
                    "accepts.environment={}",
                    word(settings.environment.as_ref())
                ),
            ),
            (
                settings.only_for_group == Some(true) && !accepts.only_for_group,
                "accepts.onlyForGroup".to_owned(),
            ),
        ];
        for (is_undeclared, what) in undeclared {
            self.needs_declared(!is_undeclared, &what)?;
        }
        Ok(())
    }

    /// Sends a message and waits for its answer; opens the shop first.
    ///
    /// # Errors
    /// The adapter cannot do or express it, or failed.
    pub async fn ask<M: Message + Sync>(&mut self, message: &M) -> Result<M::Answer, Halt> {
        if let Some(capability) = M::VERB.capability() {
            self.needs(capability)?;
        }
        self.open().await?;
        self.exchange(message).await
    }

    /// Sends several messages at once, as many as the adapter accepts, and waits for all answers; opens the shop first.
    ///
    /// # Errors
    /// The adapter cannot do or express one of them, or failed.
    pub async fn ask_at_once<M>(&mut self, messages: Vec<M>) -> Result<Vec<M::Answer>, Halt>
    where
        M: Message + Send + Sync + 'static,
        M::Answer: Send,
    {
        if let Some(capability) = M::VERB.capability() {
            self.needs(capability)?;
        }
        self.open().await?;
        let mut tasks = tokio::task::JoinSet::new();
        for message in messages {
            let adapter = self.adapter.clone();
            tasks.spawn(async move { adapter.ask(&message).await });
        }
        let mut answers = Vec::new();
        while let Some(reply) = tasks.join_next().await {
            let reply = reply.map_err(|error| mistake(error.to_string()))?;
            answers.push(self.take(reply)?);
        }
        Ok(answers)
    }

    async fn exchange<M: Message>(&mut self, message: &M) -> Result<M::Answer, Halt> {
        let reply = self.adapter.ask(message).await;
        self.take(reply)
    }

    /// Handles the reply to a message that was sent beside the scenario.
    ///
    /// # Errors
    /// The adapter cannot do or express it, or failed.
    pub fn take<A: serde::Serialize>(
        &mut self,
        reply: Result<Reply<A>, crate::adapter::Trouble>,
    ) -> Result<A, Halt> {
        match reply? {
            Reply::Answered { answer, .. } => {
                self.said
                    .push(serde_json::to_string(&answer).unwrap_or_default());
                Ok(answer)
            }
            Reply::Unsupported(what) => Err(Halt::LeftOut(LeftOut::Unsupported(what))),
            Reply::Failed(failed) => {
                self.said.push(failed.message.clone());
                self.said.extend(failed.trace.clone());
                let trace = failed
                    .trace
                    .map_or_else(String::new, |trace| format!("\n{trace}"));
                Err(Halt::Adapter(format!("{}{trace}", failed.message)))
            }
        }
    }

    /// The logs of the integration in this session, if available.
    ///
    /// # Errors
    /// The adapter failed.
    pub async fn log(&mut self) -> Result<Option<String>, Halt> {
        if !self.can(Capability::Log) || !self.is_open {
            return Ok(None);
        }
        let log = Log {
            session: self.session(),
        };
        let reply = self.adapter.ask(&log).await?;
        Ok(match reply {
            Reply::Answered { answer, .. } => Some(answer.text),
            Reply::Unsupported(_) | Reply::Failed(_) => None,
        })
    }

    /// Closes the session.
    pub(super) async fn close(&mut self) -> Result<(), Halt> {
        if !self.is_open {
            return Ok(());
        }
        self.is_open = false;
        let end = End {
            session: self.session(),
        };
        self.exchange(&end).await?;
        Ok(())
    }
}

fn word<T: serde::Serialize>(word: Option<&T>) -> String {
    match serde_json::to_value(word) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

impl From<NoSimulator> for Halt {
    fn from(error: NoSimulator) -> Self {
        mistake(error.to_string())
    }
}
