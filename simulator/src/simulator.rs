//! A simulator in this process: ready when `start` returns, gone when dropped.

use std::{fmt::Write as _, net::SocketAddr, path::Path, sync::Arc, time::Duration};

use jiff::civil::DateTime;

use crate::{
    VERSION,
    app::{AppState, NotCreated},
    log::LogEvent,
    merchant::{
        credentials::Credentials,
        history::{HistoryError, PastEvent},
        initial_state::InitialState,
    },
    random::random,
    server::{Server, StartError},
    settings::{ControlToken, Settings},
};

/// A running simulator. Dropping it ends every connection and frees the port.
#[derive(Debug)]
pub struct Simulator {
    // Declared before the app, so that its threads end first.
    server: Server,
    app: Arc<AppState>,
    url: String,
}

/// An account of its own on a simulator.
#[derive(Clone)]
pub struct Merchant {
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
    fn of(credentials: &Credentials) -> Self {
        Self {
            code: credentials.code.to_string(),
            password: credentials.password().to_string(),
        }
    }

    /// 加盟店コード: nine digits.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// パスワード.
    pub fn password(&self) -> &str {
        &self.password
    }
}

impl Simulator {
    /// Starts a simulator in threads of its own. It is ready when this returns; a test needs no runtime.
    ///
    /// # Errors
    /// [`StartError::Settings`] if a setting is out of its range, [`StartError::Listen`] if the address is taken or is not this machine's,
    /// [`StartError::Data`] if stored data cannot be read or is in use, [`StartError::Tls`] if https cannot be set up.
    pub fn start(mut settings: Settings) -> Result<Self, StartError> {
        settings.check().map_err(StartError::Settings)?;
        if settings.is_open() && settings.control_token.is_none() {
            settings.control_token = Some(ControlToken(fresh_token()));
        }
        let (server, app) = Server::start(settings)?;
        let url = format!("http://{}", server.address);
        let simulator = Self { server, app, url };
        simulator.app.note(&LogEvent::Started {
            url: &simulator.url,
            https: simulator.https_url(),
            version: VERSION,
        });
        if let Some(place) = simulator
            .authority()
            .filter(|_| simulator.authority_is_renewed())
        {
            let place = place.display().to_string();
            simulator.app.note(&LogEvent::AuthorityRenewed { place });
        }
        Ok(simulator)
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    pub(crate) fn app(&self) -> &AppState {
        &self.app
    }

    /// `https://127.0.0.1:PORT`, without a slash at the end, if there is https.
    pub fn https_url(&self) -> Option<String> {
        let (address, _) = self.server.https.as_ref()?;
        Some(format!("https://{address}"))
    }

    /// The certificate that clients of https must trust.
    pub fn authority(&self) -> Option<&Path> {
        self.server
            .https
            .as_ref()
            .map(|(_, trusted)| &*trusted.place)
    }

    /// Whether this start replaced a certificate that would expire within a year, so that clients must trust the new one.
    pub fn authority_is_renewed(&self) -> bool {
        let https = self.server.https.as_ref();
        https.is_some_and(|(_, trusted)| trusted.is_renewed)
    }

    /// The address on which it listens.
    pub const fn address(&self) -> SocketAddr {
        self.server.address
    }

    /// The token that the control addresses require, if any.
    pub fn control_token(&self) -> Option<&str> {
        self.app
            .settings
            .control_token
            .as_ref()
            .map(|token| token.0.as_str())
    }

    /// Stops: accepts no more connections, answers the requests that have arrived whole, and closes connections that take longer.
    pub fn stop(self, within: Duration) {
        self.app.begin_to_stop();
        self.server.stop(within);
        self.app.note(&LogEvent::Stopped);
    }

    /// Creates a merchant with the settings' buyers, so that tests do not see each other. `max_merchants` does not apply. If the merchant
    /// cannot be stored, its first request reports that.
    pub fn merchant(&self) -> Merchant {
        let credentials = self.server.run({
            let app = self.app.clone();
            async move { app.mint().await }
        });
        Merchant::of(&credentials)
    }

    /// Enters past events into a merchant's books, all or none. Journal and coverage do not count them, and a reset of the merchant removes
    /// them.
    ///
    /// # Errors
    /// [`HistoryError`] says which event does not fit the books, or that there is no such merchant, or that nothing could be stored.
    pub fn enter_history(
        &self,
        merchant: &str,
        events: Vec<PastEvent>,
    ) -> Result<(), HistoryError> {
        let app = self.app.clone();
        let code = merchant.to_owned();
        self.server.run(async move {
            let entered = app
                .transact(&code, |state| state.enter_history(&events))
                .await;
            match entered {
                Ok(entered) => entered.unwrap_or(Err(HistoryError::NoMerchant)),
                Err(error) => Err(HistoryError::Storage(error.text().0)),
            }
        })
    }

    /// The time of a merchant's clock, in Japan; `None` if there is no such merchant.
    pub fn clock(&self, merchant: &str) -> Option<DateTime> {
        let merchant = self.app.merchant(merchant)?;
        let clock = merchant.state().clock();
        Some(clock.now())
    }

    /// Creates a merchant in a given initial state.
    pub(crate) fn create(&self, initial_state: InitialState) -> Result<Merchant, NotCreated> {
        let app = self.app.clone();
        self.server.run(async move {
            let credentials = app.fresh_credentials(None, None);
            app.add(credentials.clone(), initial_state).await?;
            Ok(Merchant::of(&credentials))
        })
    }
}

/// 128 random bits in hexadecimal.
fn fresh_token() -> String {
    let mut token = String::new();
    let _ = write!(token, "{:016x}{:016x}", random(), random());
    token
}
