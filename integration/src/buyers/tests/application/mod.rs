//! The form of 取引先登録.

mod checks;
mod conversion;

use jiff::civil::date;
use proptest::prelude::*;

use crate::{
    buyers::{
        BuyerId,
        application::{Application, FIELDS, Profile, lists, split_legal_form},
    },
    client::RegisterBuyer,
};

pub(super) fn form(values: &[(&str, &str)]) -> Application {
    let usual = [
        ("entity_kind", "1"),
        ("legal_form", "1"),
        ("legal_form_position", "0"),
        ("company_name", "クロネコ商事"),
        ("company_name_kana", "クロネコショウジ"),
        ("postal_code", "1710033"),
        ("address", "東京都豊島区高田３丁目１５－１０"),
        ("telephone", "03-0000-0800"),
        ("representative_family_name", "黒猫"),
        ("representative_given_name", "大和"),
        ("representative_family_name_kana", "クロネコ"),
        ("representative_given_name_kana", "ヤマト"),
        ("has_operating_company", "0"),
        ("invoice_destination", "1"),
        ("payment_method", "2"),
    ];
    let mut form = Application::default();
    for (name, value) in usual.iter().chain(values) {
        assert!(form.set(name, *value), "{name}");
    }
    form
}

pub(super) fn fields(form: &Application) -> Vec<&'static str> {
    form.problems(date(2026, 11, 24))
        .iter()
        .map(|problem| problem.field)
        .collect()
}

#[test]
fn decomposed_text_is_composed_before_it_is_checked() {
    let form = form(&[
        (
            "company_name",
            "\u{30ab}\u{3099}\u{30fc}\u{30c6}\u{3099}\u{30f3}",
        ),
        (
            "company_name_kana",
            "\u{30ab}\u{3099}\u{30fc}\u{30c6}\u{3099}\u{30f3}",
        ),
        ("representative_family_name_kana", "ヤマタ\u{3099}"),
        ("address", "東京都葛\u{e0100}飾区高砂３丁目"),
        ("telephone", "03-0000-\u{200b}0800"),
    ]);
    assert_eq!(fields(&form), [""; 0]);
    let sent = form.converted();
    assert_eq!(sent.get("company_name"), "ガーデン");
    assert_eq!(sent.get("representative_family_name_kana"), "ヤマダ");
    assert_eq!(sent.get("address"), "東京都葛飾区高砂３丁目");
    assert_eq!(sent.get("telephone"), "03-0000-0800");
}

#[test]
fn a_request_is_a_form_again() {
    let request = form(&[]).request("000000000800");
    assert_eq!(request.get("buyer_id"), Some("000000000800"));
    let again = Application::from(request.clone());
    assert_eq!(again, form(&[]).converted());
    assert_eq!(again.request("000000000800"), request);
}

#[test]
fn the_form_has_every_field_of_the_request() {
    let names: Vec<&str> = FIELDS.iter().map(|field| field.name).collect();
    let sent: Vec<&str> = RegisterBuyer::FIELDS
        .iter()
        .copied()
        .filter(|name| *name != "buyer_id")
        .collect();
    assert_eq!(names, sent);
    assert_eq!(
        (
            lists::LEGAL_FORMS.len(),
            lists::INDUSTRIES.len(),
            lists::INDUSTRY_DETAILS.len()
        ),
        (20, 11, 37)
    );
    for (number, _, _) in lists::INDUSTRY_DETAILS {
        assert!(
            lists::INDUSTRIES.iter().any(|(listed, _)| listed == number),
            "{number}"
        );
    }
}

