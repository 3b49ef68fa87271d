//! The settings: defaults < file < environment < flags. `reading/table.rs` gives the reason of each default.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use jiff::civil::DateTime;

mod assumed;
pub(crate) mod credentials;
pub(crate) mod parity;
pub(crate) mod problem;
pub(crate) mod reading;
pub(crate) mod sections;

pub use crate::books::{
    screening::{ScreeningRule, ScreeningSettings},
    time::TimeSettings,
    values::MAX_CREDIT_LIMIT,
};
pub use crate::vendor::assumptions::{
    Assumptions, CreditCode, OverLimit, RuleAssumptions, SlipOverLimit, TextAssumptions,
    WireAssumptions,
};
pub use crate::vendor::rules::characters::CharacterSet;
pub use assumed::AssumedSetting;
pub use parity::Parity;
pub use problem::Problem;
pub use sections::{MerchantSettings, TestBuyer};

/// All settings of a simulator.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to listen. Port 0 takes a free port.
    pub listen: SocketAddr,
    /// The token that the control addresses require as `Authorization: Bearer …`. Without one they are open on a loopback address, and
    /// require one made at the start on any other.
    pub control_token: Option<ControlToken>,
    /// Storage besides memory. `None`: nothing touches the disk.
    pub data: Option<Data>,
    /// The confirmations of a calibration at the provider.
    pub parity: Option<Parity>,
    /// https, beside http.
    pub tls: TlsSettings,
    /// Names, in lower case, under which the control addresses and the pages may be requested, besides addresses, names without a dot and
    /// localhost.
    pub control_hosts: Vec<String>,
    /// The administration of the first merchant's shop, `http://127.0.0.1:8120/admin` for example: the pages link its orders and customers.
    pub shop_url: Option<String>,
    /// The most connections at once, 1 to 100,000. Beyond it an idle connection is closed, else one whose body has not arrived.
    pub max_connections: usize,
    /// The time for a request's head, and then for its body, to arrive: a millisecond to an hour.
    pub request_timeout: Duration,
    /// The most merchants at once: 1 to 100,000.
    pub max_merchants: usize,
    /// The form of the log; `None`: no log.
    pub log: Option<crate::LogFormat>,
    /// The threads that answer, 1 to 64. `None`: one for each core.
    pub threads: Option<usize>,
    /// Assumptions about what the vendor does not document.
    pub assumptions: Assumptions,
    /// The screening of new applications.
    pub screening: ScreeningSettings,
    /// The settings of automatic events.
    pub time: TimeSettings,
    /// The most bytes that the journals of all merchants keep together; at most 1 GiB.
    pub journal_bytes: usize,
    /// Whether the journal records the transport of each request: its connection, its method, and so on.
    pub transport_facts: bool,
    /// About the most bytes that the snapshots of all merchants take together; at most 64 GiB.
    pub snapshot_bytes: u64,
    /// The most changes that the time line of one merchant keeps; at most 10,000,000.
    pub kept_changes: usize,
    /// The clock of each merchant at its start.
    pub clock: ClockSettings,
    /// Prefixes of slip numbers that are not usable with the scheme (C030005).
    pub unusable_slips: Vec<String>,
    /// The merchants that exist at the start.
    pub merchants: Vec<MerchantSettings>,
    /// The buyers that every merchant has at its start.
    pub buyers: Vec<TestBuyer>,
}

/// The token of the control addresses. Never printed by `Debug`.
#[derive(Clone, Eq, PartialEq)]
pub struct ControlToken(pub(crate) String);

impl std::fmt::Debug for ControlToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ControlToken(…)")
    }
}

impl ControlToken {
    /// A token of at least sixteen printable ASCII characters.
    ///
    /// # Errors
    /// What a token must be; the token is not in the error.
    pub fn new(token: impl Into<String>) -> Result<Self, String> {
        let token = token.into();
        if token.len() < 16 || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("16文字以上の半角英数記号にしてください".to_owned());
        }
        Ok(Self(token))
    }
}

/// Storage besides memory.
#[derive(Clone, Eq, PartialEq)]
pub enum Data {
    /// In a file of SQLite.
    File(PathBuf),
    /// In PostgreSQL, by its URL, together with other simulators.
    Postgres(String),
}

impl std::fmt::Display for Data {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            // It may be the URL of an unsupported database.
            Self::File(path) => {
                f.write_str(&credentials::without_credentials(&path.to_string_lossy()))
            }
            Self::Postgres(url) => f.write_str(&credentials::without_credentials(url)),
        }
    }
}

impl std::fmt::Debug for Data {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Data({self})")
    }
}

/// The clock of each merchant at its start.
#[derive(Clone, Debug, Default)]
pub struct ClockSettings {
    /// Frozen at this time in Japan.
    pub frozen_at: Option<DateTime>,
}

/// https, beside http.
#[derive(Clone, Debug)]
pub struct TlsSettings {
    /// Whether https is on.
    pub on: bool,
    /// Where to listen for it. Port 0 takes a free port.
    pub listen: SocketAddr,
    /// The folder of the private authority, which is created there once. `None`: the data folder of this user.
    pub directory: Option<PathBuf>,
}

impl Default for TlsSettings {
    fn default() -> Self {
        Self {
            on: false,
            listen: on_loopback(0),
            directory: None,
        }
    }
}

/// The defaults of an embedded simulator; the table of the settings gives the reasons.
impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: on_loopback(0),
            control_token: None,
            data: None,
            parity: None,
            tls: TlsSettings::default(),
            control_hosts: Vec::new(),
            shop_url: None,
            max_connections: 800,
            request_timeout: Duration::from_secs(30),
            max_merchants: 1_000,
            log: None,
            // It serves one test, for which one thread is enough.
            threads: Some(1),
            assumptions: Assumptions::default(),
            screening: ScreeningSettings::default(),
            time: TimeSettings::default(),
            journal_bytes: 64 << 20,
            transport_facts: false,
            snapshot_bytes: 1 << 30,
            kept_changes: 1_000,
            clock: ClockSettings::default(),
            unusable_slips: Vec::new(),
            merchants: vec![MerchantSettings::standard()],
            buyers: TestBuyer::standard(),
        }
    }
}

/// A port of this machine that others cannot connect to.
fn on_loopback(port: u16) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], port))
}

impl Settings {
    /// Whether other machines can connect.
    pub(crate) fn is_open(&self) -> bool {
        let is_open = |address: SocketAddr| !address.ip().is_loopback();
        is_open(self.listen) || (self.tls.on && is_open(self.tls.listen))
    }

    /// The defaults of the program: known ports, and a thread for each core.
    pub(crate) fn of_the_program() -> Self {
        let tls = TlsSettings {
            listen: on_loopback(8443),
            ..TlsSettings::default()
        };
        Self {
            listen: on_loopback(8110),
            tls,
            threads: None,
            ..Self::default()
        }
    }

    /// Reads defaults, then the file, then the environment; each overrides the one before.
    ///
    /// `file` is the text of a settings file and the name it is shown by; `environment` are variables, of which those
    /// that begin with `KAKEBARAI_` count.
    ///
    /// # Errors
    /// Every mistake, with its line and its remedy.
    pub fn read(
        file: Option<(&str, &str)>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, Vec<Problem>> {
        let mut settings = Self::of_the_program();
        let mut problems = Vec::new();
        if let Some((name, text)) = file {
            reading::file::read(name, text, &mut settings, &mut problems);
        }
        reading::environment::read(environment, &mut settings, &mut problems);
        if problems.is_empty() {
            Ok(settings)
        } else {
            Err(problems)
        }
    }
}
