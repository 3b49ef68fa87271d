//! The texts of the requirements: whole sentences, the well-known traps by their names.

use std::collections::BTreeSet;

use super::super::{
    Language::{self, CSharp, Java, Node, Php, Python, Ruby},
    all, find, nearest, normalized,
};

/// Words that a developer searches for.
const TRAPS: &[(&str, Language, &str)] = &[
    ("CON-01", Php, "http_build_query()"),
    ("SEC-01", Python, "params="),
    ("SEC-02", Php, "#[\\SensitiveParameter]"),
    ("SEC-03", Php, "CURLOPT_SSL_VERIFYPEER"),
    ("SEC-03", Node, "rejectUnauthorized: false"),
    ("SEC-03", Python, "verify=False"),
    ("SEC-03", Ruby, "VERIFY_NONE"),
    ("SEC-03", Java, "X509TrustManager"),
    (
        "SEC-03",
        CSharp,
        "ServerCertificateCustomValidationCallback",
    ),
    ("SEC-04", Php, "CURLOPT_FOLLOWLOCATION"),
    ("SEC-05", Php, "LIBXML_NOENT"),
    ("SEC-05", Java, "DocumentBuilderFactory"),
    ("REG-04", Php, "mb_strimwidth()"),
    ("TAX-06", Php, "float"),
    ("TAX-06", Java, "BigDecimal"),
    ("COD-02", Php, "substr()"),
    ("SET-04", Node, "toISOString()"),
    ("ROB-05", Node, "Number('')"),
];

#[test]
fn the_well_known_traps_are_named() {
    for (id, language, word) in TRAPS {
        let causes = find(id).unwrap().causes_for(Some(*language));
        let own: Vec<_> = causes.filter(|cause| cause.language.is_some()).collect();
        assert!(
            own.iter().any(|cause| cause.text.contains(word)),
            "{id}: {word}"
        );
        assert!(
            own.iter().all(|cause| cause.language == Some(*language)),
            "{id}"
        );
    }
}

#[test]
fn causes_stand_in_order_and_everybody_sees_those_of_any_language() {
    for requirement in all() {
        assert!(!requirement.causes.is_empty(), "{}", requirement.id);
        let languages: Vec<_> = requirement
            .causes
            .iter()
            .map(|cause| cause.language)
            .collect();
        assert!(languages.is_sorted(), "{}", requirement.id);
    }
    let ids = find("LST-05").unwrap();
    let seen: Vec<_> = ids
        .causes_for(Some(Node))
        .map(|cause| cause.language)
        .collect();
    assert_eq!(seen, [Some(Node), None]);
    let seen: Vec<_> = ids.causes_for(None).map(|cause| cause.language).collect();
    assert_eq!(seen, [None]);
}

#[test]
fn texts_are_whole_sentences() {
    for requirement in all() {
        let id = requirement.id;
        let causes = requirement.causes.iter().map(|cause| cause.text);
        let sentences = [requirement.why, requirement.check, requirement.remedy];
        for text in sentences.into_iter().chain(causes) {
            assert!(text.ends_with('。'), "{id}: {text}");
            assert_is_clean(id, text);
        }
        for text in [requirement.title, requirement.evidence] {
            assert!(!text.is_empty() && !text.ends_with('。'), "{id}: {text}");
            assert_is_clean(id, text);
        }
        for (text, most) in [(requirement.why, 3), (requirement.remedy, 3)] {
            let count = text.matches('。').count();
            assert!(count <= most, "{id}: {text}");
        }
    }
}

/// Checks for remains of line breaks in the source, and for unbalanced brackets.
fn assert_is_clean(id: &str, text: &str) {
    assert_eq!(text.trim(), text, "{id}");
    assert!(
        !text.contains("  ") && !text.contains(['\n', '\t', '　']),
        "{id}: {text}"
    );
    for (open, close) in [('「', '」'), ('（', '）'), ('(', ')')] {
        let count = |bracket| text.matches(bracket).count();
        assert_eq!(count(open), count(close), "{id}: {text}");
    }
}

#[test]
fn nothing_is_told_of_two_requirements() {
    let distinct =
        |of: fn(&super::Requirement) -> &'static str| all().map(of).collect::<BTreeSet<_>>().len();
    assert_eq!(distinct(|one| one.title), 100);
    assert_eq!(distinct(|one| one.why), 100);
    assert_eq!(distinct(|one| one.check), 100);
    assert_eq!(distinct(|one| one.remedy), 100);
}

#[test]
fn a_basis_is_told_by_its_letters() {
    let letters = |id: &str| find(id).unwrap().basis_letters();
    assert_eq!(letters("TAX-02"), "D");
    assert_eq!(letters("SCR-01"), "S N");
    assert_eq!(letters("LST-01"), "–");
}

#[test]
fn a_mistyped_id_has_neighbours() {
    assert_eq!(normalized(" ｔａｘ－０２ "), "TAX-02");
    assert_eq!(nearest("TAX-01"), ["TAX-01"]);
    assert_eq!(nearest("TXA-01"), ["TAX-01"]);
    assert_eq!(nearest("GRP"), ["GRP-01", "GRP-02", "GRP-03"]);
    assert!(nearest("").is_empty() && nearest("内税の計算").is_empty());
}