#[test]
fn who_must_fill_what() {
    assert_eq!(
        fields(&form(&[("legal_form", ""), ("legal_form_position", "")])),
        ["legal_form", "legal_form_position"]
    );
    assert_eq!(
        fields(&form(&[
            ("entity_kind", "2"),
            ("legal_form", ""),
            ("legal_form_position", "")
        ])),
        ["home_postal_code", "home_address"]
    );
    assert_eq!(
        fields(&form(&[("invoice_destination", "2")])),
        ["invoice_destination"]
    );
    assert_eq!(
        fields(&form(&[("invoice_destination", "9")])),
        ["invoice_postal_code", "invoice_address", "invoice_name"]
    );
    let operated = [
        "operating_company_entity_kind",
        "operating_company_name",
        "operating_company_name_kana",
        "operating_company_postal_code",
        "operating_company_address",
        "operating_company_telephone",
        "operating_company_representative_family_name",
        "operating_company_representative_given_name",
        "operating_company_representative_family_name_kana",
        "operating_company_representative_given_name_kana",
    ];
    assert_eq!(fields(&form(&[("has_operating_company", "1")])), operated);
    let by_corporation = fields(&form(&[
        ("has_operating_company", "1"),
        ("operating_company_entity_kind", "1"),
    ]));
    assert_eq!(
        by_corporation[..2],
        [
            "operating_company_legal_form",
            "operating_company_legal_form_position"
        ]
    );
    assert_eq!(by_corporation[2..], operated[1..]);
}

#[test]
fn what_a_choice_has_closed_is_neither_checked_nor_sent() {
    let closed = [
        ("operating_company_name", "株式会社①"),
        ("operating_company_legal_form", "99"),
        ("invoice_address", "half width"),
        ("invoice_telephone", "nowhere"),
        // A corporation is not asked where its representative lives.
        ("home_postal_code", "nowhere"),
        ("home_address", "half width"),
    ];
    let filled = form(&closed);
    assert_eq!(fields(&filled), [""; 0]);
    let request = filled.request("000000000800");
    for (name, _) in closed {
        assert_eq!(request.get(name).unwrap_or(""), "", "{name}");
    }
    // 個人事業主 has no legal form, and is asked.
    let sole = [
        ("entity_kind", "2"),
        ("home_postal_code", "1710033"),
        ("home_address", "東京都豊島区高田"),
    ];
    let request = form(&sole).request("000000000800");
    assert_eq!(request.get("legal_form").unwrap_or(""), "");
    assert_eq!(request.get("home_address"), Some("東京都豊島区高田"));
    for (kind, sent) in [("1", "1"), ("2", "")] {
        let operated = [
            ("has_operating_company", "1"),
            ("operating_company_entity_kind", kind),
            ("operating_company_legal_form", "1"),
        ];
        let request = form(&operated).request("000000000800");
        let legal_form = request.get("operating_company_legal_form");
        assert_eq!(legal_form.unwrap_or(""), sent, "{kind}");
    }
}

#[test]
fn industries_go_together() {
    assert_eq!(
        fields(&form(&[("industry", "58"), ("industry_detail", "31")])),
        [""; 0]
    );
    // As numbers: 82 of 07 is sent with three digits, too.
    for detail in ["82", "082", "０８２"] {
        assert_eq!(
            fields(&form(&[("industry", "07"), ("industry_detail", detail)])),
            [""; 0],
            "{detail}"
        );
    }
    for detail in ["0082", "8 2", "+82"] {
        assert_eq!(
            fields(&form(&[("industry", "07"), ("industry_detail", detail)])),
            ["industry_detail"],
            "{detail}"
        );
    }
    assert_eq!(fields(&form(&[("industry", "58")])), [""; 0]);
    assert_eq!(
        fields(&form(&[("industry", "58"), ("industry_detail", "11")])),
        ["industry_detail"]
    );
    assert_eq!(
        fields(&form(&[("industry_detail", "31")])),
        ["industry_detail"]
    );
    assert_eq!(fields(&form(&[("industry", "99")])), ["industry"]);
}

