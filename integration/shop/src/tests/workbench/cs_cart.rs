//! What the CS-Cart add-on sends: each figure was measured on the add-on with CS-Cart's own tax code.

use super::{basket, charges};
use crate::workbench::{AddonRequest, Basket, Pricing};

const SUBTOTAL: bool = false;
const UNIT: bool = true;

fn sent(basket: &Basket, by_the_piece: bool) -> AddonRequest {
    AddonRequest::of(basket, Pricing::AsEntered, by_the_piece, true)
}

/// 決済金額, 消費税, the sum of the lines, and the shop's total, in yen; and the code of the answer.
fn figures(basket: &Basket, by_the_piece: bool) -> (i64, i64, i64, i64, Option<&'static str>) {
    let sent = sent(basket, by_the_piece);
    (
        sent.price,
        sent.tax,
        sent.sum_of_lines(),
        sent.shown,
        sent.refusal,
    )
}

fn mistakes(basket: &Basket, by_the_piece: bool) -> Vec<String> {
    let mistakes = sent(basket, by_the_piece).mistakes;
    mistakes.iter().map(ToString::to_string).collect()
}

#[test]
fn on_top_by_the_subtotal_is_right() {
    let plain = basket("A,紙,3980,3,10,外税", &[]);
    assert_eq!(
        figures(&plain, SUBTOTAL),
        (11_940, 1_194, 11_940, 13_134, None)
    );
    let more = basket("A,紙,3980,3,10,外税", &charges("外税"));
    assert_eq!(
        figures(&more, SUBTOTAL),
        (12_570, 1_257, 12_570, 13_827, None)
    );
    let both = basket("A,紙,3980,3,10,外税\nB,茶,4320,3,8,外税", &charges("外税"));
    assert_eq!(
        figures(&both, SUBTOTAL),
        (25_530, 2_299, 25_530, 27_829, None)
    );
    assert_eq!(mistakes(&both, SUBTOTAL), [""; 0]);
}

#[test]
fn a_tax_that_is_in_the_prices_is_billed_twice() {
    let plain = basket("A,紙,4378,3,10,内税", &[]);
    for by in [SUBTOTAL, UNIT] {
        assert_eq!(figures(&plain, by), (13_134, 1_194, 13_134, 13_134, None));
        assert_eq!(sent(&plain, by).billed(), 14_328);
        assert_eq!(
            mistakes(&plain, by),
            ["消費税の二重請求（1,194円多く請求）"]
        );
    }
    let more = basket("A,紙,4378,3,10,内税", &charges("内税"));
    assert_eq!(
        figures(&more, SUBTOTAL),
        (13_764, 1_252, 13_764, 13_764, None)
    );
    assert_eq!(sent(&more, SUBTOTAL).billed(), 15_016);
    assert_eq!(figures(&more, UNIT), (13_764, 1_297, 13_764, 13_764, None));
    assert_eq!(sent(&more, UNIT).billed(), 15_061);
    let both = basket("A,紙,3980,3,10,内税\nB,茶,4320,3,8,内税", &charges("内税"));
    assert_eq!(
        figures(&both, SUBTOTAL),
        (25_530, 2_108, 25_530, 25_530, None)
    );
    assert_eq!(sent(&both, SUBTOTAL).billed(), 27_638);
    assert_eq!(figures(&both, UNIT), (25_530, 2_149, 25_530, 25_530, None));
    assert_eq!(sent(&both, UNIT).billed(), 27_679);
}

#[test]
fn on_top_by_the_piece_is_refused() {
    let plain = basket("A,紙,3980,3,10,外税", &[]);
    let expected = (11_940, 1_194, 13_134, 13_134, Some("A060005"));
    assert_eq!(figures(&plain, UNIT), expected);
    let more = basket("A,紙,3980,3,10,外税", &charges("外税"));
    let expected = (12_570, 1_307, 13_844, 13_877, Some("A060005"));
    assert_eq!(figures(&more, UNIT), expected);
    assert_eq!(
        mistakes(&more, UNIT),
        ["単価計算の外税で、明細にだけ税が入る"]
    );
}

#[test]
fn fractions_are_refused_only_where_the_rounded_lines_do_not_add_up() {
    let fine = basket("A,ねじ,99.5,3,10,外税", &[]);
    assert_eq!(figures(&fine, SUBTOTAL), (299, 30, 299, 329, None));
    let wrong = basket("A,ねじ,10.4,1,10,外税\nB,ねじ,10.4,1,10,外税", &[]);
    assert_eq!(figures(&wrong, SUBTOTAL), (21, 2, 20, 23, Some("A060005")));
    assert_eq!(
        mistakes(&wrong, SUBTOTAL),
        ["端数のある明細の合計が、決済金額と合わない"]
    );
}

#[test]
fn a_gift_certificate_stands_in_no_line() {
    let gift = basket("A,机,5000,1,10,外税", &[("gift", "1000")]);
    let expected = (4_000, 500, 5_000, 4_500, Some("A060005"));
    assert_eq!(figures(&gift, SUBTOTAL), expected);
    let points = basket("A,机,5000,1,10,外税", &[("points", "1000")]);
    assert_eq!(figures(&points, SUBTOTAL), expected);
    assert_eq!(
        mistakes(&gift, SUBTOTAL),
        ["ギフト券・ポイント（1,000円）が明細にない"]
    );
    // Of 5,500 yen 300 are left, less than the tax: 決済金額 would be negative, which the provider does not read as a number.
    let nothing = basket("A,机,5000,1,10,外税", &[("gift", "5200")]);
    assert_eq!(
        figures(&nothing, SUBTOTAL),
        (-200, 500, 5_000, 300, Some("A060003"))
    );
}

#[test]
fn more_than_99_lines_are_not_handled() {
    let of = |lines: usize| basket(&"A,紙,100,1,10,外税\n".repeat(lines), &[]);
    // The line of the tax comes last.
    assert_eq!(sent(&of(98), SUBTOTAL).refusal, None);
    assert_eq!(sent(&of(99), SUBTOTAL).refusal, Some("A070005"));
    assert_eq!(sent(&of(149), SUBTOTAL).refusal, Some("A060005"));
    assert_eq!(mistakes(&of(149), SUBTOTAL), ["明細が150件（99件まで）"]);
}

#[test]
fn codes_that_it_tears_apart_are_refused() {
    let torn = basket("コップ100,コップ,100,1,10,外税", &[]);
    assert_eq!(sent(&torn, SUBTOTAL).refusal, Some("A100002"));
    assert_eq!(
        mistakes(&torn, SUBTOTAL),
        ["半角でない、または途中で切れた商品コード（1件）"]
    );
    let without = AddonRequest::of(&torn, Pricing::AsEntered, SUBTOTAL, false);
    assert_eq!(
        (without.refusal, without.lines[0].code.as_str()),
        (None, "")
    );
}
