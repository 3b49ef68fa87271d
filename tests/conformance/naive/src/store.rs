//! What a shop keeps, in a file that is written before anything is sent.

use std::{collections::BTreeMap, fs, io, path::Path};

use serde::{Deserialize, Serialize};

use crate::{amount::Rounding, statement::Statement, taxes::Calculation};

/// What a shop keeps.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Shop {
    pub(crate) settings: Settings,
    pub(crate) customers: BTreeMap<String, CustomerRecord>,
    pub(crate) orders: BTreeMap<String, OrderRecord>,
    /// The last 受注番号 that was given.
    pub(crate) last_number: u64,
    /// 取引先ID of whoever was served last.
    pub(crate) last_buyer: Option<String>,
}

/// What the shop is set to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Settings {
    pub(crate) rounding: Rounding,
    pub(crate) calculation: Calculation,
    /// Whether product codes are sent.
    pub(crate) codes: bool,
    pub(crate) only_for_group: bool,
    pub(crate) group: u32,
    pub(crate) production: bool,
}

/// A customer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct CustomerRecord {
    /// Counted from 1.
    pub(crate) number: u64,
    pub(crate) email: Option<String>,
    pub(crate) buyer_id: Option<String>,
    pub(crate) groups: Memberships,
    pub(crate) application: Option<Application>,
}

/// The groups of a customer, each with the letter of its status.
pub(crate) type Memberships = Vec<(u32, char)>;

/// The newest application of a customer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Application {
    pub(crate) buyer_id: String,
    pub(crate) counter: u8,
    pub(crate) state: ApplicationState,
    /// 審査状況 as it was last heard.
    pub(crate) heard: Option<String>,
}

/// What is known of an application.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) enum ApplicationState {
    /// It was sent, and no answer came.
    Unknown,
    /// The provider has it.
    Applied,
    /// The provider has refused the form: its id is free.
    Refused,
    /// The provider has refused the id.
    Taken,
}

/// 取引状況, as far as it is known for certain.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) enum OrderState {
    /// None.
    None,
    /// 登録.
    Registered,
    /// 取消.
    Cancelled,
}

/// A send whose outcome is not known.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) enum Open {
    /// 決済登録.
    Register,
    /// 決済取消.
    Cancel,
    /// 出荷登録, with the slip number.
    Ship(Slip),
    /// 出荷取消.
    Unship,
}

/// 送り状番号.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct Slip {
    /// As the clerk typed it.
    pub(crate) typed: String,
    /// Twelve digits.
    pub(crate) number: String,
    /// Whether the provider has it.
    pub(crate) sent: bool,
}

/// An order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct OrderRecord {
    /// 受注番号.
    pub(crate) number: String,
    /// 取引先ID of who bought.
    pub(crate) buyer_id: String,
    /// 受注日 as it is sent.
    pub(crate) date: String,
    pub(crate) statement: Statement,
    pub(crate) state: OrderState,
    pub(crate) paid: bool,
    pub(crate) open: Option<Open>,
    pub(crate) slip: Option<Slip>,
    /// The last code of the provider.
    pub(crate) code: Option<String>,
    /// Whether somebody else uses the number.
    pub(crate) is_taken: bool,
}

impl Shop {
    pub(crate) const fn new(settings: Settings) -> Self {
        Self {
            settings,
            customers: BTreeMap::new(),
            orders: BTreeMap::new(),
            last_number: 100_000,
            last_buyer: None,
        }
    }

    /// The next 受注番号.
    pub(crate) fn next_number(&mut self) -> String {
        self.last_number += 1;
        self.last_number.to_string()
    }

    /// Writes the file as a whole or not at all.
    pub(crate) fn save(&self, file: &Path) -> io::Result<()> {
        let unfinished = file.with_extension("unfinished");
        fs::write(&unfinished, serde_json::to_vec(self)?)?;
        fs::rename(unfinished, file)
    }

    pub(crate) fn load(file: &Path) -> io::Result<Self> {
        Ok(serde_json::from_slice(&fs::read(file)?)?)
    }
}
