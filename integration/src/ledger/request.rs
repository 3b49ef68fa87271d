//! A request as the ledger keeps it, so that the very same one can be sent again after a crash.

use serde::{Deserialize, Serialize};

use super::LedgerError;
use crate::client::RegisterPayment;

/// One of the four requests that change something at the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "call", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Request {
    /// 決済登録, to the last field.
    Register(RegisterPayment),
    /// 決済取消.
    Cancel {
        /// 取引先ID.
        buyer_id: String,
    },
    /// 出荷登録.
    Ship {
        /// 送り状番号.
        slip_number: String,
    },
    /// 出荷取消.
    #[serde(rename = "unship")]
    CancelShipment {
        /// 送り状番号.
        slip_number: String,
    },
}

impl Request {
    /// As the ledger keeps it.
    pub(super) fn json(&self, order_number: &str) -> Result<String, LedgerError> {
        serde_json::to_string(self)
            .map_err(|_| LedgerError::Unreadable(format!("注文{order_number}の要求")))
    }

    /// Reads it as the ledger keeps it. Old ledgers have the order's number only beside the JSON.
    pub(super) fn read(json: &str, order_number: &str) -> Option<Self> {
        let mut request = serde_json::from_str(json).ok()?;
        if let Self::Register(payment) = &mut request {
            order_number.clone_into(&mut payment.order_number);
        }
        Some(request)
    }

    /// Its kind, in the ledger's own word.
    pub(super) const fn word(&self) -> &'static str {
        match self {
            Self::Register(_) => "register",
            Self::Cancel { .. } => "cancel",
            Self::Ship { .. } => "ship",
            Self::CancelShipment { .. } => "unship",
        }
    }
}
