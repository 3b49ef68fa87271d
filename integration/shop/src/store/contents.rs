//! An order as it was when it was placed, unchanged by later changes of products, taxes and addresses.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use kakebarai::{
    client::{Decimal2, Decimal3},
    order::{Item, Order, PartPayment, Shipping, Tax},
};

/// Who gets the parcel. Its `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Recipient {
    pub(crate) company: String,
    pub(crate) name: String,
    pub(crate) postal_code: String,
    pub(crate) address: String,
    pub(crate) telephone: String,
}

impl std::fmt::Debug for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Recipient(…)")
    }
}

/// Everything of an order but its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OrderSnapshot {
    /// 受注日, in Japan.
    pub(crate) date: Date,
    pub(crate) recipient: Recipient,
    /// お支払い方法, as the buyer saw it.
    pub(crate) payment_name: String,
    /// The id of the payment method; 0 in orders from before there were several.
    #[serde(default)]
    pub(crate) payment_method: u32,
    pub(crate) items: Vec<StoredItem>,
    pub(crate) shipping: StoredShipping,
    pub(crate) taxes: Vec<StoredTax>,
    /// What it came to, line by line as the buyer saw it: name and yen.
    pub(crate) sums: Vec<(String, i64)>,
    /// The same by tax rates; empty if nothing is taxed, and in orders from before it was kept.
    #[serde(default)]
    pub(crate) rates: Vec<RateSum>,
    /// The amount without any tax, in yen.
    #[serde(default)]
    pub(crate) untaxed: i64,
    /// Discounts, then what pays a part of it; empty in orders from before there were any.
    #[serde(default)]
    pub(crate) reductions: Vec<Reduction>,
    /// 登録番号 of the shop at that time; empty for none.
    #[serde(default)]
    pub(crate) registration_number: String,
}

/// Something that an order is cheaper by, or that pays a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Reduction {
    pub(crate) kind: ReductionKind,
    /// The id of the discount, of the gift certificate, or of the user whose points they are.
    pub(crate) source: i64,
    /// As the buyer sees it.
    pub(crate) name: String,
    /// In yen; more than 0.
    pub(crate) amount: i64,
}

/// The kind of a reduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ReductionKind {
    /// A discount that everybody gets.
    Discount,
    /// A discount for customers who have its code.
    Coupon,
    GiftCertificate,
    Points,
}

impl ReductionKind {
    /// Whether it lowers the price of the goods, and the tax with it; the others pay a part of what the order comes to.
    pub(crate) const fn is_discount(self) -> bool {
        matches!(self, Self::Discount | Self::Coupon)
    }
}

/// What a tax rate came to, as a 適格請求書 says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RateSum {
    /// In hundredths of a per cent.
    pub(crate) rate: i64,
    /// Whether the tax is in the prices.
    pub(crate) included: bool,
    /// The taxed amount, in yen: with the tax if it is included.
    pub(crate) base: i64,
    /// The tax, in yen.
    pub(crate) tax: i64,
}

impl RateSum {
    /// The rate, in per cent.
    pub(crate) const fn percent(&self) -> Decimal2 {
        Decimal2::from_hundredths(self.rate)
    }
}