#[test]
fn no_problem_and_no_debug_text_repeats_what_was_entered() {
    let form = form(&[
        ("representative_family_name", "himitsu"),
        ("telephone", "himitsu"),
    ]);
    let problems = format!("{:?}", form.problems(date(2026, 11, 24)));
    assert!(!problems.contains("himitsu"), "{problems}");
    let debug = format!("{form:?}");
    assert!(
        !debug.contains("himitsu") && debug.contains("telephone"),
        "{debug}"
    );
}

#[test]
fn buyer_ids() {
    let first = BuyerId::first(8).unwrap();
    assert_eq!(first.to_string(), "000000000800");
    assert_eq!(
        BuyerId::after(8, first.counter()).unwrap().to_string(),
        "000000000801"
    );
    let last = BuyerId::after(8, 98).unwrap();
    assert_eq!(
        (last.to_string().as_str(), last.counter()),
        ("000000000899", 99)
    );
    assert_eq!(BuyerId::after(8, 99), None);
    assert_eq!(
        BuyerId::first(9_999_999_999).unwrap().to_string(),
        "999999999900"
    );
    assert_eq!(BuyerId::first(10_000_000_000), None);
}

#[test]
fn legal_forms_are_split_off() {
    for (company, name, number, position) in [
        ("株式会社クロネコ", "クロネコ", "1", "0"),
        ("クロネコ株式会社", "クロネコ", "1", "1"),
        ("㈱クロネコ", "クロネコ", "1", "0"),
        ("(株)クロネコ", "クロネコ", "1", "0"),
        ("クロネコ（有）", "クロネコ", "2", "1"),
        ("医療法人社団 白猫会", "白猫会", "7", "0"),
        ("特定非営利活動法人猫の手", "猫の手", "16", "0"),
    ] {
        let found = split_legal_form(company).unwrap();
        assert_eq!(
            (found.0.as_str(), found.1, found.2),
            (name, number, position),
            "{company}"
        );
    }
    assert_eq!(split_legal_form("クロネコ商店"), None);
}

#[test]
fn a_profile_fills_the_form() {
    let profile = Profile {
        company: "㈱クロネコ".into(),
        family_name: "黒猫".into(),
        postal_code: "171-0033".into(),
        address: "東京都豊島区高田3-15-10".into(),
        telephone: "０３－００００－０８００".into(),
        ..Profile::default()
    };
    let form = profile.application();
    for (name, value) in [
        ("company_name", "クロネコ"),
        ("legal_form", "1"),
        ("legal_form_position", "0"),
        ("postal_code", "1710033"),
        ("address", "東京都豊島区高田３－１５－１０"),
        ("telephone", "03-0000-0800"),
        ("representative_family_name", "黒猫"),
        ("representative_given_name", ""),
    ] {
        assert_eq!(form.get(name), value, "{name}");
    }
}

proptest! {
    /// What passes the checks breaks no limit that is written out here once more.
    #[test]
    fn what_passes_is_within_the_limits(
        company in "[ア-ンa-z猫 ]{0,40}", kana in "[ｱ-ﾝァ-ヶ゛]{0,70}", address in "[ぁ-ん0-9a-z\\- ]{0,60}", telephone in "[0-9\\-]{8,14}",
    ) {
        let form = form(&[("company_name", &company), ("company_name_kana", &kana), ("address", &address), ("telephone", &telephone)]);
        if form.problems(date(2026, 11, 24)).is_empty() {
            let sent = form.request("1");
            let full = |text: &Option<String>| text.as_deref().unwrap_or("").chars().all(|c| !c.is_ascii());
            prop_assert!(full(&sent.company_name) && full(&sent.address) && full(&sent.company_name_kana));
            prop_assert!((1..=26).contains(&sent.company_name.unwrap().chars().count()));
            prop_assert!((1..=50).contains(&sent.company_name_kana.unwrap().chars().count()));
            prop_assert!((1..=50).contains(&sent.address.unwrap().chars().count()));
            let telephone = sent.telephone.unwrap();
            prop_assert_eq!(telephone.matches('-').count(), 2);
            prop_assert!((12..=13).contains(&telephone.len()));
        }
    }
}
