//! The requirements that each profile leaves out, and errors of unusable files.

use super::super::{Profile, all};
use crate::adapter::message::capabilities::Capability::{Apply, Groups, Order, Screening, Ship};

fn left_out(profile: &Profile) -> Vec<&'static str> {
    all()
        .filter(|requirement| profile.leaves_out(requirement).is_some())
        .map(|requirement| requirement.id)
        .collect()
}

fn built_in(name: &str) -> Profile {
    Profile::open(name).unwrap()
}

#[test]
fn each_leaves_out_what_it_says() {
    let names: Vec<_> = Profile::all()
        .iter()
        .map(|profile| &*profile.name)
        .collect();
    assert_eq!(
        names,
        ["full", "checkout", "no-shipping", "own-shop", "library"]
    );
    assert!(left_out(Profile::full()).is_empty());
    assert_eq!(Profile::full().name, "full");
    assert_eq!(
        left_out(&built_in("checkout")),
        [
            "REG-01", "REG-02", "REG-03", "REG-04", "REG-05", "REG-06", "REG-07", "REG-08",
            "SCR-04", "SCR-05", "SCR-06"
        ]
    );
    assert_eq!(
        left_out(&built_in("no-shipping")),
        [
            "LST-09", "LST-10", "SHP-01", "SHP-02", "SHP-03", "SHP-04", "SHP-05", "SHP-06",
            "SLP-01", "SLP-02", "SLP-03"
        ]
    );
    assert_eq!(
        left_out(&built_in("own-shop")),
        ["GRP-01", "GRP-02", "GRP-03"]
    );
    assert_eq!(
        left_out(&built_in("library")),
        [
            "ELG-03", "ELG-04", "ELG-05", "COD-06", "CAN-05", "GRP-01", "GRP-02", "GRP-03",
            "TST-01", "TST-02", "ERR-03"
        ]
    );
}

#[test]
fn the_reason_goes_with_what_is_left_out() {
    let checkout = built_in("checkout");
    for reason in [
        checkout.lacks(Apply),
        checkout.lacks(Screening),
        all().find_map(|requirement| checkout.leaves_out(requirement)),
    ] {
        assert!(reason.unwrap().starts_with("取引先登録は書面か"));
    }
    assert_eq!(checkout.lacks(Order), None);
    assert_eq!(Profile::full().lacks(Groups), None);
}

#[test]
fn a_team_writes_one_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ours.toml");
    let text = "reason = \"申込みは郵送のため\"\nwithout = [\"apply\", \"screening\", \"ship\"]\n";
    std::fs::write(&file, text).unwrap();
    let place = file.to_str().unwrap();
    let ours = Profile::open(place).unwrap();
    assert_eq!(ours.name, place);
    assert_eq!(ours.lacks(Ship), Some("申込みは郵送のため"));
    let out = left_out(&ours);
    assert!(
        ["REG-01", "SCR-05", "SHP-05", "LST-09"]
            .iter()
            .all(|id| out.contains(id))
    );
    // SCR-01 is judged by AN050 if AN050 is called.
    assert!(!out.contains(&"SCR-01"));
    let neither = "reason = \"x\"\nwithout = [\"screening\", \"offer\"]";
    assert!(left_out(&Profile::read("x", neither).unwrap()).contains(&"SCR-01"));
}

#[test]
fn a_file_that_is_none_is_told_what_to_do() {
    let wrong = [
        ("without = [", "1行目をTOMLとして読めません"),
        (
            "reason = \"x\"\n\nwithout = [apply]",
            "3行目をTOMLとして読めません",
        ),
        (
            "without = [\"apply\"]",
            "reason に、外す理由を文で書いてください",
        ),
        (
            "without = [\"apply\"]\nreason = \" \"",
            "reason に、外す理由を文で書いてください",
        ),
        (
            "without = [\"apply\"]\nreason = 1",
            "reason に、外す理由を文で書いてください",
        ),
        (
            "reason = \"x\"",
            "without に、お店にない機能を1つ以上並べてください",
        ),
        ("reason = \"x\"\nwithout = []", "--profile full です"),
        (
            "reason = \"x\"\nwithout = \"apply\"",
            "without に、お店にない機能を1つ以上",
        ),
        (
            "reason = \"x\"\nwithout = [1]",
            "without の 1 は機能の名前ではありません",
        ),
        (
            "reason = \"x\"\nwithout = [\"REG\"]",
            "without の \"REG\" は機能の名前ではありません。order、status、",
        ),
        (
            "reason = \"x\"\nwithout = [\"apply\"]\nextends = \"full\"",
            "「extends」という項目はありません",
        ),
    ];
    for (text, said) in wrong {
        let error = Profile::read("ours.toml", text).unwrap_err().to_string();
        assert!(error.starts_with("プロファイル ours.toml："), "{error}");
        assert!(error.contains(said), "{error}");
        assert!(error.ends_with('。') && !error.contains("。。"), "{error}");
    }
}

#[test]
fn a_name_that_is_none_is_told_what_to_do() {
    let error = Profile::open("checkot").unwrap_err().to_string();
    assert!(
        error.contains("full、checkout、no-shipping、own-shop、library のどれでもなく"),
        "{error}"
    );
    let folder = tempfile::tempdir().unwrap();
    let error = Profile::open(folder.path().to_str().unwrap()).unwrap_err();
    assert!(error.what.contains("ファイルを読めません"), "{error}");
}

#[test]
fn the_words_of_an_error_are_all_that_the_protocol_has() {
    let wrong = "reason = \"x\"\nwithout = [\"no such\"]";
    let error = Profile::read("x", wrong).unwrap_err().what;
    let (_, listed) = error.split_once("ありません。").unwrap();
    let listed: Vec<_> = listed.split(" から").next().unwrap().split('、').collect();
    let refused =
        serde_json::from_str::<crate::adapter::message::capabilities::Capability>("\"no such\"");
    let refused = refused.unwrap_err().to_string();
    let (_, known) = refused.split_once("expected one of ").unwrap();
    let known: Vec<_> = known.split('`').skip(1).step_by(2).collect();
    assert_eq!(listed, known);
}
