//! The lines of 決済登録: their sums are what the buyer was shown, in at most 99 lines.

use crate::{
    amount::{Rounding, decimal},
    basket::{Priced, price},
    codes::{fit_code, fit_name, name_with_ending},
    faults::{Fault, Faults},
    message::{Basket, Problem},
    statement::{Line, Statement},
    taxes::{Calculation, Kind, Rate, TaxRules, Taxed},
};

/// The most lines.
const LINES: usize = 99;

/// How the shop writes lines.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    pub(crate) taxes: TaxRules,
    /// Whether product codes are sent.
    pub(crate) codes: bool,
    pub(crate) faults: Faults,
}

/// The statement of a basket, or everything that is wrong with it.
pub(crate) fn state(basket: &Basket, terms: Terms) -> Result<Statement, Vec<Problem>> {
    let priced = price(basket)?;
    let taxed = terms.taxes.of(&priced.parts, &priced.rates);
    let mut drafting = Drafting {
        basket,
        terms,
        priced: &priced,
        taxed: &taxed,
        warnings: Vec::new(),
        problems: Vec::new(),
    };
    let statement = drafting.statement();
    if drafting.problems.is_empty() {
        Ok(statement)
    } else {
        Err(drafting.problems)
    }
}

struct Drafting<'a> {
    basket: &'a Basket,
    terms: Terms,
    priced: &'a Priced,
    taxed: &'a Taxed,
    warnings: Vec<String>,
    problems: Vec<Problem>,
}

fn plain(name: String, code: &str, amount: i64, tax: i64) -> Line {
    Line {
        name,
        code: code.to_owned(),
        quantity: None,
        unit_price: None,
        amount,
        tax,
        exact: None,
    }
}

