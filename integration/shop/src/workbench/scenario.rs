//! A basket as a Japanese scenario, in the steps of the add-on's features: pasted there, it runs.

use std::fmt::Write as _;

use kakebarai::{
    billing::{BillingTerms, Fee},
    client::Decimal,
};

use super::{Basket, Comparison, ComparisonRow, LineTax, Pricing};
use crate::format::separated;

/// The feature file of all combinations that can be sent; `None` if there are none.
pub(crate) fn scenario(
    basket: &Basket,
    comparison: &Comparison,
    shop: &BillingTerms,
) -> Option<String> {
    let is_mixed = |row: &&ComparisonRow| row.combination.pricing == Pricing::AsEntered;
    let (as_entered, uniform): (Vec<_>, Vec<_>) = comparison
        .rows
        .iter()
        .filter(|row| row.billed.is_ok())
        .partition(is_mixed);
    if as_entered.is_empty() && uniform.is_empty() {
        return None;
    }
    let mut text = "# language: ja\n機能: 消費税の確認\n".to_owned();
    // What has tax in all prices or in none is one template: its taxes have the same names.
    for (rows, title) in [(as_entered, "入力のとおり"), (uniform, "内税と外税")] {
        if let Some(first) = rows.first() {
            let pricing = first.combination.pricing;
            let is_uniform = pricing != Pricing::AsEntered;
            write_template(&mut text, title, basket, pricing, is_uniform, shop);
            write_examples(&mut text, &rows, is_uniform);
        }
    }
    Some(text)
}

fn write_template(
    text: &mut String,
    title: &str,
    basket: &Basket,
    pricing: Pricing,
    is_uniform: bool,
    shop: &BillingTerms,
) {
    let terms = basket.terms(shop, pricing);
    let order = basket.order(pricing, "", jiff::civil::Date::ZERO);
    let name_of = |id: Option<u32>| {
        let found = order.taxes.iter().find(|tax| Some(tax.id) == id);
        found.map_or("", |tax| tax.name.as_str())
    };
    let mut steps = Steps::of(text, title);
    for (tax, of) in order.taxes.iter().zip(basket.taxes(pricing)) {
        let kind = match of {
            _ if is_uniform => "<内外>",
            LineTax::Included(_) => "内税",
            _ => "外税",
        };
        steps.given(&format!("税「{}」は{}％の{kind}である", tax.name, tax.rate));
    }
    steps.given("消費税の端数は「<端数>」、計算は「<計算>」である");
    if terms.fee != Fee::default() {
        let fee = terms.fee;
        steps.given(&format!(
            "手数料は{}円と{}％である",
            yen(fee.fixed),
            fee.percent
        ));
        if terms.fee_tax.is_some() {
            steps.given(&format!("手数料の税は「{}」である", name_of(terms.fee_tax)));
        }
    }
    for shipping in &order.shipping {
        let (price, tax) = (yen(shipping.price), name_of(shipping.tax));
        steps.given(&format!("送料は{price}円、税「{tax}」である"));
    }
    if order.discount > 0 {
        steps.given(&format!("ご注文割引は{}円である", yen(order.discount)));
    }
    for item in &order.items {
        steps.when(&format!(
            "単価{}円、数量{}、税「{}」の商品を注文する",
            decimal(item.unit_price),
            decimal(item.quantity),
            name_of(item.tax)
        ));
    }
    for paid in &order.part_payments {
        steps.when(&format!("{}で{}円を支払う", paid.name, yen(paid.amount)));
    }
    steps.then("決済金額は<決済金額>円、消費税は<消費税>円、請求額は<請求額>円である");
}

fn write_examples(text: &mut String, rows: &[&ComparisonRow], is_uniform: bool) {
    text.push_str("\n    例:\n");
    let mut header = vec!["端数", "計算", "決済金額", "消費税", "請求額"];
    if is_uniform {
        header.insert(0, "内外");
    }
    let _ = writeln!(text, "      | {} |", header.join(" | "));
    for row in rows {
        let Ok(statement) = &row.billed else { continue };
        let mut cells = vec![
            row.combination.rounding_label().to_owned(),
            row.combination.calculation_label().to_owned(),
            yen(statement.price.into()),
            yen(statement.tax.into()),
            yen(statement.total()),
        ];
        if is_uniform {
            cells.insert(0, row.combination.pricing.label().to_owned());
        }
        let _ = writeln!(text, "      | {} |", cells.join(" | "));
    }
}

/// The steps of a template: the first of each kind has its word, the others go on.
struct Steps<'a> {
    text: &'a mut String,
    word: &'static str,
}

impl<'a> Steps<'a> {
    fn of(text: &'a mut String, title: &str) -> Self {
        let _ = writeln!(text, "\n  シナリオテンプレート: {title}");
        Self { text, word: "" }
    }

    fn given(&mut self, step: &str) {
        self.write("前提", step);
    }

    fn when(&mut self, step: &str) {
        self.write("もし", step);
    }

    fn then(&mut self, step: &str) {
        self.write("ならば", step);
    }

    fn write(&mut self, word: &'static str, step: &str) {
        let shown = if self.word == word { "かつ" } else { word };
        self.word = word;
        let _ = writeln!(self.text, "    {shown} {step}");
    }
}

fn yen(amount: i64) -> String {
    separated(amount.unsigned_abs())
}

/// A number with a comma before every three digits, and its fraction.
fn decimal<const DIGITS: u32>(number: Decimal<DIGITS>) -> String {
    let text = number.to_string();
    match text.split_once('.') {
        Some((whole, fraction)) => format!("{}.{fraction}", grouped(whole)),
        None => grouped(&text),
    }
}

fn grouped(whole: &str) -> String {
    whole.parse().map_or_else(|_| whole.to_owned(), separated)
}
