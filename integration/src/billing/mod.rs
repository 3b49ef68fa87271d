//! From an order to what the buyer is billed: lines, amounts and taxes, right to the yen.

mod amounts;
mod checks;
mod codes;
mod draft;
mod limits;
mod lines;
pub mod names;
mod part_payments;
mod parts;
mod problem;
mod statement;
mod tax_names;
mod taxes;
mod terms;
#[cfg(test)]
mod tests;
mod totals;

#[cfg(feature = "ledger")]
pub(crate) use checks::sending_problems;
pub use codes::{MAX_CHARACTERS, NotHalfWidth, ProductCodes, SentCode};
pub use problem::OrderProblem;
pub use statement::{Line, Note, Source, Statement};
pub use terms::{BillingTerms, Fee, Term, TermsProblem};
pub use totals::{TaxSum, Totals};

use crate::characters::separated;

/// 決済金額: nine digits (documented).
const MAX_PRICE: i64 = 999_999_999;

/// An amount as people write it: 1,234円.
fn yen(amount: i64) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    format!("{sign}{}円", separated(amount.unsigned_abs()))
}
