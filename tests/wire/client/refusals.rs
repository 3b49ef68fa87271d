//! What refusals mean: all of them, in words fit for whom they are for.

use std::{collections::BTreeSet, fmt::Write as _};

use kakebarai::refusals::{Code, WhoActs, every, find};

fn published() -> impl Iterator<Item = &'static str> {
    include_str!("../../rules/error-codes.tsv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next())
}

#[test]
fn every_published_code_is_there_once_in_its_order() {
    let ours: Vec<_> = every().map(|refusal| refusal.code).collect();
    assert_eq!(ours, published().collect::<Vec<_>>());
    assert_eq!(ours.len(), 318);
    assert_eq!(ours.iter().collect::<BTreeSet<_>>().len(), 318);
}

#[test]
fn every_message_is_a_japanese_sentence() {
    for refusal in every() {
        for message in [refusal.operator, refusal.buyer] {
            assert!(message.ends_with('。'), "{}: {message}", refusal.code);
            assert!(
                message.chars().any(|c| ('ぁ'..='ん').contains(&c)),
                "{}: {message}",
                refusal.code
            );
            assert!(
                !message.contains(char::is_control),
                "{}: {message}",
                refusal.code
            );
        }
    }
}

#[test]
fn no_buyer_reads_of_the_shop_s_inside() {
    for refusal in every() {
        for inside in [
            "加盟店",
            "パスワード",
            "コード",
            "エラー",
            "システム",
            "データベース",
            "サーバー",
            "受注番号",
            "取引先ID",
            "停止",
            "契約",
            "A0",
            "明細",
        ] {
            assert!(
                !refusal.buyer.contains(inside),
                "{}: {}",
                refusal.code,
                refusal.buyer
            );
        }
    }
}

#[test]
fn who_acts() {
    for (code, who_acts) in [
        ("A010004", WhoActs::MerchantSettings),
        ("A140001", WhoActs::MerchantSettings),
        ("G060001", WhoActs::MerchantSettings),
        ("A060005", WhoActs::Programmer),
        ("F030004", WhoActs::Programmer),
        ("A020004", WhoActs::Operator),
        ("C030003", WhoActs::Operator),
        ("F020004", WhoActs::Operator),
        ("G55", WhoActs::Buyer),
        ("F060002", WhoActs::Buyer),
        ("9900001", WhoActs::Provider),
        ("Z020001", WhoActs::Provider),
    ] {
        assert_eq!(Code::new(code).who_acts(), who_acts, "{code}");
        assert_eq!(find(code).unwrap().who_acts, who_acts, "{code}");
    }
}

#[test]
fn a_known_code_speaks_to_both() {
    let code = Code::new("A060004");
    assert_eq!(
        code.operator_message(),
        "決済金額（税抜）が取引先の利用限度額を超えています。金額の見直しか、限度額の変更のお申し出をご案内ください。"
    );
    assert_eq!(
        code.buyer_message(),
        "ご注文金額が、クロネコ掛け払いのご利用可能額を超えています。ご注文内容を見直していただくか、別のお支払い方法をお選びください。"
    );
}

#[test]
fn an_unknown_code_is_kept_and_named_to_the_operator_alone() {
    for unknown in ["Q999999", "a010001", "A010001.", ""] {
        let code = Code::new(unknown);
        assert_eq!(code.as_str(), unknown);
        assert_eq!(code.refusal(), None);
        assert_eq!(code.who_acts(), WhoActs::Operator);
        assert!(code.operator_message().contains(&format!("「{unknown}」")));
        let shown = format!("{}（{unknown}）", code.operator_message());
        assert_eq!(code.shown_to_operator(), shown);
        assert_eq!(
            code.buyer_message(),
            "お手続きを完了できませんでした。お手数ですが、ショップまでお問い合わせください。"
        );
    }
}

/// Who acts and both texts of every code, so that none changes unseen.
#[test]
fn the_whole_table() {
    let mut text = String::new();
    for refusal in every() {
        writeln!(
            text,
            "{} {:?}\n  {}\n  {}",
            refusal.code, refusal.who_acts, refusal.operator, refusal.buyer
        )
        .unwrap();
    }
    crate::support::snapshots().bind(|| insta::assert_snapshot!("refusals", text));
}

#[test]
fn of_several_codes_each_is_told_and_the_one_to_deal_with_first_decides() {
    let refused = Code::new("A020003 G55");
    assert_eq!(refused.each().collect::<Vec<_>>(), ["A020003", "G55"]);
    assert!(refused.names("A020003") && refused.names("G55"));
    assert!(!refused.names("G5") && !refused.names("A020003 G55"));
    let [order_number, limit] = ["A020003", "G55"].map(|code| find(code).unwrap());
    assert_eq!(
        refused.operator_message(),
        format!("{}{}", order_number.operator, limit.operator)
    );
    assert_eq!(
        refused.shown_to_operator(),
        format!(
            "{}（A020003）{}（G55）",
            order_number.operator, limit.operator
        )
    );
    for (codes, decides) in [
        ("A020003 G55", "A020003"),
        ("G55 A020003", "G55"),
        // What is wrong with the settings, or with the provider's system, may be wrong with all of it.
        ("G55 A140001 A020003", "A140001"),
        ("A010002 A140001", "A010002"),
        ("G55 A140001 0500002", "0500002"),
    ] {
        let code = Code::new(codes);
        let expected = find(decides).unwrap();
        assert_eq!(code.refusal(), Some(expected), "{codes}");
        assert_eq!(code.who_acts(), expected.who_acts, "{codes}");
        assert_eq!(code.buyer_message(), expected.buyer, "{codes}");
    }
    // One that nobody knows is named, and does not hide the next.
    let unknown = Code::new("Q999999 G55");
    assert_eq!(unknown.who_acts(), WhoActs::Operator);
    assert!(unknown.operator_message().contains("「Q999999」"));
    assert!(unknown.operator_message().ends_with(limit.operator));
}
