//! Puts the lines together: amounts first, then taxes, then what pays a part of it, then what does not fit.

use crate::{
    billing::{
        BillingTerms, Line, MAX_PRICE, Note, OrderProblem, Source, Statement, TaxSum,
        amounts::unit_price,
        checks::{name_or_default, problems},
        draft::{Draft, plain},
        names::{Fitted, fit},
        part_payments::pay,
        tax_names::tax_name,
        taxes::{Part, PartKind, share, tax},
    },
    client::MAX_LINES,
    order::{Item, Order, Tax},
};

/// The amounts of one line: eight characters, the minus counted (documented).
const LINE_AMOUNTS: std::ops::RangeInclusive<i64> = -9_999_999..=99_999_999;
/// 消費税: six digits (documented).
const MAX_TAX: i64 = 999_999;

/// The statement, or everything that is wrong.
pub(super) fn state(order: &Order, terms: &BillingTerms) -> Result<Statement, Vec<OrderProblem>> {
    let mut builder = Builder {
        order,
        terms,
        notes: Vec::new(),
        problems: Vec::new(),
    };
    match builder.state() {
        Some(statement) if builder.problems.is_empty() => Ok(statement),
        _ => Err(builder.problems),
    }
}

struct Builder<'a> {
    order: &'a Order,
    terms: &'a BillingTerms,
    notes: Vec<Note>,
    problems: Vec<OrderProblem>,
}