/// 軽減税率, in hundredths of a per cent.
const REDUCED_RATE: i64 = 800;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredItem {
    pub(crate) product: u32,
    pub(crate) name: String,
    pub(crate) code: String,
    pub(crate) unit: String,
    /// In hundredths.
    quantity: i64,
    /// In hundredths of a yen.
    unit_price: i64,
    /// The third digit behind the point, of prices that have one.
    #[serde(default, skip_serializing_if = "is_none")]
    third_digit: i64,
    tax: Option<u32>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands fields over by reference"
)]
const fn is_none(digit: &i64) -> bool {
    *digit == 0
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredShipping {
    pub(crate) name: String,
    /// In yen.
    pub(crate) price: i64,
    tax: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredTax {
    id: u32,
    name: String,
    /// In hundredths of a per cent.
    rate: i64,
    included: bool,
    enabled: bool,
}

impl StoredItem {
    pub(crate) fn of(item: &super::CartItem) -> Self {
        let ordered = item.ordered();
        Self {
            product: item.product.id,
            name: ordered.name,
            code: ordered.code,
            unit: item.product.unit.clone(),
            quantity: ordered.quantity.as_hundredths(),
            unit_price: ordered.unit_price.as_thousandths() / 10,
            third_digit: ordered.unit_price.as_thousandths() % 10,
            tax: ordered.tax,
        }
    }

    /// 数量, as the cart counts it.
    pub(super) const fn pieces(&self) -> i64 {
        self.quantity / 100
    }

    /// For the add-on.
    pub(crate) fn item(&self) -> Item {
        let quantity = Decimal2::from_hundredths(self.quantity);
        let unit_price = Decimal3::from_thousandths(self.unit_price * 10 + self.third_digit);
        let mut item = Item::new(&self.name, quantity, unit_price).code(&self.code);
        item.tax = self.tax;
        item
    }
}

impl StoredShipping {
    /// For goods of a price in yen, discounts taken off.
    pub(crate) fn of(method: &super::ShippingMethod, goods: i64) -> Self {
        Self {
            name: method.name.clone(),
            price: method.price_for(goods),
            tax: method.tax,
        }
    }
}

impl StoredTax {
    pub(crate) fn of(tax: &Tax) -> Self {
        Self {
            id: tax.id,
            name: tax.name.clone(),
            rate: tax.rate.as_hundredths(),
            included: tax.included,
            enabled: tax.enabled,
        }
    }

    fn tax(&self) -> Tax {
        let rate = Decimal2::from_hundredths(self.rate);
        Tax::on_top(self.id, &self.name, rate).set_up(self.included, self.enabled)
    }
}

impl OrderSnapshot {
    /// Whether an item is taxed at 軽減税率.
    pub(crate) fn is_reduced(&self, item: &StoredItem) -> bool {
        let mut charged = self.taxes.iter().filter(|tax| tax.enabled);
        charged.any(|tax| Some(tax.id) == item.tax && tax.rate == REDUCED_RATE)
    }

    /// What the goods cost, in yen.
    pub(crate) fn goods(&self) -> i64 {
        self.items.iter().map(|item| item.item().amount()).sum()
    }

    /// 手数料, in yen: the sum behind the postage that is neither a tax nor a part payment.
    pub(crate) fn fee(&self) -> i64 {
        let discounts = self.reductions.iter().filter(|one| one.kind.is_discount());
        let Some((name, amount)) = self.sums.get(discounts.count() + 2) else {
            return 0;
        };
        let name = name.strip_prefix("うち").unwrap_or(name);
        let is_other = self.taxes.iter().any(|tax| tax.name == *name)
            || self.part_payments().any(|paid| paid.name == *name);
        if is_other { 0 } else { *amount }
    }

    /// What is taken off the goods, in yen.
    pub(crate) fn discount(&self) -> i64 {
        let discounts = self.reductions.iter().filter(|one| one.kind.is_discount());
        discounts.map(|discount| discount.amount).sum()
    }

    /// Gift certificates and points.
    pub(crate) fn part_payments(&self) -> impl Iterator<Item = &Reduction> {
        self.reductions.iter().filter(|one| !one.kind.is_discount())
    }

    /// For the add-on, under a number; `total` is what the buyer was shown.
    pub(crate) fn order(&self, number: &str, total: Option<i64>) -> Order {
        let mut order = Order::new(number, self.date);
        order.items = self.items.iter().map(StoredItem::item).collect();
        // Free shipping is not a line of a statement.
        if self.shipping.price > 0 {
            let mut shipping = Shipping::new(self.shipping.price);
            shipping.tax = self.shipping.tax;
            order.shipping.push(shipping);
        }
        order.discount = self.discount();
        let paid = self.part_payments();
        order.part_payments = paid
            .map(|paid| PartPayment::new(&paid.name, paid.amount))
            .collect();
        order.taxes = self.taxes.iter().map(StoredTax::tax).collect();
        order.total = total;
        order
    }
}
