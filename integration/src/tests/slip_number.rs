//! 送り状番号.

use proptest::prelude::*;

use crate::slip_number::{NoSlipNumber, SlipNumber};

#[test]
fn by_hand() {
    // 12345678901 = 7 × 1763668414 + 3; 99999999999 = 7 × 14285714285 + 4.
    for text in [
        "123456789013",
        "1234-5678-9013",
        " １２３４－５６７８－９０１３ ",
        "1234ー5678ー9013",
        "999999999994",
        "000000000000",
    ] {
        assert!(SlipNumber::read(text).is_ok(), "{text}");
    }
    // As it comes along in copies.
    let copied = SlipNumber::read("\u{200b}1234\u{2060}-5678-9013\u{202c}").unwrap();
    assert_eq!(copied.as_str(), "123456789013");
    let read: SlipNumber = "1234‒5678─9013".parse().unwrap();
    assert_eq!(read.to_string(), "123456789013");
    assert_eq!(SlipNumber::read(" - "), Err(NoSlipNumber::Missing));
    assert_eq!(
        SlipNumber::read("12345678901"),
        Err(NoSlipNumber::Length("12345678901".into(), 11))
    );
    assert_eq!(
        SlipNumber::read("123456789012"),
        Err(NoSlipNumber::CheckDigit("123456789012".into(), 3))
    );
    assert!(matches!(
        SlipNumber::read("12345678901a"),
        Err(NoSlipNumber::NotDigits(_))
    ));
}

proptest! {
    #[test]
    fn one_digit_in_ten_is_right_at_most(before in 0u64..100_000_000_000, separator in "[-－ー 　]{0,1}") {
        let number = |last: u64| format!("{before:011}{separator}{last}");
        let right: Vec<u64> = (0..10).filter(|last| SlipNumber::read(&number(*last)).is_ok()).collect();
        prop_assert_eq!(right, vec![before - before / 7 * 7]);
    }
}
