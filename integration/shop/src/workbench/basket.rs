//! What is tried out: goods and charges with their taxes, and the order that the library bills for it.

use jiff::civil::Date;

use kakebarai::{
    billing::{BillingTerms, Fee},
    client::Decimal2,
    order::{Item, Order, PartPayment, Shipping, Tax},
};

/// 内税・外税・非課税, with the rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineTax {
    /// 外税.
    OnTop(Decimal2),
    /// 内税.
    Included(Decimal2),
    /// 非課税.
    Exempt,
}

impl LineTax {
    /// The rate, in per cent, if there is one.
    pub(crate) const fn rate(self) -> Option<Decimal2> {
        match self {
            Self::OnTop(rate) | Self::Included(rate) => Some(rate),
            Self::Exempt => None,
        }
    }

    pub(crate) const fn is_included(self) -> bool {
        matches!(self, Self::Included(_))
    }
}

/// How the prices are read: with or without the tax in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pricing {
    /// 入力のとおり: each line as it says.
    AsEntered,
    /// すべて外税.
    OnTop,
    /// すべて内税.
    Included,
}

impl Pricing {
    /// A tax, read in this way. An exempt one stays exempt.
    pub(crate) const fn of(self, tax: LineTax) -> LineTax {
        match (self, tax.rate()) {
            (Self::OnTop, Some(rate)) => LineTax::OnTop(rate),
            (Self::Included, Some(rate)) => LineTax::Included(rate),
            _ => tax,
        }
    }

    /// Its word in forms and addresses.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::AsEntered => "as-entered",
            Self::OnTop => "on-top",
            Self::Included => "included",
        }
    }

    /// Its name on the screen.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::AsEntered => "入力のとおり",
            Self::OnTop => "外税",
            Self::Included => "内税",
        }
    }
}

/// One line of goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BasketLine {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) unit_price: Decimal2,
    pub(crate) quantity: Decimal2,
    pub(crate) tax: LineTax,
}

/// Everything of an order that changes its amounts. All amounts are yen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Basket {
    pub(crate) lines: Vec<BasketLine>,
    pub(crate) shipping: i64,
    pub(crate) shipping_tax: LineTax,
    pub(crate) fee: Fee,
    pub(crate) fee_tax: LineTax,
    pub(crate) discount: i64,
    pub(crate) gift_certificate: i64,
    pub(crate) points: i64,
    /// お店に表示された合計.
    pub(crate) shown: Option<i64>,
}

impl Basket {
    /// The taxes that are charged, each once, in the order in which they come.
    pub(crate) fn taxes(&self, pricing: Pricing) -> Vec<LineTax> {
        let lines = self.lines.iter().map(|line| line.tax);
        let shipping = (self.shipping > 0).then_some(self.shipping_tax);
        let fee = (self.fee != Fee::default()).then_some(self.fee_tax);
        let mut taxes = Vec::new();
        for tax in lines.chain(shipping).chain(fee).map(|tax| pricing.of(tax)) {
            if tax != LineTax::Exempt && !taxes.contains(&tax) {
                taxes.push(tax);
            }
        }
        taxes
    }

    /// The ways of reading the prices that differ: the one that is entered comes first.
    pub(crate) fn pricings(&self) -> Vec<Pricing> {
        let taxes = self.taxes(Pricing::AsEntered);
        let is_included = |tax: &LineTax| tax.is_included();
        match (
            taxes.is_empty(),
            taxes.iter().any(is_included),
            taxes.iter().all(is_included),
        ) {
            (true, ..) => vec![Pricing::AsEntered],
            (_, false, _) => vec![Pricing::OnTop, Pricing::Included],
            (_, _, true) => vec![Pricing::Included, Pricing::OnTop],
            _ => vec![Pricing::AsEntered, Pricing::OnTop, Pricing::Included],
        }
    }

    /// The order that the library bills.
    pub(crate) fn order(&self, pricing: Pricing, number: &str, date: Date) -> Order {
        let taxes = self.taxes(pricing);
        let id = |tax: LineTax| id(&taxes, pricing.of(tax));
        let mut order = Order::new(number, date).discount(self.discount);
        order.items = self
            .lines
            .iter()
            .map(|line| {
                let mut item = Item::new(&line.name, line.quantity, line.unit_price);
                item.code.clone_from(&line.code);
                item.tax = id(line.tax);
                item
            })
            .collect();
        if self.shipping > 0 {
            let mut shipping = Shipping::new(self.shipping);
            shipping.tax = id(self.shipping_tax);
            order.shipping.push(shipping);
        }
        for (name, amount) in [
            ("ギフト券", self.gift_certificate),
            ("ポイント", self.points),
        ] {
            if amount > 0 {
                order.part_payments.push(PartPayment::new(name, amount));
            }
        }
        order.taxes = (1..)
            .zip(&taxes)
            .map(|(id, tax)| shop_tax(id, *tax, &taxes))
            .collect();
        order
    }

    /// The shop's terms with the fee that is tried out.
    pub(crate) fn terms(&self, shop: &BillingTerms, pricing: Pricing) -> BillingTerms {
        let mut terms = shop.clone();
        terms.fee = self.fee;
        terms.fee_tax = id(&self.taxes(pricing), pricing.of(self.fee_tax));
        terms
    }
}

/// The id of a tax: its place, from 1.
fn id(taxes: &[LineTax], tax: LineTax) -> Option<u32> {
    let place = taxes.iter().position(|known| *known == tax)?;
    u32::try_from(place + 1).ok()
}

/// A tax with a name that tells the same rate on top from the one included.
fn shop_tax(id: u32, tax: LineTax, all: &[LineTax]) -> Tax {
    let rate = tax.rate().unwrap_or_default();
    let is_twice = all
        .iter()
        .filter(|other| other.rate() == tax.rate())
        .count()
        > 1;
    let kind = match (is_twice, tax.is_included()) {
        (false, _) => "",
        (true, true) => "・内税",
        (true, false) => "・外税",
    };
    let name = format!("消費税（{rate}%{kind}）");
    Tax::on_top(id, name, rate).set_up(tax.is_included(), true)
}
