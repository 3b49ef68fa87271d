//! One basket by every combination of 内税・外税, 計算 and 端数, beside what the CS-Cart add-on would send.

use jiff::civil::Date;

use kakebarai::{
    billing::{BillingTerms, OrderProblem, ProductCodes, Statement},
    order::{Order, Rounding, TaxCalculation},
};

use super::{AddonRequest, Basket, Pricing};
use crate::settings::{CALCULATIONS, ROUNDINGS};

/// One way to compute the taxes of a basket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Combination {
    pub(crate) pricing: Pricing,
    pub(crate) calculation: TaxCalculation,
    pub(crate) rounding: Rounding,
}

impl Combination {
    /// 計算, as the settings call it.
    pub(crate) fn calculation_label(self) -> &'static str {
        let mut known = CALCULATIONS.iter();
        let found = known.find(|(known, ..)| *known == self.calculation);
        found.map_or("", |(_, _, label, _)| label)
    }

    /// 端数, as the settings call it.
    pub(crate) fn rounding_label(self) -> &'static str {
        let mut known = ROUNDINGS.iter();
        let found = known.find(|(known, ..)| *known == self.rounding);
        found.map_or("", |(_, _, label)| label)
    }

    /// All of it: `外税・税率ごとに1回・切り捨て`.
    pub(crate) fn label(self) -> String {
        format!(
            "{}・{}・{}",
            self.pricing.label(),
            self.calculation_label(),
            self.rounding_label()
        )
    }

    /// Its word in forms: `on-top:once-per-rate:down`.
    pub(crate) fn word(self) -> String {
        let calculation = CALCULATIONS
            .iter()
            .find(|(known, ..)| *known == self.calculation);
        let rounding = ROUNDINGS.iter().find(|(known, ..)| *known == self.rounding);
        let calculation = calculation.map_or("", |(_, word, ..)| word);
        let rounding = rounding.map_or("", |(_, word, _)| word);
        format!("{}:{calculation}:{rounding}", self.pricing.word())
    }

    /// The order and the terms that it is billed by.
    pub(crate) fn billing(
        self,
        basket: &Basket,
        shop: &BillingTerms,
        number: &str,
        date: Date,
    ) -> (Order, BillingTerms) {
        let mut terms = basket.terms(shop, self.pricing);
        terms.tax_calculation = self.calculation;
        terms.rounding = self.rounding;
        (basket.order(self.pricing, number, date), terms)
    }
}

/// A combination and its result.
#[derive(Clone, Debug)]
pub(crate) struct ComparisonRow {
    pub(crate) combination: Combination,
    pub(crate) billed: Result<Statement, Vec<OrderProblem>>,
    /// The place of what the add-on sends.
    pub(crate) addon: usize,
}

/// All combinations of a basket.
#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    pub(crate) rows: Vec<ComparisonRow>,
    /// What the add-on sends, by 内税・外税 and its setting: 単価, or else 小計.
    pub(crate) addon: Vec<(Pricing, bool, AddonRequest)>,
    /// The total to compare with, in yen: the one that the shop has shown, or else what the shop's own settings bill.
    pub(crate) compared_with: Option<i64>,
}

impl Comparison {
    /// `shop` are the shop's own terms.
    pub(crate) fn of(basket: &Basket, shop: &BillingTerms, date: Date) -> Self {
        let has_codes = shop.product_codes != ProductCodes::NotSent;
        let (mut rows, mut addon) = (Vec::new(), Vec::new());
        for pricing in basket.pricings() {
            let first = addon.len();
            for by_the_piece in [false, true] {
                let request = AddonRequest::of(basket, pricing, by_the_piece, has_codes);
                addon.push((pricing, by_the_piece, request));
            }
            for (calculation, ..) in CALCULATIONS {
                for (rounding, ..) in ROUNDINGS {
                    let combination = Combination {
                        pricing,
                        calculation,
                        rounding,
                    };
                    let (order, terms) = combination.billing(basket, shop, "", date);
                    let by_the_piece = calculation == TaxCalculation::UnitPrice;
                    rows.push(ComparisonRow {
                        combination,
                        billed: Statement::of(&order, &terms),
                        addon: first + usize::from(by_the_piece),
                    });
                }
            }
        }
        let own = rows.iter().find(|row| {
            let Combination {
                calculation,
                rounding,
                ..
            } = row.combination;
            (calculation, rounding) == (shop.tax_calculation, shop.rounding)
        });
        let own = own.and_then(|row| row.billed.as_ref().ok());
        let compared_with = basket.shown.or(own.map(Statement::total));
        Self {
            rows,
            addon,
            compared_with,
        }
    }

    /// Why none of them can be sent, if the reasons are the same.
    pub(crate) fn problems(&self) -> Option<&[OrderProblem]> {
        let mut rows = self.rows.iter().map(|row| row.billed.as_ref().err());
        let first = rows.next()??;
        rows.all(|other| other == Some(first)).then_some(first)
    }
}
