//! One of the up to 99 lines of a payment.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

use super::decimal::hundredths;
use super::{Decimal2, LineField};

/// The most lines that a payment has fields for (documented).
pub const MAX_LINES: usize = 99;

/// One line of a payment (明細). A field that is `None` is left out of the request; an empty text is sent empty, which means the same
/// to the provider (seen).
///
/// Its `Debug` shows numbers and amounts, not what was bought. By serde, numbers with two decimal places are whole hundredths, as a
/// ledger keeps them.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LineItem {
    /// 商品名: at most 60 columns, a full-width character counting two (documented).
    pub name: String,
    /// 商品コード: at most 10 half-width characters (documented).
    pub code: Option<String>,
    /// 数量: at most 9 characters, minus and point counted (documented).
    #[serde(default, with = "hundredths")]
    pub quantity: Option<Decimal2>,
    /// 単位: at most 5 full-width characters (documented).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// 単価, in yen: at most 8 characters, minus and point counted (documented).
    #[serde(default, with = "hundredths")]
    pub unit_price: Option<Decimal2>,
    /// 決済金額 of the line, in yen, without tax; negative for a discount. At most 8 characters, the minus counted, so
    /// −9,999,999 to 99,999,999 (documented).
    pub price: Option<i32>,
    /// 消費税 of the line, in yen, with the sign of `price`. At most 8 characters (documented).
    pub tax: Option<i32>,
}

impl LineItem {
    /// A line with its amounts in yen: without tax, and the tax.
    pub fn new(name: impl Into<String>, price: i32, tax: i32) -> Self {
        Self {
            price: Some(price),
            tax: Some(tax),
            ..Self::named(name)
        }
    }

    /// A line of a name alone.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// With a 商品コード.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Sets 数量, and 単価 in yen.
    #[must_use]
    pub fn pieces(
        mut self,
        quantity: impl Into<Decimal2>,
        unit_price: impl Into<Decimal2>,
    ) -> Self {
        self.quantity = Some(quantity.into());
        self.unit_price = Some(unit_price.into());
        self
    }

    /// With a 単位.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// The fields in the order in which they are sent; what is `None` is not among them.
    pub(super) fn fields(&self) -> impl Iterator<Item = (LineField, Cow<'_, str>)> {
        let yen = |amount: Option<i32>| amount.map(|amount| Cow::Owned(amount.to_string()));
        let decimal = |of: Option<Decimal2>| of.map(|of| Cow::Owned(of.to_string()));
        [
            (LineField::Name, Some(Cow::Borrowed(&*self.name))),
            (LineField::Code, self.code.as_deref().map(Cow::Borrowed)),
            (LineField::Quantity, decimal(self.quantity)),
            (LineField::Unit, self.unit.as_deref().map(Cow::Borrowed)),
            (LineField::UnitPrice, decimal(self.unit_price)),
            (LineField::Price, yen(self.price)),
            (LineField::Tax, yen(self.tax)),
        ]
        .into_iter()
        .filter_map(|(field, value)| Some((field, value?)))
    }
}

impl fmt::Debug for LineItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LineItem")
            .field("quantity", &self.quantity)
            .field("unit_price", &self.unit_price)
            .field("price", &self.price)
            .field("tax", &self.tax)
            .finish_non_exhaustive()
    }
}
