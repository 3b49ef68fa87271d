//! Taxes billed twice, by orders computed by hand.

use serde_json::{Value, json};

use super::{an010, good_order, journal};
use crate::{rules::judge_by, traffic::Traffic};

/// The numbers of proofs and suspicions that a tax is billed twice.
fn said(orders: &[Value]) -> (usize, usize) {
    let journal = journal(orders);
    let judged = judge_by("TAX-02", &Traffic::of_command(&journal)).unwrap();
    let suspicions = judged
        .findings
        .iter()
        .filter(|finding| finding.suspicion)
        .count();
    (judged.findings.len() - suspicions, suspicions)
}

/// An order of these lines: name, pieces, amount, tax.
fn order(lines: &[(&str, u32, i64, i64)]) -> Value {
    let price: i64 = lines.iter().map(|line| line.2).sum();
    let tax: i64 = lines.iter().map(|line| line.3).sum();
    let mut fields = json!({
        "orderNo": "1", "settlePrice": price.to_string(), "shohiZei": tax.to_string(), "meisaiUmu": "1",
    });
    for (number, (name, pieces, amount, tax)) in (1..).zip(lines) {
        fields[format!("shohinMei{number}")] = json!(name);
        fields[format!("suryo{number}")] = json!(pieces.to_string());
        fields[format!("kessaiKingaku{number}")] = json!(amount.to_string());
        fields[format!("shohiZei{number}")] = json!(tax.to_string());
    }
    an010(&fields)
}

const TEN: &str = "消費税（10%）";
const EIGHT: &str = "消費税（8%）";

#[test]
fn one_rate() {
    assert_eq!(said(&[good_order()]), (0, 0));
    // 1,100 including 100, billed as 1,200.
    let twice = order(&[("コピー用紙", 1, 1_100, 0), (TEN, 1, 0, 100)]);
    assert_eq!(said(std::slice::from_ref(&twice)), (1, 0));
    let judged = judge_by("TAX-02", &Traffic::of_command(&journal(&[twice]))).unwrap();
    let harm = judged.findings[0].harm.clone().unwrap();
    assert_eq!(
        (harm.yen, harm.text.as_str()),
        (100, "1,100円のご注文に、1,200円を請求しています")
    );
    // Excluded before: 1,099 includes 99, which leaves 1,000.
    assert_eq!(
        said(&[order(&[("コピー用紙", 1, 1_000, 0), (TEN, 1, 0, 99)])]),
        (0, 0)
    );
    // 7,000 and 500 of postage less 1,000 of discount: 6,500 include 590, rounded down, or 650 are added.
    let with = |tax| {
        order(&[
            ("机", 1, 7_000, 0),
            ("送料", 1, 500, 0),
            ("ご注文割引", 1, -1_000, 0),
            (TEN, 1, 0, tax),
        ])
    };
    assert_eq!(said(&[with(590)]), (1, 0));
    assert_eq!(said(&[with(650)]), (0, 0));
}

#[test]
fn two_rates_that_share_a_discount() {
    // 5,500 at 10 % and 2,160 at 8 % less 766: 550 of it reduce the first, 216 the second.
    let with = |ten, eight| {
        order(&[
            ("机", 1, 5_500, 0),
            ("お茶", 1, 2_160, 0),
            ("ご注文割引", 1, -766, 0),
            (TEN, 1, 0, ten),
            (EIGHT, 1, 0, eight),
        ])
    };
    // 4,950 include 450. 1,944 include 144.
    assert_eq!(said(&[with(450, 144)]), (1, 0));
    // Added: 495, and 155 of 155.52.
    assert_eq!(said(&[with(495, 155)]), (0, 0));
}

#[test]
fn taxes_on_each_line() {
    let with = |first, second| order(&[("机", 2, 11_000, first), ("お茶", 1, 2_160, second)]);
    assert_eq!(said(&[with(1_000, 160)]), (1, 0));
    assert_eq!(said(&[with(1_100, 172)]), (0, 0));
    assert_eq!(said(&[with(1_100, 173)]), (0, 0));
}

/// 99 yen three times and 50 of postage, rounded down for each piece: 27 and 5.
#[test]
fn pieces_that_are_rounded_one_by_one_are_right() {
    assert_eq!(
        said(&[order(&[
            ("のり", 3, 297, 0),
            ("送料", 1, 50, 0),
            ("消費税", 1, 0, 32)
        ])]),
        (0, 0)
    );
}

/// Ambiguous amounts give no finding.
#[test]
fn small_amounts_say_nothing() {
    assert_eq!(
        said(&[order(&[("のり", 1, 99, 0), (TEN, 1, 0, 9)])]),
        (0, 0)
    );
}

/// 1,100 including its tax, and stamps of 100 without any, look alike: once may be chance, twice is not.
#[test]
fn what_chance_may_explain_once() {
    let with = |name| order(&[(name, 1, 1_000, 0), ("切手", 1, 100, 0), (TEN, 1, 0, 100)]);
    assert_eq!(said(&[with("のり")]), (0, 0));
    assert_eq!(said(&[with("のり"), with("はさみ")]), (0, 2));
}

#[test]
fn without_lines_there_are_only_the_sums() {
    let with = |order: &str, price: i64, tax: i64| {
        an010(&json!({
            "orderNo": order, "settlePrice": price.to_string(), "shohiZei": tax.to_string(), "meisaiUmu": "2",
        }))
    };
    assert_eq!(
        said(&[with("1", 11_000, 1_100), with("2", 10_800, 864)]),
        (0, 0)
    );
    assert_eq!(said(&[with("1", 11_000, 1_000)]), (0, 0));
    assert_eq!(
        said(&[with("1", 11_000, 1_000), with("2", 10_800, 800)]),
        (0, 2)
    );
}

/// 24 amounts, of which no others make the sum by chance: all but one are even multiples of 10,000.
#[test]
fn many_amounts() {
    let mut lines: Vec<(&str, u32, i64, i64)> = (1..=23)
        .map(|place| ("机", 1, place * 110_000, 0))
        .collect();
    lines.push(("送料", 1, 1_100, 0));
    let sum: i64 = lines.iter().map(|line| line.2).sum();
    // 276 times 110,000 and 1,100.
    assert_eq!(sum, 30_361_100);
    let mut twice = lines.clone();
    twice.push((TEN, 1, 0, 2_760_100));
    assert_eq!(said(&[order(&twice)]), (1, 0));
    lines.push((TEN, 1, 0, 3_036_110));
    assert_eq!(said(&[order(&lines)]), (0, 0));
}
