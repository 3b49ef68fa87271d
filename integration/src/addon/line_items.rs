//! From an order to the lines of 決済登録: products, postage, discount, fee, one line for each tax.

use crate::client::{Hundredths, MAX_LINES};

use super::{
    order::{Order, Rounding, Tax},
    settings::PaymentMethod,
    statement::{Line, Note, Source, Statement},
    taxes::{Kind, Part, share, tax},
    text_fitting::fit,
};

/// The amounts of one line: eight characters, the minus counted (documented).
const LINE_AMOUNTS: std::ops::RangeInclusive<i64> = -9_999_999..=99_999_999;
/// 決済金額: nine digits (documented).
const MAX_PRICE: i64 = 999_999_999;
/// 消費税: six digits (documented).
const MAX_TAX: i64 = 999_999;

/// Why an order cannot be sent as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OrderProblem {
    /// What is left of a product's code is not half-width.
    #[error("商品「{name}」：{problem}")]
    Code {
        /// The product.
        name: String,
        /// What is wrong with its code.
        problem: super::product_code::NotHalfWidth,
    },
    /// A product has no name to send.
    #[error("{0}番目の商品に商品名がありません。")]
    NoName(usize),
    /// A quantity of 0 or less.
    #[error("商品「{0}」の数量は0より大きくしてください。")]
    Quantity(String),
    /// A price or amount below 0.
    #[error("「{0}」の金額がマイナスです。")]
    Negative(String),
    /// A tax that the order does not know.
    #[error("「{name}」の税（ID {tax}）がありません。税の設定を確認してください。")]
    UnknownTax {
        /// What is outcome so.
        name: String,
        /// The tax's id.
        tax: u32,
    },
    /// A rate outside 0 to 100 %.
    #[error("「{0}」の税率は0％から100％までにしてください。")]
    Rate(String),
    /// The discount is more than the goods cost.
    #[error("ご注文割引（{discount}円）が商品の合計（{goods}円）を超えています。")]
    Discount {
        /// In yen.
        discount: i64,
        /// In yen.
        goods: i64,
    },
    /// Gift certificates and points pay more than the order costs.
    #[error("ギフト券やポイントの合計が、ご注文の合計を超えています。")]
    PaidTooMuch,
    /// Nothing is left to be paid.
    #[error("お支払いいただく金額が0円のため、決済を登録しません。")]
    NothingToPay,
    /// A line or a total that the provider has no room for.
    #[error(
        "「{label}」が{amount}円になり、クロネコ掛け払いで扱える桁数を超えます。ご注文を分けてください。"
    )]
    TooLarge {
        /// Which.
        label: String,
        /// In yen.
        amount: i64,
    },
    /// The shop shows another total.
    #[error(
        "お店の表示する合計（{shown}円）と、請求する合計（{billed}円）が違います。税の設定と端数処理を確認してください。"
    )]
    TotalsDiffer {
        /// In yen.
        shown: i64,
        /// In yen.
        billed: i64,
    },
}

/// Builds what is sent for an order.
///
/// # Errors
/// Everything that is wrong with it, at once. Nothing is sent of such an order.
pub fn state(order: &Order, method: &PaymentMethod) -> Result<Statement, Vec<OrderProblem>> {
    let mut builder = Builder {
        order,
        method,
        notes: Vec::new(),
        problems: Vec::new(),
    };
    let statement = builder.state();
    match statement {
        Some(statement) if builder.problems.is_empty() => Ok(statement),
        _ => Err(builder.problems),
    }
}

/// A line in the making, in amounts that may yet be too large.
struct Draft {
    source: Source,
    name: String,
    code: String,
    quantity: Option<Hundredths>,
    unit_price: Option<Hundredths>,
    price: i64,
    tax: i64,
}

struct Builder<'a> {
    order: &'a Order,
    method: &'a PaymentMethod,
    notes: Vec<Note>,
    problems: Vec<OrderProblem>,
}

