//! Orders worked out by hand, to the yen. A line more is a test more.
//!
//! `99x3@10` is three pieces at 99 yen, taxed with 10 % on top; `@i10` has the 10 % in the price, `@-` is not taxed. 送 is
//! postage, 割 the discount, 料 the fee (`料110+3.5@10`: 110 yen and 3.5 %), 券 and 点 pay a part. 回 rounds once for each rate, 計 and
//! 単 as CS-Cart does; ↓ ↑ 四 are 切り捨て, 切り上げ and 四捨五入.

use kakebarai::{
    billing::{BillingTerms, Fee, Source, Statement},
    client::Decimal2,
    order::{Item, Order, PartPayment, Rounding, Shipping, Tax, TaxCalculation},
};

use super::order;

/// An order, how it is rounded, and 決済金額 + 消費税.
#[rustfmt::skip]
const ORDERS: &[(&str, &str, &str)] = &[
    ("1000x1@10", "回↓", "1000+100"),
    ("99x3@10", "回↓", "297+29"),                              // 29.7
    ("99x3@10", "回↑", "297+30"),
    ("99x3@10", "回四", "297+30"),
    ("99x3@10", "単↓", "297+27"),                              // 9.9, so 9 each
    ("99x3@10", "単↑", "297+30"),
    ("99x3@10", "計↓", "297+29"),
    ("105x3@10", "単四", "315+33"),                            // 10.5, so 11 each
    ("105x3@10", "回四", "315+32"),                            // 31.5
    ("1100x1@i10", "回↓", "1000+100"),
    ("99x3@i10", "回↓", "270+27"),                             // 297 ÷ 11
    ("100x1@i10", "回↓", "91+9"),                              // 9.09
    ("100x1@i10", "回↑", "90+10"),
    ("100x1@i10", "回四", "91+9"),
    ("105x3@i10 送550@i10", "単↓", "788+77"),                  // 9.54 so 27, and 50
    ("105x3@i10 送550@i10", "回↓", "787+78"),                  // 865 ÷ 11 = 78.6
    ("11000x1@i10 送109@i10", "計↓", "10100+1009"),            // 1,000 and 9.9
    ("3000x1@10 1999x1@8 割777", "回↓", "4222+388"),           // 466 and 311 off: 253.4 and 135.04
    ("1100x1@i10 1080x1@i8 送500@10", "回↓", "2500+230"),      // 150 for 10 % in all, 80
    ("3000x1@10 券3200", "回↓", "0+100"),
    ("10000x1@10 点300 券10200", "回↓", "0+500"),
    ("10000x1@10 券500 点250", "回↓", "9250+1000"),
    ("10000x1@10 送500@10 料110+3.5@i10", "回↓", "10935+1093"), // fee 478; (11,550 + 478) ÷ 11 = 1,093.4
    ("700x1@10 割700 送700@10", "回↓", "700+70"),
    ("700x1@10 割700 送700@10", "単↑", "700+70"),
    ("33.33x2.75@8 0.01x50@8", "回四", "93+7"),                // 91.66 and 0.5, so 92 and 1; 7.44
    ("1000x1@- 1000x1@8 割333", "回↓", "1667+66"),             // 167 and 166 off; 834 × 8 % = 66.72
    ("9x1000@10 割500 送800@10", "単↓", "9300+80"),            // 0.9, so nothing of the goods; 80 of the postage
    ("9x1000@10 割500 送800@10", "計↓", "9300+930"),
    ("9x1000@10 割500 送800@10", "回↓", "9300+930"),
    ("1x1@10", "回↓", "1+0"),
    ("1x1@10", "回↑", "1+1"),
    ("0.5x3@10", "回↓", "2+0"),                                // 1.5, so 2
    ("12.5x3@8", "回↓", "38+3"),                               // 37.5, so 38; 3.04
    ("198x7@8 298x5@10 送660@10", "回↓", "3536+325"),          // 110.88 and 215
    ("198x7@8 298x5@10 送660@10", "回四", "3536+326"),
    ("198x7@8 298x5@10 送660@10", "単↓", "3536+316"),          // 15 × 7, 29 × 5, 66
    ("198x7@8 298x5@10 送660@10", "単↑", "3536+328"),          // 16 × 7, 30 × 5, 66
    ("3980x3@10 送800@10", "回↓", "12740+1274"),
    ("5000x2@10 割1000 料330@10", "回↓", "9330+933"),
    ("5000x2@10 料0+2.5@-", "回↓", "10250+1000"),
    ("20000x1@i10 割1001", "回↓", "17272+1727"),               // 18,999 ÷ 11 = 1,727.2
    ("550x1@i10 540x1@i8 割109", "回↓", "900+81"),             // 495 ÷ 11 and 486 × 8 ÷ 108
    ("120.5x2.75@10", "回↓", "331+33"),                        // 331.375; 33.1
    ("2500x4@10 点9999 券1", "回↓", "0+1000"),
];

fn number(text: &str) -> Decimal2 {
    text.parse().unwrap()
}

/// The id of a tax: 10 and 8 on top, 110 and 108 in the price.
fn tax_of(text: &str) -> Option<u32> {
    match text {
        "-" => None,
        included if included.starts_with('i') => Some(100 + included[1..].parse::<u32>().unwrap()),
        on_top => Some(on_top.parse().unwrap()),
    }
}

