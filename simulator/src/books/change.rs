//! The changes: everything that ever alters the books, from the seven APIs, the control addresses or the clock.

use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use serde::Serialize;

use super::{
    Books,
    buyers::{Decision, Judgement, NewBuyer},
};

/// Where a change comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Cause {
    /// The account was set up so.
    Founding,
    /// One of the seven APIs.
    Api,
    /// A control address.
    Control,
    /// Its time had come.
    Clock,
}

/// One alteration of the books. Holds no personal data that a time line would show.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(
    tag = "change",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub(crate) enum Change {
    /// A buyer is there from the start, or added from outside.
    BuyerAdded(Box<NewBuyer>),
    /// 取引先登録: somebody applied; the steps of the screening are decided, not yet taken.
    BuyerApplied {
        #[serde(flatten)]
        buyer: Box<NewBuyer>,
        #[serde(skip)]
        screening: Vec<(DateTime, Decision)>,
    },
    /// A step of the screening was taken.
    BuyerScreened { buyer: Box<str>, decision: Decision },
    /// A buyer was altered from outside.
    BuyerAltered {
        buyer: Box<str>,
        alteration: Box<Alteration>,
    },
    /// 決済登録.
    PaymentRegistered {
        order: Box<str>,
        buyer: Box<str>,
        price: u32,
        tax: u32,
        date: Date,
    },
    /// 決済取消.
    PaymentCancelled { order: Box<str> },
    /// Goods came back: the buyer's settled amount shrinks.
    ReturnBooked { order: Box<str>, amount: u32 },
    /// The buyers paid what was due on this day.
    InvoicesPaid { due: Date },
    /// 出荷登録; `confirm_at` when the shipment is to be confirmed by itself.
    ShipmentRegistered {
        order: Box<str>,
        slip: Box<str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        confirm_at: Option<DateTime>,
    },
    /// 出荷取消.
    ShipmentCancelled { order: Box<str> },
    /// 出荷確定; `pays_on` when the buyer will pay by itself.
    ShipmentConfirmed {
        order: Box<str>,
        pays_on: Option<Date>,
    },
    /// Slip numbers beginning so belong to a service that the scheme does not carry.
    SlipsMadeUnusable { prefix: Box<str> },
    /// The opposite.
    SlipsMadeUsable { prefix: Box<str> },
    /// The books are what they were once.
    Restored {
        from: Origin,
        #[serde(skip)]
        books: Arc<Books>,
    },
}

/// What books were restored from.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Origin {
    /// A snapshot of this name.
    Snapshot(String),
    /// The time line, after the change of this number.
    Number(u64),
}

/// What is altered of a buyer; `None` leaves a thing as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Alteration {
    #[serde(skip)]
    pub(crate) name: Option<String>,
    #[serde(skip)]
    pub(crate) telephone: Option<String>,
    pub(crate) judgement: Option<Judgement>,
    pub(crate) usable: Option<bool>,
    pub(crate) stopped: Option<bool>,
    pub(crate) temporarily_stopped: Option<bool>,
    pub(crate) credit_limit: Option<u32>,
    pub(crate) used_amount: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) decided_at: Option<Decided>,
}

/// When the screening decided.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Decided {
    /// Long ago: AN070 can always be asked.
    LongAgo,
    At(DateTime),
}