impl Builder<'_> {
    fn state(&mut self) -> Option<Statement> {
        self.problems = problems(self.order, self.terms);
        if !self.problems.is_empty() {
            return None;
        }
        let amounts: Vec<i64> = self.order.items.iter().map(Item::amount).collect();
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
            self.terms.tax_calculation,
            self.terms.rounding,
        );
        let charged: Vec<usize> = (0..order.taxes.len())
            .filter(|place| parts.iter().any(|part| part.tax == Some(*place)))
            .collect();
        let kept = self.kept(&parts, charged.len());
        let mut drafts = self.drafts(&parts, &outcome.net, kept);
        let taxes = outcome.taxes;
        if taxes.iter().all(|tax| *tax == 0) {
            self.notes.push(Note::NoTax);
        }
        let price: i64 = drafts.iter().map(|draft| draft.price).sum();
        let of_order: i64 = taxes.iter().sum();
        let sums = charged.iter().map(|&place| TaxSum {
            tax: order.taxes[place].id,
            rate: order.taxes[place].rate,
            base: parts
                .iter()
                .filter(|part| part.tax == Some(place))
                .map(|part| part.amount)
                .sum(),
            amount: taxes[place],
        });
        let sums: Vec<TaxSum> = sums.collect();
        let fee = parts.iter().find(|part| part.kind == PartKind::Fee);
        let fee = fee.map_or(0, |part| part.amount);
        match pay(&order.part_payments, price, of_order) {
            Ok(paid) => {
                let lowered: i64 = paid.iter().map(|paid| paid.tax).sum();
                if lowered > 0 {
                    self.notes.push(Note::TaxLowered {
                        sent: of_order - lowered,
                        of_order,
                    });
                }
                drafts.extend(paid.iter().map(|paid| {
                    let name = self.fitted(name_or_default(paid.name, "ギフト券・ポイント"));
                    Draft {
                        tax: -paid.tax,
                        ..plain(Source::PartPayment, name, "PAYMENT".to_owned(), -paid.price)
                    }
                }));
            }
            Err(problem) => {
                self.problems.push(problem);
                return None;
            }
        }
        for ((number, &place), sum) in (1..).zip(&charged).zip(&sums) {
            let tax = &order.taxes[place];
            let name = self.noted(tax_name(tax, sum.base, self.terms));
            drafts.push(Draft {
                tax: sum.amount,
                ..plain(Source::Tax(tax.id), name, format!("TAX{number}"), 0)
            });
        }
        let drafts = self.joined(drafts, kept);
        self.finish(drafts, sums, fee)
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
                kind: PartKind::Item {
                    unit_price: item.unit_price.as_thousandths(),
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
                kind: PartKind::Discount,
                amount: -share,
                tax: *tax,
            }));
        }
        parts.extend(order.shipping.iter().map(|shipping| Part {
            kind: PartKind::Shipping,
            amount: shipping.price,
            tax: self.charged(shipping.tax),
        }));
        let fee = self
            .terms
            .fee
            .of(parts.iter().map(|part| part.amount).sum());
        if fee > 0 {
            parts.push(Part {
                kind: PartKind::Fee,
                amount: fee,
                tax: self.charged(self.terms.fee_tax),
            });
        }
        parts
    }

    /// How many items have a line of their own. At most 99 lines: the others share one.
    fn kept(&self, parts: &[Part], taxes: usize) -> usize {
        let items = self.order.items.len();
        let others = parts
            .iter()
            .filter(|part| matches!(part.kind, PartKind::Shipping | PartKind::Fee));
        let payments = self
            .order
            .part_payments
            .iter()
            .filter(|payment| payment.amount > 0);
        let lines = items
            + others.count()
            + usize::from(self.order.discount > 0)
            + payments.count()
            + taxes;
        let beyond = lines.saturating_sub(MAX_LINES);
        if beyond == 0 || items < 2 {
            items
        } else {
            items.saturating_sub(beyond + 1)
        }
    }

    fn drafts(&mut self, parts: &[Part], net: &[i64], kept: usize) -> Vec<Draft> {
        let order = self.order;
        let mut drafts = Vec::new();
        let (mut discount, mut fee) = (0, None);
        let mut shipping = order.shipping.iter();
        for (place, (part, &price)) in parts.iter().zip(net).enumerate() {
            match part.kind {
                PartKind::Item { .. } if place >= kept => {
                    // Neither its name nor its code is sent.
                    let source = Source::Item(place);
                    drafts.push(plain(source, String::new(), String::new(), price));
                }
                PartKind::Item { .. } => {
                    let item = &order.items[place];
                    let name = self.fitted(&item.name);
                    let code = self.code(&name, &item.code);
                    drafts.push(Draft {
                        quantity: Some(item.quantity).filter(|quantity| quantity.characters() <= 9),
                        unit_price: unit_price(item.quantity, item.unit_price, part.amount, price),
                        ..plain(Source::Item(place), name, code, price)
                    });
                }
                PartKind::Shipping => {
                    let name = shipping
                        .next()
                        .map_or("", |shipping| shipping.name.as_str());
                    let name = self.fitted(name_or_default(name, "送料"));
                    drafts.push(plain(Source::Shipping, name, "SHIPPING".to_owned(), price));
                }
                PartKind::Discount => discount += price,
                PartKind::Fee => fee = Some(price),
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
            let name = self.fitted(self.terms.fee_name());
            drafts.push(plain(Source::Fee, name, "SURCHARGE".to_owned(), price));
        }
        drafts
    }

    /// The items that have no line of their own share one.
    fn joined(&mut self, mut drafts: Vec<Draft>, first: usize) -> Vec<Draft> {
        let items = self.order.items.len();
        if first == items {
            return drafts;
        }
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

    fn finish(&mut self, drafts: Vec<Draft>, taxes: Vec<TaxSum>, fee: i64) -> Option<Statement> {
        let price: i64 = drafts.iter().map(|draft| draft.price).sum();
        let tax: i64 = drafts.iter().map(|draft| draft.tax).sum();
        let totals = [("決済金額", price, MAX_PRICE), ("消費税", tax, MAX_TAX)];
        for (label, amount, most) in totals {
            let label = label.to_owned();
            if amount > most {
                self.problems.push(OrderProblem::TooLarge { label, amount });
            } else if amount < 0 {
                self.problems.push(OrderProblem::Negative(label));
            }
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
            self.problems.push(OrderProblem::TooManyLines(drafts.len()));
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
        if !self.problems.is_empty() {
            return None;
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
            taxes,
            fee,
            notes: std::mem::take(&mut self.notes),
        })
    }

    fn fitted(&mut self, name: &str) -> String {
        self.noted(fit(name))
    }

    /// A name as it is sent, with notes on what was done to it.
    fn noted(&mut self, fitted: Fitted) -> String {
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
        match self.terms.product_codes.fit(code) {
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
