//! Limits of the form: lengths, alone and together, and months.

use super::{fields, form};

#[test]
fn limits_to_the_character() {
    let cat = |count: usize| "猫".repeat(count);
    let kana = |count: usize| "ア".repeat(count);
    assert_eq!(fields(&form(&[])), [""; 0]);
    for (name, most) in [("address", 50), ("representative_family_name", 14)] {
        assert_eq!(fields(&form(&[(name, &cat(most))])), [""; 0], "{name}");
        assert_eq!(fields(&form(&[(name, &cat(most + 1))])), [name]);
    }
    for (name, most) in [("invoice_contact", 25), ("invoice_department", 10)] {
        let elsewhere = |length: usize| {
            fields(&form(&[
                ("invoice_destination", "9"),
                ("invoice_postal_code", "1710033"),
                ("invoice_address", "東京都豊島区高田"),
                ("invoice_name", "クロネコ商事"),
                (name, &cat(length)),
            ]))
        };
        assert_eq!(elsewhere(most), [""; 0], "{name}");
        assert_eq!(elsewhere(most + 1), [name]);
    }
    // With the four of 株式会社: 30 alone, 29 with a branch.
    assert_eq!(fields(&form(&[("company_name", &cat(26))])), [""; 0]);
    assert_eq!(
        fields(&form(&[("company_name", &cat(27))])),
        ["company_name"]
    );
    assert_eq!(
        fields(&form(&[
            ("company_name", &cat(15)),
            ("branch_name", &cat(10))
        ])),
        [""; 0]
    );
    assert_eq!(
        fields(&form(&[
            ("company_name", &cat(15)),
            ("branch_name", &cat(11))
        ])),
        ["company_name"]
    );
    // With カブシキガイシャ, which counts 10: 60 alone, 59 with a branch.
    assert_eq!(fields(&form(&[("company_name_kana", &kana(50))])), [""; 0]);
    assert_eq!(
        fields(&form(&[("company_name_kana", &kana(51))])),
        ["company_name_kana"]
    );
    assert_eq!(
        fields(&form(&[("company_name_kana", &"ガ".repeat(25))])),
        [""; 0]
    );
    assert_eq!(
        fields(&form(&[("company_name_kana", &"ガ".repeat(26))])),
        ["company_name_kana"]
    );
    assert_eq!(
        fields(&form(&[
            ("company_name_kana", &kana(40)),
            ("branch_name_kana", &kana(10))
        ])),
        ["company_name_kana"]
    );
    // 個人事業主 has no legal form, so that all of it is the name's.
    let alone = |length: usize| {
        fields(&form(&[
            ("entity_kind", "2"),
            ("legal_form", ""),
            ("legal_form_position", ""),
            ("home_postal_code", "1710033"),
            ("home_address", "東京都豊島区高田"),
            ("company_name_kana", &kana(length)),
        ]))
    };
    assert_eq!(alone(60), [""; 0]);
    assert_eq!(alone(61), ["company_name_kana"]);
    // Both names together: 29.
    assert_eq!(
        fields(&form(&[("representative_family_name_kana", &kana(26))])),
        [""; 0]
    );
    assert_eq!(
        fields(&form(&[("representative_family_name_kana", &kana(27))])),
        ["representative_family_name_kana"]
    );
}

/// A form with an operating company.
fn operated(values: &[(&str, &str)]) -> Vec<&'static str> {
    let usual = [
        ("has_operating_company", "1"),
        ("operating_company_entity_kind", "1"),
        ("operating_company_legal_form", "1"),
        ("operating_company_legal_form_position", "0"),
        ("operating_company_name", "白樺商店"),
        ("operating_company_name_kana", "シラカバショウテン"),
        ("operating_company_postal_code", "1000001"),
        ("operating_company_address", "東京都千代田区千代田１－１"),
        ("operating_company_telephone", "03-0000-0801"),
        ("operating_company_representative_family_name", "白樺"),
        ("operating_company_representative_given_name", "花子"),
        (
            "operating_company_representative_family_name_kana",
            "シラカバ",
        ),
        ("operating_company_representative_given_name_kana", "ハナコ"),
    ];
    fields(&form(&[&usual, values].concat()))
}

#[test]
fn what_is_limited_together_of_an_operating_company() {
    assert_eq!(operated(&[]), [""; 0]);
    // With the four of 株式会社 30, with the ten of カブシキガイシャ 60, with the three of ハナコ 29.
    for (name, letter, most) in [
        ("operating_company_name", "猫", 26),
        ("operating_company_name_kana", "ア", 50),
        (
            "operating_company_representative_family_name_kana",
            "ア",
            26,
        ),
    ] {
        assert_eq!(operated(&[(name, &letter.repeat(most))]), [""; 0], "{name}");
        assert_eq!(operated(&[(name, &letter.repeat(most + 1))]), [name]);
    }
    // A sole proprietor has no legal form.
    let alone = |name: usize| {
        operated(&[
            ("operating_company_entity_kind", "2"),
            ("operating_company_legal_form", ""),
            ("operating_company_legal_form_position", ""),
            ("operating_company_name", &"猫".repeat(name)),
        ])
    };
    assert_eq!(alone(30), [""; 0]);
    assert_eq!(alone(31), ["operating_company_name"]);
}

#[test]
fn months_up_to_this_one() {
    // Today is a day of November 2026.
    for (month, is_good) in [
        ("202611", true),
        ("202610", true),
        ("190001", true),
        ("202612", false),
        ("202701", false),
        ("202600", false),
        ("202613", false),
        ("20261", false),
        ("2026111", false),
        ("２０２６１１", true),
        ("2026-1", false),
    ] {
        let expected: &[&str] = if is_good { &[] } else { &["founded"] };
        assert_eq!(fields(&form(&[("founded", month)])), expected, "{month}");
    }
}
