//! The workbench of quality assurance: product codes and taxes, by the library's rules, beside what the CS-Cart add-on does.

mod basket;
mod basket_input;
mod characters;
mod codes;
mod comparison;
mod cs_cart;
mod lines;
mod scenario;
mod text;

pub(crate) use basket::{Basket, BasketLine, LineTax, Pricing};
pub(crate) use basket_input::{BasketInput, FIELDS};
pub(crate) use characters::CharacterKind;
pub(crate) use codes::{
    AddonCode, CodeCheck, CodesProblem, MOST_CODES, Mark, Verdict, read_codes, same_when_cut,
};
pub(crate) use comparison::{Combination, Comparison, ComparisonRow};
pub(crate) use cs_cart::AddonRequest;
pub(crate) use scenario::scenario;
pub(crate) use text::{Charset, NotText, decoded, with_one_end};
