//! What an order comes to, whichever way it is paid.

use crate::{
    billing::{
        BillingTerms, OrderProblem, checks,
        parts::{parts, tax_sums},
        taxes::{Part, PartKind, tax},
    },
    client::Decimal2,
    order::Order,
};

/// What an order comes to before gift certificates and points: price, taxes and fee, whichever way it is paid. The provider's
/// limits do not apply to it; [`Statement::of`](crate::Statement::of) checks them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Totals {
    /// In yen, without tax.
    pub price: i64,
    /// In yen: the taxes of all rates, whether they are on top or included.
    pub tax: i64,
    /// The sum of each charged tax.
    pub taxes: Vec<TaxSum>,
    /// 手数料, in yen, as it is priced.
    pub fee: i64,
    pub(super) parts: Vec<Part>,
    /// For each part, its amount without tax, in yen.
    pub(super) net: Vec<i64>,
}

/// The sum of a tax. Two taxes of one rate are two sums, which are rounded together if the tax is rounded [once per
/// rate](crate::order::TaxCalculation::OncePerRate).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TaxSum {
    /// The tax's [id](crate::order::Tax::id).
    pub tax: u32,
    /// The rate, in per cent.
    pub rate: Decimal2,
    /// The taxed amount, in yen, as it is priced: with the tax if it is included. Discounts are taken off.
    pub base: i64,
    /// The tax, in yen.
    pub amount: i64,
}

impl Totals {
    /// The totals of an order.
    ///
    /// # Errors
    /// Every amount or tax of it that cannot be right, at once.
    pub fn of(order: &Order, terms: &BillingTerms) -> Result<Self, Vec<OrderProblem>> {
        let problems = checks::amount_problems(order, terms);
        if !problems.is_empty() {
            return Err(problems);
        }
        if let Some(problem) = checks::discount_problem(order) {
            return Err(vec![problem]);
        }
        let parts = parts(order, terms);
        let taxed = tax(&parts, &order.taxes, terms.tax_calculation, terms.rounding);
        let fee = parts.iter().find(|part| part.kind == PartKind::Fee);
        Ok(Self {
            price: taxed.net.iter().sum(),
            tax: taxed.taxes.iter().sum(),
            taxes: tax_sums(order, &parts, &taxed.taxes),
            fee: fee.map_or(0, |part| part.amount),
            net: taxed.net,
            parts,
        })
    }

    /// The total, in yen.
    pub const fn total(&self) -> i64 {
        self.price + self.tax
    }
}
