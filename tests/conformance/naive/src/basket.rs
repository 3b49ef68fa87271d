//! A basket as it is read: its parts in yen, the rates that tax them, and everything that is wrong with it.

use crate::{
    amount::{Rounding, hundredths, shared, yen},
    message::{Basket, Charge, Item, Problem},
    taxes::{Kind, Part, Rate},
};

/// What the shop calls the key of its own tax.
const STANDARD: &str = "default";

/// The highest price of a piece, and the largest quantity, in hundredths: far beyond what the provider takes.
const UNIT_PRICE: i64 = 1_000_000_000_000;
const QUANTITY: i64 = 1_000_000_000;

/// A basket in numbers.
pub(crate) struct Priced {
    pub(crate) parts: Vec<Part>,
    pub(crate) rates: Vec<Rate>,
    /// Points and gift certificates, in yen.
    pub(crate) paid: i64,
}

impl Priced {
    /// The total by floating point, taxes and all, where a price or a quantity has a fraction.
    #[expect(
        clippy::float_arithmetic,
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "the mistake of a client that is wrong"
    )]
    pub(crate) fn floating_total(&self) -> Option<i64> {
        let (mut total, mut is_whole) = (0.0_f64, true);
        for part in &self.parts {
            let amount = if let Kind::Item {
                unit_price,
                quantity,
            } = part.kind
            {
                is_whole &= unit_price % 100 == 0 && quantity % 100 == 0;
                unit_price as f64 * quantity as f64 / 10_000.0
            } else {
                part.amount as f64
            };
            let rate = part.rate.map(|place| &self.rates[place]);
            let on_top = rate.filter(|rate| !rate.included);
            let percent = on_top.map_or(0, |rate| rate.percent);
            total += amount * (1.0 + percent as f64 / 10_000.0);
        }
        (!is_whole).then_some(total.round() as i64)
    }
}

/// Reads a basket.
pub(crate) fn price(basket: &Basket) -> Result<Priced, Vec<Problem>> {
    let mut reading = Reading {
        basket,
        rates: Vec::new(),
        problems: Vec::new(),
    };
    let mut parts = Vec::new();
    for (place, item) in basket.items.iter().enumerate() {
        parts.extend(reading.item(place, item));
    }
    if basket.items.is_empty() {
        reading.wrong("items", "商品がありません");
    }
    let discount = reading.positive("discount", &basket.discount);
    parts.extend(reading.discount(discount, &parts));
    for (place, charge) in basket.shipping.iter().enumerate() {
        parts.extend(reading.charge(&format!("shipping[{place}]"), charge, Kind::Shipping));
    }
    if let Some(fee) = &basket.fee {
        parts.extend(reading.charge("fee", fee, Kind::Fee));
    }
    let mut paid = 0;
    for (place, payment) in basket.part_payments.iter().enumerate() {
        paid += reading.positive(&format!("partPayments[{place}].amount"), &payment.amount);
    }
    if reading.problems.is_empty() {
        Ok(Priced {
            parts,
            rates: reading.rates,
            paid,
        })
    } else {
        Err(reading.problems)
    }
}

struct Reading<'a> {
    basket: &'a Basket,
    rates: Vec<Rate>,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn wrong(&mut self, field: &str, message: &str) {
        self.problems.push(Problem::new(field, message));
    }

    /// A number of yen that is not negative; else 0, and a problem.
    fn positive(&mut self, field: &str, text: &str) -> i64 {
        let amount = yen(text).filter(|amount| (0..100_000_000_000).contains(amount));
        if amount.is_none() {
            self.wrong(field, "0円以上の円の整数にしてください");
        }
        amount.unwrap_or(0)
    }

    fn item(&mut self, place: usize, item: &Item) -> Option<Part> {
        let rate = self.rate(&format!("items[{place}].tax"), item.tax.as_deref());
        let unit_price = hundredths(&item.unit_price);
        let unit_price = unit_price.filter(|price| (0..=UNIT_PRICE).contains(price));
        if unit_price.is_none() {
            let field = format!("items[{place}].unitPrice");
            self.wrong(&field, "単価は0円以上、小数第2位までにしてください");
        }
        let quantity = hundredths(&item.quantity);
        let quantity = quantity.filter(|quantity| (1..=QUANTITY).contains(quantity));
        if quantity.is_none() {
            let field = format!("items[{place}].quantity");
            self.wrong(&field, "数量は0より大きく、小数第2位までにしてください");
        }
        let (unit_price, quantity) = (unit_price?, quantity?);
        let exact = i128::from(unit_price) * i128::from(quantity);
        Some(Part {
            kind: Kind::Item {
                unit_price,
                quantity,
            },
            amount: Rounding::HalfUp.divide(exact, 10_000),
            rate,
        })
    }

    /// What the discount takes off the goods of each rate, in proportion to their amounts.
    fn discount(&mut self, discount: i64, goods: &[Part]) -> Vec<Part> {
        let mut groups: Vec<(Option<usize>, i64)> = Vec::new();
        for part in goods {
            match groups.iter_mut().find(|(rate, _)| *rate == part.rate) {
                Some((_, sum)) => *sum += part.amount,
                None => groups.push((part.rate, part.amount)),
            }
        }
        let sums: Vec<i64> = groups.iter().map(|(_, sum)| *sum).collect();
        if discount > sums.iter().sum() {
            self.wrong("discount", "割引が商品の合計を超えています");
        }
        if discount == 0 {
            return Vec::new();
        }
        let shares = shared(discount, &sums);
        let parts = groups.iter().zip(shares).map(|((rate, _), share)| Part {
            kind: Kind::Discount,
            amount: -share,
            rate: *rate,
        });
        parts.collect()
    }

    /// Shipping or a fee; none where it costs nothing.
    fn charge(&mut self, field: &str, charge: &Charge, kind: Kind) -> Option<Part> {
        let rate = self.rate(&format!("{field}.tax"), charge.tax.as_deref());
        let amount = self.positive(&format!("{field}.price"), &charge.price);
        (amount > 0).then_some(Part { kind, amount, rate })
    }

    /// The place of a tax's rate among those of the order; none where nothing is charged.
    fn rate(&mut self, field: &str, key: Option<&str>) -> Option<usize> {
        let key = key?;
        let taxes = self.basket.taxes.as_deref().unwrap_or_default();
        let rate = match taxes.iter().find(|tax| tax.key == key) {
            Some(tax) if !tax.enabled => return None,
            Some(tax) => Rate {
                name: tax.name.clone(),
                percent: hundredths(&tax.rate).unwrap_or(-1),
                included: tax.included,
            },
            None if key == STANDARD => Rate {
                name: "消費税（10%）".to_owned(),
                percent: 1_000,
                included: false,
            },
            None => {
                self.wrong(field, "この税はお店にありません");
                return None;
            }
        };
        if !(0..=10_000).contains(&rate.percent) {
            self.wrong(field, "税率を読めません");
            return None;
        }
        let is_same =
            |known: &Rate| (known.percent, known.included) == (rate.percent, rate.included);
        let place = self.rates.iter().position(is_same);
        Some(place.unwrap_or_else(|| {
            self.rates.push(rate);
            self.rates.len() - 1
        }))
    }
}