impl Builder<'_> {
    fn state(&mut self) -> Option<Statement> {
        self.check();
        if !self.problems.is_empty() {
            return None;
        }
        let amounts: Vec<i64> = self.order.items.iter().map(item_amount).collect();
        let goods: i64 = amounts.iter().sum();
        if self.order.discount > goods {
            self.problems.push(OrderProblem::Discount {
                discount: self.order.discount,
                goods,
            });
            return None;
        }
        let parts = self.parts(&amounts);
        let order = self.order;
        let outcome = tax(
            &parts,
            &order.taxes,
            self.method.tax_calculation,
            self.method.rounding,
        );
        let mut drafts = self.drafts(&parts, &outcome.net);
        let mut taxes = outcome.taxes;
        if taxes.iter().all(|tax| *tax == 0) {
            self.notes.push(Note::NoTax);
        }
        let price: i64 = drafts.iter().map(|draft| draft.price).sum();
        self.pay_in_part(price, taxes.iter().sum(), &mut drafts);
        let charged = parts.iter().filter_map(|part| part.tax);
        let charged: Vec<usize> = charged.collect();
        for (place, amount) in taxes.drain(..).enumerate() {
            if charged.contains(&place) {
                let number = drafts
                    .iter()
                    .filter(|draft| matches!(draft.source, Source::Tax(_)))
                    .count()
                    + 1;
                let tax = &order.taxes[place];
                let name = self.fitted(&tax.name);
                drafts.push(Draft {
                    tax: amount,
                    ..plain(Source::Tax(tax.id), name, format!("TAX{number}"), 0)
                });
            }
        }
        let drafts = self.joined(drafts);
        self.finish(drafts)
    }

    /// What can be said without arithmetic.
    fn check(&mut self) {
        let mut problems = Vec::new();
        let order = self.order;
        for (number, item) in (1..).zip(&order.items) {
            if item.name.trim().is_empty() {
                problems.push(OrderProblem::NoName(number));
            }
            if item.quantity.as_hundredths() <= 0 {
                problems.push(OrderProblem::Quantity(item.name.clone()));
            }
            if item.unit_price.as_hundredths() < 0 {
                problems.push(OrderProblem::Negative(item.name.clone()));
            }
        }
        let amounts = order
            .shipping
            .iter()
            .map(|shipping| (or(&shipping.name, "送料"), shipping.price));
        let amounts = amounts.chain(
            order
                .part_payments
                .iter()
                .map(|paid| (paid.name.as_str(), paid.amount)),
        );
        for (name, amount) in amounts.chain([("ご注文割引", order.discount)]) {
            if amount < 0 {
                problems.push(OrderProblem::Negative(name.to_owned()));
            }
        }
        for tax in order
            .taxes
            .iter()
            .filter(|tax| !(0..=10_000).contains(&tax.rate.as_hundredths()))
        {
            problems.push(OrderProblem::Rate(tax.name.clone()));
        }
        let named = order
            .items
            .iter()
            .map(|item| (item.name.as_str(), item.tax));
        let named = named.chain(
            order
                .shipping
                .iter()
                .map(|shipping| (or(&shipping.name, "送料"), shipping.tax)),
        );
        for (name, tax) in named.chain([(self.method.fee_name(), self.method.fee_tax)]) {
            if let Some(tax) = tax.filter(|id| order.taxes.iter().all(|known| known.id != *id)) {
                problems.push(OrderProblem::UnknownTax {
                    name: name.to_owned(),
                    tax,
                });
            }
        }
        self.problems = problems;
    }

    /// The place of a tax that is charged.
    fn charged(&self, id: Option<u32>) -> Option<usize> {
        let is_charged = |tax: &Tax| tax.enabled && Some(tax.id) == id;
        self.order.taxes.iter().position(is_charged)
    }

    /// Items, then the shares of the discount, then shipping, then the fee.
    fn parts(&self, amounts: &[i64]) -> Vec<Part> {
        let order = self.order;
        let mut parts: Vec<Part> = order
            .items
            .iter()
            .zip(amounts)
            .map(|(item, &amount)| Part {
                kind: Kind::Item {
                    unit_price: item.unit_price.as_hundredths(),
                    quantity: item.quantity.as_hundredths(),
                },
                amount,
                tax: self.charged(item.tax),
            })
            .collect();
        let mut groups: Vec<(Option<usize>, i64)> = Vec::new();
        for part in &parts {
            match groups.iter_mut().find(|(tax, _)| *tax == part.tax) {
                Some((_, sum)) => *sum += part.amount,
                None => groups.push((part.tax, part.amount)),
            }
        }
        let sums: Vec<i64> = groups.iter().map(|(_, sum)| *sum).collect();
        if order.discount > 0 {
            let shares = share(order.discount, &sums);
            parts.extend(groups.iter().zip(shares).map(|((tax, _), share)| Part {
                kind: Kind::Discount,
                amount: -share,
                tax: *tax,
            }));
        }
        parts.extend(order.shipping.iter().map(|shipping| Part {
            kind: Kind::Shipping,
            amount: shipping.price,
            tax: self.charged(shipping.tax),
        }));
        let fee = self
            .method
            .fee
            .of(parts.iter().map(|part| part.amount).sum());
        if fee > 0 {
            parts.push(Part {
                kind: Kind::Fee,
                amount: fee,
                tax: self.charged(self.method.fee_tax),
            });
        }
        parts
    }

    fn drafts(&mut self, parts: &[Part], net: &[i64]) -> Vec<Draft> {
        let order = self.order;
        let mut drafts = Vec::new();
        let (mut discount, mut fee) = (0, None);
        let mut shipping = order.shipping.iter();
        for (place, (part, &price)) in parts.iter().zip(net).enumerate() {
            match part.kind {
                Kind::Item { .. } => {
                    let item = &order.items[place];
                    let name = self.fitted(&item.name);
                    let code = self.code(&name, &item.code);
                    drafts.push(Draft {
                        quantity: Some(item.quantity)
                            .filter(|quantity| quantity.to_string().len() <= 9),
                        unit_price: unit_price(item.quantity, item.unit_price, part.amount, price),
                        ..plain(Source::Item(place), name, code, price)
                    });
                }
                Kind::Shipping => {
                    let name = shipping
                        .next()
                        .map_or("", |shipping| shipping.name.as_str());
                    let name = self.fitted(or(name, "送料"));
                    drafts.push(plain(Source::Shipping, name, "SHIPPING".to_owned(), price));
                }
                Kind::Discount => discount += price,
                Kind::Fee => fee = Some(price),
            }
        }
        if order.discount > 0 {
            drafts.push(plain(
                Source::Discount,
                "ご注文割引".to_owned(),
                "DISCOUNT".to_owned(),
                discount,
            ));
        }
        if let Some(price) = fee {
            let name = self.fitted(self.method.fee_name());
            drafts.push(plain(Source::Fee, name, "SURCHARGE".to_owned(), price));
        }
        drafts
    }

    /// Gift certificates and points take from the price first. Only where that is not enough do they take from the tax,
    /// on lines that take from the price too: a tax may be negative only there (documented, A130006).
    fn pay_in_part(&mut self, price: i64, tax: i64, drafts: &mut Vec<Draft>) {
        let payments = self
            .order
            .part_payments
            .iter()
            .filter(|payment| payment.amount > 0);
        let payments: Vec<_> = payments.collect();
        let paid: i64 = payments.iter().map(|payment| payment.amount).sum();
        if paid > price + tax {
            self.problems.push(OrderProblem::PaidTooMuch);
            return;
        }
        let mut from_tax = (paid - price).max(0);
        for payment in payments {
            let part = from_tax.min(payment.amount - 1);
            from_tax -= part;
            let name = self.fitted(or(&payment.name, "ギフト券・ポイント"));
            drafts.push(Draft {
                tax: -part,
                ..plain(
                    Source::PartPayment,
                    name,
                    "PAYMENT".to_owned(),
                    part - payment.amount,
                )
            });
        }
        if from_tax > 0 {
            self.problems.push(OrderProblem::PaidTooMuch);
        }
    }

    /// At most 99 lines: the items that have no line of their own any more share the last one of the items.
    fn joined(&mut self, mut drafts: Vec<Draft>) -> Vec<Draft> {
        let beyond = drafts.len().saturating_sub(MAX_LINES);
        let items = self.order.items.len();
        if beyond == 0 || items < 2 {
            return drafts;
        }
        let first = items.saturating_sub(beyond + 1);
        let joined: Vec<Draft> = drafts.drain(first..items).collect();
        let count = joined.len();
        self.notes.push(Note::ItemsJoined(count));
        let price = joined.iter().map(|draft| draft.price).sum();
        let name = format!("その他の商品{count}件");
        drafts.insert(
            first,
            plain(
                Source::JoinedItems { first, count },
                name,
                String::new(),
                price,
            ),
        );
        drafts
    }

    fn finish(&mut self, drafts: Vec<Draft>) -> Option<Statement> {
        let price: i64 = drafts.iter().map(|draft| draft.price).sum();
        let tax: i64 = drafts.iter().map(|draft| draft.tax).sum();
        let totals = [("決済金額", price, MAX_PRICE), ("消費税", tax, MAX_TAX)];
        for (label, amount, _) in totals.into_iter().filter(|(_, amount, most)| amount > most) {
            self.problems.push(OrderProblem::TooLarge {
                label: label.to_owned(),
                amount,
            });
        }
        for draft in &drafts {
            for amount in [draft.price, draft.tax]
                .into_iter()
                .filter(|amount| !LINE_AMOUNTS.contains(amount))
            {
                self.problems.push(OrderProblem::TooLarge {
                    label: draft.name.clone(),
                    amount,
                });
            }
        }
        if drafts.len() > MAX_LINES {
            let amount = i64::try_from(drafts.len()).unwrap_or(i64::MAX);
            self.problems.push(OrderProblem::TooLarge {
                label: "送料・税などの明細の件数".to_owned(),
                amount,
            });
        }
        if price + tax == 0 {
            self.problems.push(OrderProblem::NothingToPay);
        }
        if let Some(shown) = self.order.total.filter(|shown| *shown != price + tax) {
            self.problems.push(OrderProblem::TotalsDiffer {
                shown,
                billed: price + tax,
            });
        }
        let lines = drafts.into_iter().map(|draft| {
            Some(Line {
                source: draft.source,
                name: draft.name,
                code: draft.code,
                quantity: draft.quantity,
                unit_price: draft.unit_price,
                price: i32::try_from(draft.price).ok()?,
                tax: i32::try_from(draft.tax).ok()?,
            })
        });
        Some(Statement {
            lines: lines.collect::<Option<_>>()?,
            price: u32::try_from(price).ok()?,
            tax: u32::try_from(tax).ok()?,
            notes: std::mem::take(&mut self.notes),
        })
    }

    fn fitted(&mut self, name: &str) -> String {
        let fitted = fit(name);
        let name = fitted.text;
        if !fitted.cut.is_empty() {
            self.notes.push(Note::NameCut {
                name: name.clone(),
                cut: fitted.cut,
            });
        }
        if !fitted.replaced.is_empty() {
            self.notes.push(Note::NameRespelt {
                name: name.clone(),
                replaced: fitted.replaced,
            });
        }
        name
    }

    fn code(&mut self, name: &str, code: &str) -> String {
        match self.method.product_codes.fit(code) {
            Ok(sent) => {
                if !sent.cut.is_empty() {
                    let note = Note::CodeCut {
                        name: name.to_owned(),
                        cut: sent.cut,
                        code: sent.code.clone(),
                    };
                    self.notes.push(note);
                }
                sent.code
            }
            Err(problem) => {
                self.problems.push(OrderProblem::Code {
                    name: name.to_owned(),
                    problem,
                });
                String::new()
            }
        }
    }
}

