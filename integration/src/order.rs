//! An order as a shop knows it, in plain types.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::client::{Decimal2, Decimal3};

/// An order that is to be paid by クロネコ掛け払い. All amounts are yen.
///
/// Prices are as the shop shows them: with tax if the tax is [included](Tax::included), without it if not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Order {
    /// 受注番号: at most 20 half-width characters, never used before (documented).
    pub number: String,
    /// 受注日, in Japan; not after today (documented), by the clock of the ledger.
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
    /// The total that the shop showed the buyer, if it computes its own. Another amount is never billed.
    pub total: Option<i64>,
}

impl Order {
    /// An order without items.
    pub fn new(number: impl Into<String>, date: Date) -> Self {
        Self {
            number: number.into(),
            date,
            items: Vec::new(),
            shipping: Vec::new(),
            discount: 0,
            part_payments: Vec::new(),
            taxes: Vec::new(),
            total: None,
        }
    }

    /// Adds an item.
    #[must_use]
    pub fn item(mut self, item: Item) -> Self {
        self.items.push(item);
        self
    }

    /// Adds a shipping cost.
    #[must_use]
    pub fn shipping(mut self, shipping: Shipping) -> Self {
        self.shipping.push(shipping);
        self
    }

    /// Sets the discount, in yen.
    #[must_use]
    pub const fn discount(mut self, yen: i64) -> Self {
        self.discount = yen;
        self
    }

    /// Adds something that pays a part of it.
    #[must_use]
    pub fn part_payment(mut self, part: PartPayment) -> Self {
        self.part_payments.push(part);
        self
    }

    /// Adds a tax that items, shipping and fee may refer to.
    #[must_use]
    pub fn tax(mut self, tax: Tax) -> Self {
        self.taxes.push(tax);
        self
    }

    /// Sets the total that the shop has shown the buyer, in yen.
    #[must_use]
    pub const fn total(mut self, yen: i64) -> Self {
        self.total = Some(yen);
        self
    }
}

/// One product of an order. Its `Debug` does not show what was bought.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Item {
    /// 商品名.
    pub name: String,
    /// 商品コード; empty for none.
    pub code: String,
    /// 数量; more than 0.
    pub quantity: Decimal2,
    /// 単価, in yen; 0 or more. A price with three decimal places is not sent: only the amount of the line is.
    pub unit_price: Decimal3,
    /// The [id](Tax::id) of its tax; `None` if it is not taxed.
    pub tax: Option<u32>,
}

impl Item {
    /// A product without a code, and not taxed: `Item::new("机", 1_u32, 10_000_u32)`.
    pub fn new(
        name: impl Into<String>,
        quantity: impl Into<Decimal2>,
        unit_price: impl Into<Decimal3>,
    ) -> Self {
        Self {
            name: name.into(),
            code: String::new(),
            quantity: quantity.into(),
            unit_price: unit_price.into(),
            tax: None,
        }
    }

    /// With a 商品コード.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = code.into();
        self
    }

    /// Taxed by the tax with this id.
    #[must_use]
    pub const fn taxed(mut self, tax: u32) -> Self {
        self.tax = Some(tax);
        self
    }

    /// Unit price times quantity, in yen; half a yen is one.
    pub fn amount(&self) -> i64 {
        let price = i128::from(self.unit_price.as_thousandths());
        Rounding::HalfUp.divide(price * i128::from(self.quantity.as_hundredths()), 100_000)
    }
}

/// One shipping cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Shipping {
    /// What it is called on the statement; empty: 送料.
    pub name: String,
    /// In yen; 0 or more.
    pub price: i64,
    /// The [id](Tax::id) of its tax.
    pub tax: Option<u32>,
}

impl Shipping {
    /// 送料, in yen, not taxed.
    pub const fn new(price: i64) -> Self {
        Self {
            name: String::new(),
            price,
            tax: None,
        }
    }

    /// Sets its name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Taxed by the tax with this id.
    #[must_use]
    pub const fn taxed(mut self, tax: u32) -> Self {
        self.tax = Some(tax);
        self
    }
}

/// Something that pays a part of the order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PartPayment {
    /// What it is called on the statement.
    pub name: String,
    /// In yen; 0 or more.
    pub amount: i64,
}

impl PartPayment {
    /// An amount in yen under a name, such as ポイント.
    pub fn new(name: impl Into<String>, amount: i64) -> Self {
        Self {
            name: name.into(),
            amount,
        }
    }
}

/// A tax as the shop has it set up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Tax {
    /// The id that items refer to.
    pub id: u32,
    /// Its name on the statement, such as 「消費税（10%）」. The provider has no field for a rate, so the name is what tells
    /// 8 % from 10 % (inferred).
    pub name: String,
    /// The rate: 10 for 10 %, at most two digits behind the point.
    pub rate: Decimal2,
    /// 内税: whether prices include it.
    pub included: bool,
    /// 「消費税」のステータス: a tax that is not enabled is not charged.
    pub enabled: bool,
}

impl Tax {
    /// 外税: on top of the prices.
    pub fn on_top(id: u32, name: impl Into<String>, rate: impl Into<Decimal2>) -> Self {
        Self {
            id,
            name: name.into(),
            rate: rate.into(),
            included: false,
            enabled: true,
        }
    }

    /// 内税: the prices include it.
    pub fn included(id: u32, name: impl Into<String>, rate: impl Into<Decimal2>) -> Self {
        Self {
            included: true,
            ..Self::on_top(id, name, rate)
        }
    }

    /// Sets whether prices include it, and whether it is charged.
    #[must_use]
    pub const fn set_up(mut self, included: bool, enabled: bool) -> Self {
        self.included = included;
        self.enabled = enabled;
        self
    }

    /// Not charged for now.
    #[must_use]
    pub const fn disabled(mut self) -> Self {
        self.enabled = false;
        self
    }
}

/// How an amount becomes a whole number of yen. Negative amounts are treated like their positive counterparts. These three
/// are all that there will be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
    /// `amount` ÷ `divisor`, as a whole number; the nearest that there is room for if it is too large. `divisor` is more than 0.
    pub(super) fn divide(self, amount: i128, divisor: i128) -> i64 {
        let magnitude = amount.abs();
        let whole = match self {
            Self::Down => magnitude / divisor,
            Self::Up => (magnitude + divisor - 1) / divisor,
            Self::HalfUp => (magnitude * 2 + divisor) / (divisor * 2),
        };
        let whole = whole * amount.signum();
        i64::try_from(whole).unwrap_or(if whole < 0 { i64::MIN } else { i64::MAX })
    }
}

/// How often the tax is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TaxCalculation {
    /// 税率ごとに1回: once for each rate of the order, whatever its taxes are called.
    ///
    /// The rule of 適格請求書 is one rounding for each rate of one invoice. So this is right where the order's own document
    /// (注文書、納品書) is the invoice, or a part of it: it must then state the rate, what is taxed at that rate and the tax, as
    /// [`Statement::taxes`](crate::Statement::taxes) has them, and the shop's 登録番号. The monthly invoice is the provider's, and
    /// how it prints rates is unknown; the request has no field for a rate or a base, so that a line's name is all that can
    /// carry them ([`BillingTerms::base_in_tax_names`](crate::BillingTerms::base_in_tax_names)). The other two round more often
    /// than the rule allows.
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
