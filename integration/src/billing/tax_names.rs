//! The names of tax lines, with the taxed amount at the end if the terms ask for it.

use crate::{
    billing::{
        BillingTerms,
        names::{Fitted, fit, fit_before},
        yen,
    },
    order::Tax,
};

/// The name of a tax's line. `base` is what is taxed, in yen, as it is priced.
pub(super) fn tax_name(tax: &Tax, base: i64, terms: &BillingTerms) -> Fitted {
    if !terms.base_in_tax_names {
        return fit(&tax.name);
    }
    let priced = if tax.included { "（税込）" } else { "" };
    fit_before(
        &tax.name,
        &format!(" {}%対象 {}{priced}", tax.rate, yen(base)),
    )
}