fn plain(source: Source, name: String, code: String, price: i64) -> Draft {
    Draft {
        source,
        name,
        code,
        quantity: None,
        unit_price: None,
        price,
        tax: 0,
    }
}

fn or<'a>(name: &'a str, otherwise: &'a str) -> &'a str {
    if name.trim().is_empty() {
        otherwise
    } else {
        name
    }
}

/// Unit price times quantity, to the yen; half a yen is one.
fn item_amount(item: &super::order::Item) -> i64 {
    let price = i128::from(item.unit_price.as_hundredths());
    Rounding::HalfUp.divide(price * i128::from(item.quantity.as_hundredths()), 10_000)
}

/// The unit price of a line: as it is, or without tax where it divides to the hundredth; none where it does not, or where
/// it takes more than eight characters.
fn unit_price(
    quantity: Hundredths,
    unit_price: Hundredths,
    amount: i64,
    net: i64,
) -> Option<Hundredths> {
    let found = if net == amount {
        unit_price
    } else {
        let quantity = quantity.as_hundredths();
        let hundredths = i128::from(net) * 10_000;
        if hundredths % i128::from(quantity) != 0 {
            return None;
        }
        Hundredths::from_hundredths(i64::try_from(hundredths / i128::from(quantity)).ok()?)
    };
    (found.to_string().len() <= 8).then_some(found)
}
