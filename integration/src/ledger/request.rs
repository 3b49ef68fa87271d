//! A request as the ledger keeps it, so that the very same one can be sent again after a crash.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::LedgerError;
use crate::client::{Decimal2, LineItem, RegisterPayment};

/// One of the four requests that change something at the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "call", rename_all = "snake_case")]
pub enum Request {
    /// 決済登録.
    Register(StoredPayment),
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
    Unship {
        /// 送り状番号.
        slip_number: String,
    },
}

/// 決済登録, to the last field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredPayment {
    /// 受注日.
    pub order_date: Date,
    /// 取引先ID.
    pub buyer_id: String,
    /// 決済金額, in yen.
    pub price: u32,
    /// 消費税, in yen.
    pub tax: u32,
    /// カート社識別コード.
    pub cart_code: Option<String>,
    /// 明細.
    pub lines: Vec<StoredLine>,
}

/// A line of it. Its `Debug` does not show what was bought.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredLine {
    /// 商品名.
    pub name: String,
    /// 商品コード.
    pub code: String,
    /// 数量, in hundredths.
    pub quantity: Option<i64>,
    /// 単価, in hundredths of a yen.
    pub unit_price: Option<i64>,
    /// 決済金額, in yen.
    pub price: i32,
    /// 消費税, in yen.
    pub tax: i32,
}

impl Request {
    /// As the ledger keeps it.
    pub(super) fn json(&self, order_number: &str) -> Result<String, LedgerError> {
        serde_json::to_string(self)
            .map_err(|_| LedgerError::Unreadable(format!("受注{order_number}の要求")))
    }

    /// What it is, in the ledger's own word.
    pub(super) const fn word(&self) -> &'static str {
        match self {
            Self::Register(_) => "register",
            Self::Cancel { .. } => "cancel",
            Self::Ship { .. } => "ship",
            Self::Unship { .. } => "unship",
        }
    }
}

impl StoredPayment {
    /// What is kept of a request. A line without amounts counts as 0.
    pub fn of(payment: &RegisterPayment) -> Self {
        let lines = payment.lines.iter().map(|line| StoredLine {
            name: line.name.clone(),
            code: line.code.clone().unwrap_or_default(),
            quantity: line.quantity.map(Decimal2::as_hundredths),
            unit_price: line.unit_price.map(Decimal2::as_hundredths),
            price: line.price.unwrap_or(0),
            tax: line.tax.unwrap_or(0),
        });
        Self {
            order_date: payment.order_date,
            buyer_id: payment.buyer_id.clone(),
            price: payment.price,
            tax: payment.tax,
            cart_code: payment.cart_code.clone(),
            lines: lines.collect(),
        }
    }

    /// The request once more.
    pub fn request(&self, order_number: &str) -> RegisterPayment {
        let lines = self.lines.iter().map(|line| LineItem {
            name: line.name.clone(),
            code: Some(line.code.clone()),
            quantity: line.quantity.map(Decimal2::from_hundredths),
            unit: None,
            unit_price: line.unit_price.map(Decimal2::from_hundredths),
            price: Some(line.price),
            tax: Some(line.tax),
        });
        RegisterPayment {
            order_date: self.order_date,
            order_number: order_number.to_owned(),
            buyer_id: self.buyer_id.clone(),
            price: self.price,
            tax: self.tax,
            itemised: true,
            lines: lines.collect(),
            cart_code: self.cart_code.clone(),
        }
    }
}

impl fmt::Debug for StoredLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredLine")
            .field("quantity", &self.quantity)
            .field("unit_price", &self.unit_price)
            .field("price", &self.price)
            .field("tax", &self.tax)
            .finish_non_exhaustive()
    }
}