impl Drafting<'_> {
    fn has(&self, fault: Fault) -> bool {
        self.terms.faults.has(fault)
    }

    fn statement(&mut self) -> Statement {
        let (price, tax) = (sum(&self.taxed.net), sum(&self.taxed.taxes));
        let (from_price, from_tax) = self.paid(price, tax);
        let mut rest = self.charges();
        if self.priced.paid > 0 && !self.has(Fault::F46) {
            let from_its_tax = if self.has(Fault::F49) { 0 } else { from_tax };
            rest.push(plain(
                self.payments(),
                "PAYMENT",
                -from_price,
                -from_its_tax,
            ));
        }
        let from_tax_lines = if self.has(Fault::F49) { from_tax } else { 0 };
        rest.extend(self.tax_lines(from_tax_lines));
        let mut lines = self.items(rest.len());
        if self.has(Fault::F45) {
            for line in &mut lines {
                line.tax = tax;
            }
        }
        lines.extend(rest);
        if !self.terms.codes && !self.has(Fault::F59) {
            for line in &mut lines {
                line.code.clear();
            }
        }
        let mut statement = Statement {
            lines,
            price: price - from_price,
            tax: tax - from_tax,
            shown: self.shown(),
            warnings: Vec::new(),
        };
        self.spoil(&mut statement);
        self.check(&statement);
        if !self.has(Fault::F62) {
            statement.warnings = std::mem::take(&mut self.warnings);
        }
        statement
    }

    /// What the buyer sees: prices as they stand, what is on top of them, less what is paid otherwise.
    fn shown(&self) -> i64 {
        let on_top = self.priced.rates.iter().zip(&self.taxed.taxes);
        let on_top: i64 = on_top
            .filter(|(rate, _)| !rate.included)
            .map(|(_, tax)| tax)
            .sum();
        let priced: i64 = self.priced.parts.iter().map(|part| part.amount).sum();
        if self.has(Fault::F53)
            && let Some(total) = self.priced.floating_total()
        {
            return total - self.priced.paid;
        }
        priced + on_top - self.priced.paid
    }

    /// What points and gift certificates take from the price, and from the tax where that is not enough.
    fn paid(&mut self, price: i64, tax: i64) -> (i64, i64) {
        let paid = self.priced.paid;
        if paid > price + tax {
            self.wrong(
                "partPayments",
                "ポイントやギフト券が、ご注文の合計を超えています",
            );
            return (0, 0);
        }
        if self.has(Fault::F49) {
            let from_tax = paid.min(tax);
            return (paid - from_tax, from_tax);
        }
        let from_price = paid.min(price);
        if from_price == 0 && paid > 0 {
            self.wrong(
                "partPayments",
                "消費税だけをポイントやギフト券で支払うことはできません",
            );
        }
        (from_price, paid - from_price)
    }

    fn wrong(&mut self, field: &str, message: &str) {
        self.problems.push(Problem::new(field, message));
    }

    fn name(&mut self, name: &str) -> String {
        let fitted = fit_name(name, self.terms.faults);
        self.warnings.extend(fitted.warnings);
        fitted.sent
    }

    /// One line for what is paid otherwise, so that its tax never stands without an amount.
    fn payments(&mut self) -> String {
        let payments = self.basket.part_payments.iter();
        let names: Vec<&str> = payments
            .filter(|payment| payment.amount != "0")
            .map(|payment| payment.name.as_str())
            .collect();
        self.name(&names.join("・"))
    }

    /// A line for each product; where 99 are not enough, the last ones share one.
    fn items(&mut self, others: usize) -> Vec<Line> {
        let all = self.basket.items.len();
        let places = LINES.saturating_sub(others);
        let kept = if all <= places || self.has(Fault::F50) {
            all
        } else {
            places.saturating_sub(1)
        };
        let mut lines: Vec<Line> = (0..kept).map(|place| self.item(place)).collect();
        if kept < all {
            let amount = self.taxed.net[kept..all].iter().sum();
            let name = format!("その他の商品{}件", all - kept);
            self.warnings.push(format!(
                "明細は99件までのため、{}件の商品を1件にまとめて送信します",
                all - kept
            ));
            lines.push(plain(name, "", amount, 0));
        }
        lines
    }

    fn item(&mut self, place: usize) -> Line {
        let item = &self.basket.items[place];
        let (part, net) = (self.priced.parts[place], self.taxed.net[place]);
        let name = self.name(&item.name);
        let code = match fit_code(&item.code, self.terms.codes, self.terms.faults) {
            Ok(fitted) => {
                self.warnings.extend(fitted.warnings);
                fitted.sent
            }
            Err(why) => {
                let message = format!("商品「{}」：{why}", item.name);
                self.wrong(&format!("items[{place}].code"), &message);
                String::new()
            }
        };
        let mut line = plain(name, &code, net, 0);
        if let Kind::Item {
            unit_price,
            quantity,
        } = part.kind
        {
            let exact = Rounding::Down.divide(i128::from(unit_price) * i128::from(quantity), 100);
            if self.has(Fault::F54) && exact % 100 != 0 {
                line.exact = Some(decimal(exact));
            }
            line.unit_price = if net == part.amount {
                Some(decimal(unit_price))
            } else {
                piece_of(net, quantity)
            };
            line.quantity = Some(decimal(quantity)).filter(|text| text.len() <= 9);
            line.unit_price = line.unit_price.filter(|text| text.len() <= 8);
        }
        line
    }

    /// Discount, shipping and fee.
    fn charges(&mut self) -> Vec<Line> {
        let basket = self.basket;
        let mut names = basket.shipping.iter().filter(|charge| charge.price != "0");
        let (mut discount, mut lines) = (0, Vec::new());
        for (part, &net) in self.priced.parts.iter().zip(&self.taxed.net) {
            let (name, code) = match part.kind {
                Kind::Item { .. } => continue,
                Kind::Discount => {
                    discount += net;
                    continue;
                }
                Kind::Shipping => (
                    names
                        .next()
                        .and_then(|charge| charge.name.as_deref())
                        .unwrap_or("送料"),
                    "SHIPPING",
                ),
                Kind::Fee => (
                    basket
                        .fee
                        .as_ref()
                        .and_then(|fee| fee.name.as_deref())
                        .unwrap_or("支払手数料"),
                    "SURCHARGE",
                ),
            };
            let name = self.name(name);
            lines.push(plain(name, code, net, 0));
        }
        if discount != 0 {
            let amount = if self.has(Fault::F48) {
                -discount
            } else {
                discount
            };
            lines.insert(0, plain("ご注文割引".to_owned(), "DISCOUNT", amount, 0));
        }
        lines
    }

    /// A line for each rate, less what points have taken off the tax.
    fn tax_lines(&mut self, mut taken_off: i64) -> Vec<Line> {
        if self.has(Fault::F45) {
            return Vec::new();
        }
        let mut taxes = self.taxed.taxes.clone();
        if self.has(Fault::F47) {
            let by_line = TaxRules {
                calculation: Calculation::PerLine,
                ..self.terms.taxes
            };
            taxes = by_line.of(&self.priced.parts, &self.priced.rates).taxes;
        }
        let mut lines: Vec<Line> = Vec::new();
        for (place, (rate, tax)) in self.priced.rates.iter().zip(taxes).enumerate() {
            let off = taken_off.min(tax);
            taken_off -= off;
            if tax == 0 {
                continue;
            }
            let mut name = self.tax_name(rate);
            if lines.iter().any(|line| line.name == name) && !self.has(Fault::F55) {
                let ending = if rate.included {
                    "（内税）"
                } else {
                    "（外税）"
                };
                name = name_with_ending(&name, ending);
            }
            lines.push(plain(name, &format!("TAX{}", place + 1), 0, tax - off));
        }
        lines
    }

    /// The name of a tax; its rate stands in it where there is another one.
    fn tax_name(&mut self, rate: &Rate) -> String {
        if self.has(Fault::F55) {
            return "消費税".to_owned();
        }
        let tells_the_rate = rate.name.contains(['%', '％']) || rate.name.contains("軽減");
        if self.priced.rates.len() == 1 || tells_the_rate {
            return self.name(&rate.name);
        }
        name_with_ending(&rate.name, &format!("（{}%）", decimal(rate.percent)))
    }

    /// What a wrong client makes of the sums.
    fn spoil(&self, statement: &mut Statement) {
        if self.has(Fault::F39) {
            statement.price += statement.tax;
        }
        if self.has(Fault::F50) && statement.lines.len() > LINES {
            statement.lines.truncate(LINES);
            statement.price = statement.lines.iter().map(|line| line.amount).sum();
            statement.tax = statement.lines.iter().map(|line| line.tax).sum();
        }
        if self.has(Fault::F51) {
            let six = |tax: i64| tax.to_string().chars().take(6).collect::<String>().parse();
            for line in &mut statement.lines {
                line.tax = six(line.tax).unwrap_or(line.tax);
            }
            statement.tax = six(statement.tax).unwrap_or(statement.tax);
        }
    }

    /// What the provider has no place for.
    fn check(&mut self, statement: &Statement) {
        if statement.price > 999_999_999 {
            self.wrong("order", "決済金額が9桁を超えるため、送信できません");
        }
        if statement.tax > 999_999 {
            self.wrong("order", "消費税が6桁を超えるため、送信できません");
        }
        if statement.price + statement.tax == 0 && !self.has(Fault::F52) {
            self.wrong("order", "0円のご注文のため、決済を登録しません");
        }
        let fits = |amount: i64| (-9_999_999..=99_999_999).contains(&amount);
        let mut lines = statement.lines.iter();
        if !lines.all(|line| fits(line.amount) && fits(line.tax)) {
            self.wrong("order", "明細の金額が8桁を超えるため、送信できません");
        }
        if statement.lines.len() > LINES {
            self.wrong("order", "明細が99件を超えるため、送信できません");
        }
    }
}

/// The price of a piece, where the quantity divides the amount to the hundredth.
fn piece_of(amount: i64, quantity: i64) -> Option<String> {
    let (all, quantity) = (i128::from(amount) * 10_000, i128::from(quantity));
    (all % quantity == 0).then(|| decimal(Rounding::Down.divide(all, quantity)))
}

fn sum(amounts: &[i64]) -> i64 {
    amounts.iter().sum()
}
