//! Settings, checked when they are saved.

use crate::{
    order::Tax,
    settings::{AddonSettings, Fee, PaymentMethod},
};

fn labels(problems: &[crate::settings::SettingProblem]) -> Vec<&'static str> {
    problems.iter().map(|problem| problem.label).collect()
}

#[test]
fn of_the_add_on() {
    let good = AddonSettings {
        merchant_code: "900000001".into(),
        only_for_the_group: true,
        group: 9,
    };
    assert_eq!(good.problems("kakebarai-test"), []);
    assert_eq!(
        labels(&AddonSettings::default().problems("")),
        ["加盟店コード", "パスワード"]
    );
    let bad = AddonSettings {
        merchant_code: "９０００００００１".into(),
        group: 0,
        ..good.clone()
    };
    let problems = bad.problems("pass word");
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert!(!format!("{problems:?}").contains("pass word"));
}

#[test]
fn of_the_payment_method() {
    let tax = Tax {
        id: 1,
        name: "消費税".into(),
        rate: 10_u32.into(),
        included: false,
        enabled: false,
    };
    assert_eq!(PaymentMethod::default().problems(&[], &[]), []);
    let bad = PaymentMethod {
        name: " ".into(),
        groups: vec![3],
        fee: Fee {
            fixed: -1,
            percent: 101_u32.into(),
        },
        fee_name: "とても長い手数料の名前".repeat(4),
        fee_tax: Some(1),
        cart_code: "a b".into(),
        ..PaymentMethod::default()
    };
    assert_eq!(
        labels(&bad.problems(std::slice::from_ref(&tax), &[1, 2])),
        [
            "支払方法名",
            "ユーザーグループ",
            "手数料（円）",
            "手数料（％）",
            "手数料名",
            "手数料の税",
            "カート社識別コード"
        ]
    );
    assert_eq!(PaymentMethod::default().warnings(&[tax]).len(), 1);
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
