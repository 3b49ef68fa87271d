//! The settings: defaults < file < environment < flags. Every default has its reason, in `table.rs`.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use jiff::civil::{Date, DateTime};

pub(crate) mod file;
pub(crate) mod problem;
pub(crate) mod sections;
pub(crate) mod table;
pub(crate) mod values;

pub use crate::checking::characters::CharacterSet;
use crate::{
    books::due::day_of_payment,
    business_days::{Calendar, Delay},
};
pub use problem::Problem;
pub use sections::{MerchantSettings, ScreeningRule, ScreeningSettings, TestBuyer};

/// All settings of a simulator.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to listen. Port 0 takes a free port.
    pub listen: SocketAddr,
    /// What the control addresses ask for as `Authorization: Bearer …`. Without one they are open on a loopback
    /// address, and ask for one made at the start on any other.
    pub control_token: Option<ControlToken>,
    /// Where everything is kept besides memory. `None`: nothing touches the disk.
    pub data: Option<Data>,
    /// https, beside http.
    pub tls: TlsSettings,
    /// Names, in lower case, under which the control addresses and the pages may be asked for, besides addresses, names without
    /// a dot and localhost.
    pub control_hosts: Vec<String>,
    /// How many connections there may be at once; beyond it one that asks for nothing is closed.
    pub max_connections: usize,
    /// How long a request's head, and then its body, may take to come.
    pub request_timeout: Duration,
    /// How many merchants there may be at once.
    pub max_merchants: usize,
    /// How the log is written; `None`: not at all.
    pub log: Option<crate::LogFormat>,
    /// How many threads answer. `None`: one for each core.
    pub threads: Option<usize>,
    /// What the vendor is silent about.
    pub guesses: Guesses,
    /// What new applications get.
    pub screening: ScreeningSettings,
    /// What happens by itself.
    pub time: TimeSettings,
    /// The most bytes that the journals of all merchants keep together.
    pub journal_bytes: usize,
    /// The most changes that the time line of one merchant keeps.
    pub kept_changes: usize,
    /// The clock of each merchant at its start.
    pub clock: ClockSettings,
    /// Beginnings of slip numbers that are not usable with the scheme (C030005).
    pub unusable_slips: Vec<String>,
    /// The merchants that are there at the start.
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
    /// Says what a token must be; the token is not in the error.
    pub fn new(token: impl Into<String>) -> Result<Self, String> {
        let token = token.into();
        if token.len() < 16 || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("16文字以上の半角英数記号にしてください".to_owned());
        }
        Ok(Self(token))
    }
}

/// Where everything is kept besides memory.
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
            Self::File(path) => write!(f, "{}", path.display()),
            // Without user and password.
            Self::Postgres(url) => {
                let place = url.rsplit('@').next().unwrap_or("");
                let place = place.split_once("://").map_or(place, |(_, place)| place);
                write!(f, "postgres://{}", place.split('?').next().unwrap_or(""))
            }
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
    /// Stand still at this time in Japan.
    pub frozen_at: Option<DateTime>,
}

/// https, beside http.
#[derive(Clone, Debug)]
pub struct TlsSettings {
    /// Whether there is https.
    pub on: bool,
    /// Where to listen for it. Port 0 takes a free port.
    pub listen: SocketAddr,
    /// The folder of the private authority, which is made there once. `None`: where programs of this user keep their data.
    pub directory: Option<PathBuf>,
}

/// What happens by itself.
#[derive(Clone, Copy, Debug)]
pub struct TimeSettings {
    /// How long after 出荷登録 a shipment is confirmed; `None`: only by the control address.
    pub confirm_after: Option<Delay>,
    /// Whether buyers pay on the 5th of the month after next.
    pub buyers_pay: bool,
    /// Where the 5th is no business day, they pay on the next one.
    pub payments_wait_for_business_days: bool,
    /// From 29 December to 3 January are no business days.
    pub closed_at_new_year: bool,
}

impl TimeSettings {
    pub(crate) const fn calendar(self) -> Calendar {
        Calendar {
            closed_at_new_year: self.closed_at_new_year,
        }
    }

