//! The choice of a tax, or of none.

use kakebarai::order::Tax;

use crate::forms::{Choice, Errors};

/// What there is to choose from.
pub(crate) fn choices(taxes: &[Tax]) -> Vec<Choice> {
    let taxes = taxes.iter().map(|tax| {
        let off = if tax.enabled { "" } else { "（無効）" };
        Choice::new(tax.id.to_string(), format!("{}{off}", tax.name))
    });
    std::iter::once(Choice::new("", "非課税（税をかけない）"))
        .chain(taxes)
        .collect()
}

/// The chosen tax; `None` for 非課税. A tax that does not exist is an error.
pub(crate) fn chosen(field: &str, value: &str, taxes: &[Tax], errors: &mut Errors) -> Option<u32> {
    if value.is_empty() {
        return None;
    }
    let found = taxes.iter().find(|tax| tax.id.to_string() == value);
    if found.is_none() {
        errors.add(field, "税", "選んだ税がありません。選び直してください。");
    }
    found.map(|tax| tax.id)
}
