//! Tax lines that name what is taxed.

use jiff::civil::date;

use crate::{
    billing::{BillingTerms, Note, Source, Statement},
    client::Decimal2,
    order::{Item, Order, Shipping, Tax},
};

fn naming_the_base() -> BillingTerms {
    BillingTerms {
        base_in_tax_names: true,
        ..BillingTerms::default()
    }
}

/// Names and taxes of the tax lines.
fn tax_lines(statement: &Statement) -> Vec<(&str, i32)> {
    let lines = statement.lines.iter();
    lines
        .filter(|line| matches!(line.source, Source::Tax(_)))
        .map(|line| (line.name.as_str(), line.tax))
        .collect()
}

#[test]
fn what_is_taxed_is_named_with_its_rate() {
    // The discount of 1,054 yen is a twentieth of the goods: 1,000 of 20,000 and 54 of 1,080.
    let order = Order::new("1001", date(2026, 11, 24))
        .tax(Tax::on_top(1, "消費税", 10_u32))
        .tax(Tax::included(2, "消費税", 8_u32))
        .tax(Tax::on_top(3, "消費税", 10_u32))
        .item(Item::new("机", 1_u32, 20_000_u32).taxed(1))
        .item(Item::new("茶", 1_u32, 1_080_u32).taxed(2))
        .item(Item::new("切手", 1_u32, 0_u32))
        .shipping(Shipping::new(510).taxed(1))
        .discount(1_054);
    let statement = Statement::of(&order, &naming_the_base()).unwrap();
    // 20,000 − 1,000 + 510, and 1,080 − 54, of which 8/108 are the tax. Nothing is taxed by the third.
    assert_eq!(
        tax_lines(&statement),
        [
            ("消費税 10%対象 19,510円", 1_951),
            ("消費税 8%対象 1,026円（税込）", 76),
        ]
    );
    let sums: Vec<_> = statement
        .taxes
        .iter()
        .map(|sum| (sum.tax, sum.rate.to_string(), sum.base, sum.amount))
        .collect();
    assert_eq!(
        sums,
        [
            (1, "10".to_owned(), 19_510, 1_951),
            (2, "8".to_owned(), 1_026, 76)
        ]
    );
    // 19,510 + 1,026 − 76.
    assert_eq!((statement.price, statement.tax), (20_460, 2_027));
    let usual = Statement::of(&order, &BillingTerms::default()).unwrap();
    assert_eq!(
        tax_lines(&usual),
        [("消費税", 1_951), ("消費税", 76)],
        "only where it is asked for"
    );
}

#[test]
fn the_name_is_cut_and_what_is_taxed_is_not() {
    // 17 columns at the end leave 43: 21 full-width characters.
    let order = Order::new("1001", date(2026, 11, 24))
        .tax(Tax::on_top(
            1,
            "消費税".repeat(10),
            Decimal2::from_hundredths(625),
        ))
        .item(Item::new("机", 1_u32, 4_000_u32).taxed(1));
    let statement = Statement::of(&order, &naming_the_base()).unwrap();
    let name = format!("{} 6.25%対象 4,000円", "消費税".repeat(7));
    assert_eq!(tax_lines(&statement), [(name.as_str(), 250)]);
    let cut = "消費税".repeat(3);
    assert_eq!(statement.notes, [Note::NameCut { name, cut }]);
}