    /// When a shipment registered now is confirmed by itself.
    pub(crate) fn confirmation(self, registered: DateTime) -> Option<DateTime> {
        let after = self.confirm_after?;
        Some(after.after(registered, self.calendar()))
    }

    /// When the buyer of an order confirmed on a day pays by itself.
    pub(crate) fn payment(self, confirmed: Date) -> Option<Date> {
        let day = self.buyers_pay.then(|| day_of_payment(confirmed))?;
        // Unknown: whether the 5th is put off over a weekend; time.payments_wait_for_business_days.
        Some(if self.payments_wait_for_business_days {
            self.calendar().from(day)
        } else {
            day
        })
    }
}

/// What the vendor is silent about, or what was only inferred.
#[derive(Clone, Debug)]
pub struct Guesses {
    /// The bytes.
    pub wire: WireGuesses,
    /// The texts of answers.
    pub texts: TextGuesses,
    /// The rules.
    pub rules: RuleGuesses,
}

/// Guesses about the bytes.
#[derive(Clone, Debug)]
pub struct WireGuesses {
    /// The root element of an answer.
    pub root: String,
    /// The content type of an answer.
    pub content_type: String,
    /// The wire name of a line's unit, without the line's number.
    pub unit_name: String,
    /// Answer all codes, each in an `errorCode` of its own, instead of the first.
    pub all_codes: bool,
    /// Answer what is not a form with an HTTP status (405, 415, 413, 400) instead of HTTP 200 and Z020001.
    pub malformed_as_status: bool,
}

/// Guesses about the texts of answers.
#[derive(Clone, Debug)]
pub struct TextGuesses {
    /// `judgeStatus` while the screening runs.
    pub pending: String,
    /// `useUsable` of a buyer that may not buy.
    pub not_usable: String,
    /// `buyerName` with the legal form and the branch, instead of the name alone.
    pub full_buyer_name: bool,
}

/// Guesses about the rules.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct RuleGuesses {
    /// Which characters texts may hold.
    pub character_set: CharacterSet,
    /// Characters that count as full-width kana besides katakana, ー ・ ヽ ヾ and the full-width space.
    pub also_kana: String,
    /// A line without an amount counts as 0 in the sums, instead of leaving them unjudged.
    pub blank_line_amounts_count_as_zero: bool,
    /// The sums of lines are compared with the totals also with meisaiUmu 2.
    pub sums_apply_without_lines: bool,
    /// The signs of the lines are judged also with meisaiUmu 2.
    pub signs_apply_without_lines: bool,
    /// Which amounts A060004 and A070004 are compared with.
    pub over_limit: OverLimit,
    /// AN010 for a buyer that is not yet, or not at all, accepted: G12, G61, G65 or G97.
    pub not_accepted_code: String,
    /// AN010 for a buyer whose membership was cancelled: G12, G61, G65 or G97.
    pub cancelled_code: String,
    /// AN010 for a buyer that is made not usable: G12, G61, G65 or G97.
    pub not_usable_code: String,
    /// AN020 accepts an order in state 3 送り状番号登録済.
    pub cancel_after_shipment: bool,
    /// AN020 accepts an order in state 10 出荷確定.
    pub cancel_after_confirmation: bool,
    /// AN020 counts what came back of the order as settled already (B050001).
    pub cancel_after_return: bool,
    /// AN020 asks that the buyer is the order's.
    pub cancel_needs_the_buyer: bool,
    /// AN010 accepts the number of a cancelled order.
    pub reuse_cancelled_orders: bool,
    /// AN030 for an order in state 3 puts the new slip number in place of the old one.
    pub replace_shipments: bool,
    /// Which amount the orders under one slip are compared with (C030006).
    pub slip_over_limit: SlipOverLimit,
    /// Slip numbers have exactly twelve digits instead of at most twelve.
    pub slip_numbers_have_12_digits: bool,
    /// AN040 asks that the slip number is the order's.
    pub slip_must_be_of_the_order: bool,
    /// For how many days after the decision AN070 can be asked.
    pub screening_query_days: u16,
    /// Those days begin with the application instead of the decision.
    pub screening_query_starts_with_application: bool,
}

