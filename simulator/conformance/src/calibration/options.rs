//! The allowed actions of a calibration, and the team's information.

use std::{collections::BTreeSet, str::FromStr, time::Duration};

use jiff::civil::Date;

/// The most requests of a run.
pub const MAX_REQUESTS: u32 = 200;

/// The allowed actions of a calibration, and the team's information.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a leave of its own")]
pub struct Options {
    /// Settlements of 1 yen, which are cancelled.
    pub allow_settlements: bool,
    /// An application, which stays at the provider.
    pub allow_applications: bool,
    /// Each code, one mistake at a time, after the probes.
    pub codes: bool,
    /// AN010 over http if https does not answer.
    pub http_an010: bool,
    /// 送り状番号 that the team may use.
    pub slips: Vec<SlipNumber>,
    /// A buyer whose membership was cancelled.
    pub buyer_cancelled: Option<String>,
    /// A buyer who is accepted but not usable.
    pub buyer_not_usable: Option<String>,
    /// An order whose shipment the provider has confirmed.
    pub confirmed_order: Option<String>,
    /// Buyers whose days of application and decision the team knows.
    pub known_buyers: Vec<KnownBuyer>,
    /// The most time to wait for a screening.
    pub wait: Option<Duration>,
    /// The settings to ask about; `None`: all.
    pub only: Option<BTreeSet<String>>,
}

/// A slip number with a right check digit.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SlipNumber(String);

impl SlipNumber {
    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SlipNumber {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits: String = text.chars().filter(|c| *c != '-').collect();
        let number = digits.parse::<u64>().ok().filter(|_| digits.len() == 12);
        let is_right = number.is_some_and(|number| number / 10 % 7 == number % 10);
        if is_right {
            Ok(Self(digits))
        } else {
            Err("12桁の送り状番号（最後の桁がチェックデジット）を指定してください".to_owned())
        }
    }
}

/// A buyer whose two days the team knows.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct KnownBuyer {
    /// 取引先ID.
    pub id: String,
    /// The day of the application.
    pub applied: Date,
    /// The day of the decision.
    pub decided: Date,
}

impl FromStr for KnownBuyer {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = || {
            let (id, days) = text.split_once('=')?;
            let (applied, decided) = days.split_once(',')?;
            let buyer = Self {
                id: id.to_owned(),
                applied: applied.parse().ok()?,
                decided: decided.parse().ok()?,
            };
            (is_buyer_id(id) && buyer.applied <= buyer.decided).then_some(buyer)
        };
        read().ok_or_else(|| {
            "「取引先ID=申込みの日,決定の日」（例：000000000800=2026-10-01,2026-10-02）と指定してください"
                .to_owned()
        })
    }
}

/// A buyer id or an order number, without characters that could smuggle in other fields.
///
/// # Errors
/// The accepted form.
pub fn plain_id(text: &str) -> Result<String, String> {
    if is_buyer_id(text) {
        Ok(text.to_owned())
    } else {
        Err("20文字までの半角英数字とハイフンで指定してください".to_owned())
    }
}

fn is_buyer_id(text: &str) -> bool {
    let usual = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=20).contains(&text.len()) && text.bytes().all(usual)
}