fn read(text: &str, how: &str) -> (Order, BillingTerms) {
    let (mut order, mut terms) = (order(), BillingTerms::default());
    for (id, rate) in [(10, 10_u32), (8, 8)] {
        order.taxes.push(Tax::on_top(id, format!("{rate}%"), rate));
        order
            .taxes
            .push(Tax::included(100 + id, format!("{rate}%"), rate));
    }
    let mut how = how.chars();
    terms.tax_calculation = match how.next().unwrap() {
        '回' => TaxCalculation::OncePerRate,
        '計' => TaxCalculation::Subtotal,
        _ => TaxCalculation::UnitPrice,
    };
    terms.rounding = match how.next().unwrap() {
        '↓' => Rounding::Down,
        '↑' => Rounding::Up,
        _ => Rounding::HalfUp,
    };
    for part in text.split(' ') {
        let rest = part.trim_start_matches(|sign: char| !sign.is_ascii());
        let (amount, tax) = rest.split_once('@').unwrap_or((rest, "-"));
        match part.chars().next().unwrap() {
            '送' => {
                let mut shipping = Shipping::new(amount.parse().unwrap());
                shipping.tax = tax_of(tax);
                order.shipping.push(shipping);
            }
            '割' => order.discount = amount.parse().unwrap(),
            '料' => {
                let (fixed, percent) = amount.split_once('+').unwrap_or((amount, "0"));
                terms.fee = Fee::fixed(fixed.parse().unwrap());
                terms.fee.percent = number(percent);
                terms.fee_tax = tax_of(tax);
            }
            '券' | '点' => {
                let paid = PartPayment::new(&part[..3], amount.parse().unwrap());
                order.part_payments.push(paid);
            }
            _ => {
                let (price, quantity) = amount.split_once('x').unwrap();
                let mut item = Item::new("商品", number(quantity), number(price));
                item.tax = tax_of(tax);
                order.items.push(item);
            }
        }
    }
    (order, terms)
}

#[test]
fn each_comes_to_what_it_should() {
    assert!(ORDERS.len() >= 40);
    let mut wrong = Vec::new();
    for (text, how, expected) in ORDERS {
        let (order, terms) = read(text, how);
        let statement = Statement::of(&order, &terms).unwrap();
        let found = format!("{}+{}", statement.price, statement.tax);
        if found != *expected {
            wrong.push(format!("{text} {how}: {found} and not {expected}"));
        }
        let lines = statement.lines.iter();
        let (price, tax) = lines.fold((0, 0), |(price, tax), line| {
            (price + line.price, tax + line.tax)
        });
        assert_eq!(format!("{price}+{tax}"), found, "{text} {how}");
    }
    assert_eq!(wrong, [""; 0]);
}

/// Name of the source, 決済金額 and 消費税 of each line but those of the taxes.
fn lines(text: &str, how: &str) -> Vec<(i32, i32)> {
    let (order, terms) = read(text, how);
    let lines = Statement::of(&order, &terms).unwrap().lines;
    let lines = lines
        .iter()
        .filter(|line| !matches!(line.source, Source::Tax(_)));
    lines.map(|line| (line.price, line.tax)).collect()
}

#[test]
fn each_line_has_its_own_tax_taken_out_of_it() {
    assert_eq!(lines("105x3@i10 送550@i10", "単↓"), [(288, 0), (500, 0)]);
    assert_eq!(
        lines("11000x1@i10 送109@i10", "計↓"),
        [(10_000, 0), (100, 0)]
    );
    let (order, terms) = read("105x3@i10 送550@i10", "単↓");
    let statement = Statement::of(&order, &terms).unwrap();
    assert_eq!(statement.lines[0].unit_price, Some(number("96")));
    let sums: Vec<_> = statement
        .taxes
        .iter()
        .map(|sum| (sum.base, sum.amount))
        .collect();
    assert_eq!(sums, [(865, 77)]);
}

#[test]
fn part_payments_take_from_the_price_first() {
    let paid = |text: &str| lines(text, "回↓").split_off(1);
    assert_eq!(
        paid("10000x1@10 点300 券10200"),
        [(-300, 0), (-9_700, -500)]
    );
    assert_eq!(
        paid("10000x1@10 券10200 点300"),
        [(-9_700, -500), (-300, 0)]
    );
    // 10,900 of 10,000 and 1,000.
    assert_eq!(
        paid("10000x1@10 点200 券600 点9900 券200"),
        [(-200, 0), (-600, 0), (-9_000, -900), (-200, 0)]
    );
    // 108 of 100 and 10: of the 8, one of 6 can pay 5.
    let mut eighteen = [(-6, 0); 18];
    eighteen[16..].copy_from_slice(&[(-3, -3), (-1, -5)]);
    let sixes = format!("100x1@10{}", " 点6".repeat(18));
    assert_eq!(paid(&sixes), eighteen);
    let (order, terms) = read("10000x1@10 券10500", "回↓");
    let notes = Statement::of(&order, &terms).unwrap().notes;
    let notes: Vec<String> = notes.iter().map(ToString::to_string).collect();
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(
        notes[0].contains("消費税として送信するのは500円"),
        "{notes:?}"
    );
    // Of each payment a yen is of the price: 21 of a yen cannot pay 20 and one of the tax, of 22 in all.
    let ones = format!("20x1@10{}", " 点1".repeat(21));
    let (order, terms) = read(&ones, "回↓");
    let problems = Statement::of(&order, &terms).unwrap_err();
    assert_eq!(problems, [kakebarai::OrderProblem::PartPaymentsTooSmall]);
    // One word for an order that is paid already.
    let (order, terms) = read("10000x1@10 券11000", "回↓");
    let problems = Statement::of(&order, &terms).unwrap_err();
    assert_eq!(problems, [kakebarai::OrderProblem::NothingToPay]);
}