/// Which amounts A060004 and A070004 are compared with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum OverLimit {
    /// With the limit itself; what exceeds only what is left of it is G55.
    Limit,
    /// With what is left of the limit.
    Available,
    /// Not at all: all that does not fit is G55.
    OnlyG55,
}

/// Which amount the orders of one buyer under one slip are compared with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SlipOverLimit {
    /// With the limit itself.
    Limit,
    /// With what the buyer's other orders leave of the limit.
    Available,
}

impl Default for Settings {
    fn default() -> Self {
        // The table holds every default, and the completeness test asserts that each is accepted.
        let mut settings = Self::blank();
        for setting in table::TABLE {
            let accepted = (setting.set)(&mut settings, setting.default);
            debug_assert!(accepted.is_ok(), "{}: {accepted:?}", setting.key);
        }
        // An embedded simulator serves one test: one thread is enough.
        settings.threads = Some(1);
        settings
    }
}

impl Settings {
    /// Whether others than this machine can connect.
    pub(crate) fn is_open(&self) -> bool {
        let is_open = |address: SocketAddr| !address.ip().is_loopback();
        is_open(self.listen) || (self.tls.on && is_open(self.tls.listen))
    }

    /// Every place empty: what the table's defaults are put into.
    fn blank() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            control_token: None,
            data: None,
            tls: TlsSettings {
                on: false,
                listen: SocketAddr::from(([127, 0, 0, 1], 0)),
                directory: None,
            },
            control_hosts: Vec::new(),
            max_connections: 0,
            request_timeout: Duration::ZERO,
            max_merchants: 0,
            log: None,
            threads: None,
            guesses: Guesses {
                wire: WireGuesses {
                    root: String::new(),
                    content_type: String::new(),
                    unit_name: String::new(),
                    all_codes: false,
                    malformed_as_status: false,
                },
                texts: TextGuesses {
                    pending: String::new(),
                    not_usable: String::new(),
                    full_buyer_name: false,
                },
                rules: RuleGuesses {
                    character_set: CharacterSet::JisX0208,
                    also_kana: String::new(),
                    blank_line_amounts_count_as_zero: false,
                    sums_apply_without_lines: false,
                    signs_apply_without_lines: false,
                    over_limit: OverLimit::Limit,
                    not_accepted_code: String::new(),
                    cancelled_code: String::new(),
                    not_usable_code: String::new(),
                    cancel_after_shipment: false,
                    cancel_after_confirmation: false,
                    cancel_after_return: false,
                    cancel_needs_the_buyer: false,
                    reuse_cancelled_orders: false,
                    replace_shipments: false,
                    slip_over_limit: SlipOverLimit::Limit,
                    slip_numbers_have_12_digits: false,
                    slip_must_be_of_the_order: false,
                    screening_query_days: 0,
                    screening_query_starts_with_application: false,
                },
            },
            screening: ScreeningSettings::blank(),
            time: TimeSettings {
                confirm_after: None,
                buyers_pay: false,
                payments_wait_for_business_days: false,
                closed_at_new_year: false,
            },
            journal_bytes: 0,
            kept_changes: 0,
            clock: ClockSettings::default(),
            unusable_slips: Vec::new(),
            merchants: vec![MerchantSettings::standard()],
            buyers: TestBuyer::standard(),
        }
    }

    /// Reads defaults, then the file, then the environment, in this order, each over the one before.
    ///
    /// `file` is the text of a settings file and the name it is shown by; `environment` are variables, of which those
    /// that begin with `KAKEBARAI_` count.
    ///
    /// # Errors
    /// Every mistake there is, with its line and how to mend it.
    pub fn read(
        file: Option<(&str, &str)>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, Vec<Problem>> {
        let listen = SocketAddr::from(([127, 0, 0, 1], 8110));
        let mut settings = Self {
            listen,
            threads: None,
            ..Self::default()
        };
        settings.tls.listen = SocketAddr::from(([127, 0, 0, 1], 8443));
        let mut problems = Vec::new();
        if let Some((name, text)) = file {
            file::read(name, text, &mut settings, &mut problems);
        }
        values::read_environment(environment, &mut settings, &mut problems);
        if problems.is_empty() {
            Ok(settings)
        } else {
            Err(problems)
        }
    }
}
