//! Settings, checked when they are saved.

use kakebarai::{billing::BillingTerms, order::Tax};

use crate::{
    Config, Shop,
    settings::{AddonSettings, PaymentMethod, SettingProblem},
};

fn labels(problems: &[SettingProblem]) -> Vec<&'static str> {
    problems
        .iter()
        .map(|problem| problem.setting.label())
        .collect()
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
    let tax = Tax::on_top(1, "消費税", 10_u32).disabled();
    assert_eq!(PaymentMethod::default().problems(&[], &[]), []);
    let mut terms = BillingTerms::default();
    terms.fee.fixed = -1;
    terms.fee.percent = 101_u32.into();
    terms.fee_name = "とても長い手数料の名前".repeat(4);
    terms.fee_tax = Some(1);
    terms.cart_code = "a b".into();
    let bad = PaymentMethod {
        name: " ".into(),
        groups: vec![3],
        terms,
        ..PaymentMethod::default()
    };
    assert_eq!(
        labels(&bad.problems(std::slice::from_ref(&tax), &[1, 2])),
        [
            "名前",
            "ユーザーグループ",
            "手数料（円）",
            "手数料（％）",
            "手数料名",
            "税金",
            "カート社識別コード"
        ]
    );
    assert_eq!(BillingTerms::default().warnings(&[tax]).len(), 1);
}

#[tokio::test]
async fn a_key_that_is_too_short_is_not_taken() {
    for (length, is_taken) in [(31, false), (32, true)] {
        let mut config = Config::new("sqlite::memory:");
        config.key = Some("k".repeat(length));
        assert_eq!(Shop::open(config).await.is_ok(), is_taken, "{length}");
    }
}
