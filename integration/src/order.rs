//! An order as a shop knows it, in plain types.

use std::fmt;

use jiff::civil::Date;

use crate::client::Decimal2;

/// An order that is to be paid by クロネコ掛け払い. All amounts are yen.
///
/// Prices are as the shop shows them: with tax where the tax is [included](Tax::included), without where it is not.
#[derive(Clone, Debug)]
pub struct Order {
    /// 受注番号: at most 20 half-width characters, never used before (documented).
    pub number: String,
    /// 受注日, in Japan; not after today (documented).
    pub date: Date,
    /// What was bought.
    pub items: Vec<Item>,
    /// 送料.
    pub shipping: Vec<Shipping>,
    /// ご注文割引: off the goods, shared by the tax rates in proportion to what was bought at each.
    pub discount: i64,
    /// Gift certificates, points: they pay a part of the order and leave the tax as it is.
    pub part_payments: Vec<PartPayment>,
    /// The taxes that items, shipping and fee refer to.
    pub taxes: Vec<Tax>,
    /// What the shop showed the buyer as the total, where it computes one of its own. Another amount is never billed.
    pub total: Option<i64>,
}

/// One product of an order. Its `Debug` does not show what was bought.
#[derive(Clone)]
pub struct Item {
    /// 商品名.
    pub name: String,
    /// 商品コード; empty for none.
    pub code: String,
    /// 数量; more than 0.
    pub quantity: Decimal2,
    /// 単価, in yen; 0 or more.
    pub unit_price: Decimal2,
    /// The [id](Tax::id) of its tax; none for what is not taxed.
    pub tax: Option<u32>,
}

impl Item {
    /// Unit price times quantity, in yen; half a yen is one.
    pub fn amount(&self) -> i64 {
        let price = i128::from(self.unit_price.as_hundredths());
        Rounding::HalfUp.divide(price * i128::from(self.quantity.as_hundredths()), 10_000)
    }
}

/// One shipping cost.
#[derive(Clone, Debug)]
pub struct Shipping {
    /// What it is called on the statement; empty: 送料.
    pub name: String,
    /// In yen; 0 or more.
    pub price: i64,
    /// The [id](Tax::id) of its tax.
    pub tax: Option<u32>,
}

/// Something that pays a part of the order.
#[derive(Clone, Debug)]
pub struct PartPayment {
    /// What it is called on the statement.
    pub name: String,
    /// In yen; 0 or more.
    pub amount: i64,
}

/// A tax as the shop has it set up.
#[derive(Clone, Debug)]
pub struct Tax {
    /// What items refer to.
    pub id: u32,
    /// Its name on the statement, such as 「消費税（10%）」. The provider has no field for a rate, so the name is what tells
    /// 8 % from 10 % (inferred).
    pub name: String,
    /// The rate: 10 for 10 %, at most two digits behind the point.
    pub rate: Decimal2,
    /// 内税: whether prices have it in them.
    pub included: bool,
    /// 「消費税」のステータス: a tax that is not enabled is not charged.
    pub enabled: bool,
}

/// How an amount becomes a whole number of yen. Negative amounts are treated like their positive counterparts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rounding {
    /// 切り捨て.
    #[default]
    Down,
    /// 切り上げ.
    Up,
    /// 四捨五入.
    HalfUp,
}

impl Rounding {
    /// `amount` ÷ `divisor`, as a whole number. `divisor` is more than 0.
    pub(super) fn divide(self, amount: i128, divisor: i128) -> i64 {
        let magnitude = amount.abs();
        let whole = match self {
            Self::Down => magnitude / divisor,
            Self::Up => (magnitude + divisor - 1) / divisor,
            Self::HalfUp => (magnitude * 2 + divisor) / (divisor * 2),
        };
        i64::try_from(whole * amount.signum()).unwrap_or(i64::MAX)
    }
}

/// How often the tax is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TaxCalculation {
    /// Once per rate and order, as 適格請求書 asks.
    #[default]
    OncePerRate,
    /// As CS-Cart does with 「小計」: once for the goods of a tax, once for each shipping cost, once for the fee.
    Subtotal,
    /// As CS-Cart does with 「単価」: for one piece of each product, times the quantity; then shipping and fee each.
    UnitPrice,
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Item")
            .field("quantity", &self.quantity)
            .field("unit_price", &self.unit_price)
            .field("tax", &self.tax)
            .finish_non_exhaustive()
    }
}
