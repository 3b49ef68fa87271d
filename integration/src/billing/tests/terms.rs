//! The terms of a shop: what is wrong with them, and what is allowed and yet looks like a mistake.

use crate::{
    billing::{BillingTerms, Fee, Term},
    order::Tax,
};

fn wrong(terms: &BillingTerms, taxes: &[Tax]) -> Vec<Term> {
    let problems = terms.problems(taxes);
    problems.iter().map(|problem| problem.term).collect()
}

#[test]
fn bounds() {
    assert_eq!(wrong(&BillingTerms::default(), &[]), []);
    for (fixed, percent, expected) in [
        (0, "0", vec![]),
        (999_999, "100", vec![]),
        (1_000_000, "0", vec![Term::FixedFee]),
        (-1, "0", vec![Term::FixedFee]),
        (0, "100.01", vec![Term::PercentFee]),
        (0, "-0.01", vec![Term::PercentFee]),
        (-1, "-1", vec![Term::FixedFee, Term::PercentFee]),
    ] {
        let mut terms = BillingTerms::default();
        terms.fee.fixed = fixed;
        terms.fee.percent = percent.parse().unwrap();
        assert_eq!(wrong(&terms, &[]), expected, "{fixed} {percent}");
        assert_eq!(terms.fee.is_within_bounds(), expected.is_empty());
    }
}

#[test]
fn the_name_of_the_fee() {
    let of_30 = "手".repeat(30);
    let of_31 = "手".repeat(31);
    for (name, is_good, sent) in [
        ("", true, "支払手数料"),
        (" 　", true, "支払手数料"),
        (" 手数料 ", true, "手数料"),
        (&of_30, true, &of_30),
        (&of_31, false, &of_31),
        ("手数料①", false, "手数料①"),
    ] {
        let terms = BillingTerms {
            fee_name: name.to_owned(),
            ..BillingTerms::default()
        };
        assert_eq!(wrong(&terms, &[]).is_empty(), is_good, "{name}");
        assert_eq!(terms.fee_name(), sent);
    }
}

#[test]
fn the_tax_of_the_fee() {
    let terms = BillingTerms {
        fee_tax: Some(1),
        ..BillingTerms::default()
    };
    let tax = Tax::on_top(1, "消費税", 10_u32);
    let other = Tax::on_top(2, "消費税", 10_u32);
    assert_eq!(wrong(&terms, &[other.clone(), tax.clone()]), []);
    assert_eq!(wrong(&terms, &[other]), [Term::FeeTax]);
    assert_eq!(wrong(&terms, &[tax.disabled()]), [Term::FeeTax]);
}

#[test]
fn the_code_of_the_cart() {
    let (of_20, of_21) = ("c".repeat(20), "c".repeat(21));
    for (code, is_good) in [
        ("", true),
        ("cscart", true),
        ("a-b_c.d!~", true),
        (&of_20, true),
        (&of_21, false),
        ("a,b", false),
        ("a b", false),
        ("a\tb", false),
        ("カート", false),
    ] {
        let terms = BillingTerms {
            cart_code: code.to_owned(),
            ..BillingTerms::default()
        };
        let expected: &[Term] = if is_good { &[] } else { &[Term::CartCode] };
        assert_eq!(wrong(&terms, &[]), expected, "{code}");
    }
}

#[test]
fn what_looks_like_a_mistake() {
    let tax = Tax::on_top(1, "消費税", 10_u32);
    let warned = |fee: i64, fee_tax: Option<u32>, taxes: &[Tax]| {
        let terms = BillingTerms {
            fee: Fee::fixed(fee),
            fee_tax,
            ..BillingTerms::default()
        };
        terms.warnings(taxes).len()
    };
    let taxes = [tax.clone(), Tax::on_top(2, "消費税", 8_u32).disabled()];
    assert_eq!(warned(0, None, &taxes), 0);
    assert_eq!(warned(0, Some(1), &taxes), 0);
    assert_eq!(warned(330, Some(1), &taxes), 0);
    assert_eq!(warned(330, None, &taxes), 1);
    assert_eq!(warned(0, None, &[]), 1);
    assert_eq!(warned(330, None, &[tax.disabled()]), 2);
}

#[test]
fn fees_by_hand() {
    for (fixed, percent, amount, expected) in [
        (300, "0", 10_000, 300),
        (0, "3", 10_000, 300),
        (300, "3.25", 10_000, 625),
        (0, "1.5", 33, 0),
        (0, "1.5", 34, 1),
        (0, "0", 0, 0),
        (100, "5", -50, 100),
    ] {
        let fee = Fee {
            fixed,
            percent: percent.parse().unwrap(),
        };
        assert_eq!(fee.of(amount), expected, "{fixed} {percent} {amount}");
    }
}
