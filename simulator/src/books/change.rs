//! The changes: every alteration of the books, by the seven APIs, the control addresses or the clock.

use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    Books,
    buyers::{BuyerStatus, Judgement, NewBuyer},
};

/// The source of a change.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Cause {
    /// The account begins so.
    #[serde(rename = "founding")]
    Initial,
    /// One of the seven APIs.
    Api,
    /// A control address.
    Control,
    /// The clock: the event was due.
    Clock,
}

/// One alteration of the books. As JSON it holds personal data; [`Change::shown`] does not.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Change {
    /// A buyer exists from the start, or is added from outside.
    BuyerAdded(Box<NewBuyer>),
    /// 取引先登録: an application; the screening steps are decided, not yet taken.
    BuyerApplied {
        buyer: Box<NewBuyer>,
        screening: Vec<(DateTime, BuyerStatus)>,
    },
    /// A step of the screening was taken.
    BuyerScreened {
        buyer: Box<str>,
        decision: BuyerStatus,
    },
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
    /// Goods were returned: the buyer's settled amount shrinks.
    ReturnBooked { order: Box<str>, amount: u32 },
    /// The buyers paid what was due on this day.
    InvoicesPaid { due: Date },
    /// 出荷登録; `confirm_at`: when the shipment is confirmed automatically.
    ShipmentRegistered {
        order: Box<str>,
        slip: Box<str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        confirm_at: Option<DateTime>,
    },
    /// 出荷取消.
    ShipmentCancelled { order: Box<str> },
    /// 出荷確定; `pays_on`: when the buyer pays automatically.
    ShipmentConfirmed {
        order: Box<str>,
        pays_on: Option<Date>,
    },
    /// Slip numbers with this prefix belong to a service that the scheme does not carry.
    SlipsMadeUnusable { prefix: Box<str> },
    /// Slip numbers with this prefix are usable again.
    SlipsMadeUsable { prefix: Box<str> },
    /// The books return to an earlier state.
    Restored {
        from: Origin,
        #[serde(with = "whole", default, skip_serializing_if = "is_nothing")]
        books: Arc<Books>,
        /// The number of an earlier change with the same books, if they are stored there and not with this one.
        #[serde(skip_serializing_if = "Option::is_none")]
        same_as: Option<u64>,
    },
}

/// A change that does not fit the books: what it names is missing, or in another state.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub(crate) enum Misfit {
    #[error("取引先がありません")]
    Buyer,
    #[error("受注番号がありません")]
    Order,
    #[error("返品が請求額を超えています")]
    Return,
    #[error("その日に支払われる請求がありません")]
    Invoices,
}

fn is_nothing(books: &Arc<Books>) -> bool {
    **books == Books::default()
}

/// The source of restored books.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Origin {
    /// A snapshot of this name.
    Snapshot(String),
    /// The time line, after the change of this number.
    Number(u64),
}

/// Books as JSON, without their number of changes.
mod whole {
    use std::sync::Arc;

    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer, de::Error as _};

    use super::super::{Books, document::BooksState};

    pub(super) fn serialize<S: Serializer>(
        books: &Arc<Books>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        books.state().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Arc<Books>, D::Error> {
        let state = BooksState::deserialize(deserializer)?;
        Books::from_state(state, 0)
            .map(Arc::new)
            .map_err(D::Error::custom)
    }
}

impl Change {
    /// Returns the change as a time line shows it: flat, its kind as `change`, without names, telephone numbers and bulky parts.
    pub(crate) fn shown(&self) -> Map<String, Value> {
        let mut shown = Map::new();
        let written = serde_json::to_value(self.without_books());
        let Ok(Value::Object(kinds)) = written else {
            unreachable!("a change is written as an object, its kind the name of the one member")
        };
        for (kind, fields) in kinds {
            shown.insert("change".to_owned(), kind.into());
            flatten(fields, &mut shown);
        }
        shown
    }

    /// The books that were restored.
    pub(crate) fn restored(&self) -> Option<&Arc<Books>> {
        match self {
            Self::Restored { books, .. } => Some(books),
            _ => None,
        }
    }

    /// Books that were restored are large, and not shown.
    fn without_books(&self) -> Self {
        match self {
            Self::Restored { from, .. } => Self::Restored {
                from: from.clone(),
                books: Arc::default(),
                same_as: None,
            },
            other => other.clone(),
        }
    }
}

fn flatten(fields: Value, shown: &mut Map<String, Value>) {
    let Value::Object(fields) = fields else {
        return;
    };
    for (name, mut value) in fields {
        match name.as_str() {
            "name" | "telephone" | "screening" | "books" => {}
            "standing" => flatten(value, shown),
            "buyer" if value.is_object() => flatten(value, shown),
            _ => {
                if let Some(inner) = value.as_object_mut() {
                    inner.retain(|name, _| name != "name" && name != "telephone");
                }
                shown.insert(name, value);
            }
        }
    }
}

/// An alteration of a buyer; `None` leaves a value as it is.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Alteration {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) telephone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) judgement: Option<Judgement>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) usable: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) stopped: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) temporarily_stopped: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) credit_limit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) used_amount: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) decided_at: Option<Decided>,
}

/// When the screening decided.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Decided {
    /// Long ago: AN070 can always be asked.
    LongAgo,
    At(DateTime),
}
