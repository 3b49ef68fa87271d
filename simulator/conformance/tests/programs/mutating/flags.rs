//! Which misbehaviours are tried, what is known of them, and what cannot be judged.

use std::{fs, path::Path};

use super::{Place, SUITE, by_verdict, of};
use crate::shell::{run, told};

#[test]
fn a_red_run_without_a_misbehaviour_is_three() {
    let place = Place::new();
    let (status, printed, said) =
        place.mutate(&[], "echo run >> \"$RUNS\"; echo 接続できません; exit 7");
    assert_eq!((status, printed.as_str()), (Some(3), ""), "{said}");
    assert!(
        said.contains("変異なしの実行が失敗しました（終了コード 7）。まず、変異のないシミュレーターでテストが通るようにしてください。"),
        "{said}"
    );
    assert!(said.contains("    接続できません"), "{said}");
    assert_eq!(place.runs(), 1);
    let (status, _, said) = place.mutate(&[], "echo run >> \"$RUNS\"");
    assert_eq!(status, Some(3), "{said}");
    assert!(said.contains("要求が1つも届きませんでした"), "{said}");
    assert_eq!(place.runs(), 1);
    assert!(!Path::new(&place.path("report/mutants.json")).exists());
}

#[test]
fn what_has_not_changed_is_not_tried_again() {
    let place = Place::new();
    let earlier = place.path("earlier.json");
    let flags = [
        "--only",
        "html-200,limit-zero,cancel-lies",
        "--key",
        "tree-1",
    ];
    let (status, _, said) = place.mutate(&flags, SUITE);
    assert_eq!(status, Some(1), "{said}");
    // The clean run, and the two that can be met.
    assert_eq!(place.runs(), 3);
    fs::copy(place.path("report/mutants.json"), &earlier).unwrap();
    let again = |key: &'static str| {
        let flags = [&flags[..2], &["--since", &earlier, "--key", key]].concat();
        place.mutate(&flags, SUITE)
    };
    let (status, _, said) = again("tree-1");
    assert_eq!(status, Some(1), "{said}");
    assert_eq!(place.runs(), 1);
    let report = place.report();
    for (name, verdict) in [("html-200", "noticed"), ("limit-zero", "missed")] {
        let mutant = of(&report, name);
        assert_eq!(
            (&mutant["verdict"], &mutant["carried"]),
            (&verdict.into(), &true.into())
        );
    }
    assert_eq!(of(&report, "limit-zero")["firstMet"]["test"], "利用金額");
    again("tree-2");
    assert_eq!(place.runs(), 3);
    assert!(of(&place.report(), "html-200").get("carried").is_none());
    // Without a key nobody knows whether it has changed.
    let flags = [&flags[..2], &["--since", &earlier]].concat();
    let (_, printed, _) = place.mutate(&flags, SUITE);
    assert_eq!(place.runs(), 3);
    assert!(printed.contains("--key がないので"), "{printed}");
    let (status, _, said) = place.mutate(&["--since", &place.path("settings.toml")], SUITE);
    assert_eq!(status, Some(2), "{said}");
    assert!(
        said.contains("settings.toml") && said.contains("mutants.json"),
        "{said}"
    );
}

#[test]
fn what_is_known_and_accepted_is_zero_until_it_is_no_longer_true() {
    let place = Place::new();
    let baseline = place.path("known.toml");
    let known = |id: &str| {
        fs::write(
            &baseline,
            format!("[[survives]]\nid = \"{id}\"\nkind = \"fails\"\nreason = \"次の版で\"\n"),
        )
        .unwrap();
    };
    let flags = ["--only", "html-200,limit-zero", "--baseline", &baseline];
    known("limit-zero");
    let (status, printed, _) = place.mutate(&flags, SUITE);
    assert_eq!(status, Some(0), "{printed}");
    assert!(printed.contains("limit-zero 見逃した"), "{printed}");
    assert!(printed.contains("（記載済み）"), "{printed}");
    known("html-200");
    let (status, printed, _) = place.mutate(&flags, SUITE);
    assert_eq!(status, Some(1), "{printed}");
    assert!(
        printed.contains("✗ 一覧の html-200：古くなった記載です：気づいた"),
        "{printed}"
    );
    let accept = [
        "--update-baseline",
        "--accept",
        "limit-zero",
        "--reason",
        "次の版で",
    ];
    place.mutate(&[&flags[..], &accept].concat(), SUITE);
    let text = fs::read_to_string(&baseline).unwrap();
    assert!(
        text.contains("id = \"limit-zero\"") && !text.contains("html-200"),
        "{text}"
    );
    let (status, printed, _) = place.mutate(&flags, SUITE);
    assert_eq!(status, Some(0), "{printed}");
    known("html-2000");
    let (status, _, said) = place.mutate(&flags, SUITE);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("もしかして：html-200"), "{said}");
}

#[test]
fn shards_share_the_work() {
    let place = Place::new();
    let only = "html-200,limit-zero,bom,entity,cancel-lies";
    let mut tried = Vec::new();
    for shard in ["1/2", "2/2"] {
        place.mutate(&["--only", only, "--shard", shard], SUITE);
        let report = place.report();
        assert_eq!(report["run"]["shard"], shard);
        assert_eq!(report["run"]["complete"], false);
        tried.push(
            by_verdict(&report)
                .into_values()
                .flatten()
                .collect::<Vec<_>>(),
        );
    }
    // In the order of the list: bom, html-200, limit-zero, entity, cancel-lies.
    for names in &mut tried {
        names.sort();
    }
    assert_eq!(
        tried,
        [
            vec!["bom", "cancel-lies", "limit-zero"],
            vec!["entity", "html-200"]
        ]
    );
    let (status, _, said) = place.mutate(&["--only", "bom", "--shard", "2/2"], SUITE);
    assert_eq!(status, Some(4), "{said}");
}

#[test]
fn tests_that_end_all_faults_are_told_so() {
    let place = Place::new();
    let suite = SUITE.replace(
        "mark 注文",
        "curl -sS -X DELETE \"$KAKEBARAI_URL/_simulator/v1/faults\"\nmark 注文",
    );
    let (status, printed, _) = place.mutate(&["--only", "html-200"], &suite);
    assert_eq!(status, Some(0), "{printed}");
    assert!(
        printed.contains("html-200：テストが全体の障害を消した"),
        "{printed}"
    );
    assert_eq!(of(&place.report(), "html-200")["verdict"], "unreached");
}

#[test]
fn flags_that_cannot_be_meant() {
    let place = Place::new();
    for (flags, words) in [
        (&["--only", "html-20"][..], "もしかして：html-200"),
        (&["--shard", "5/4"], "2/4"),
        (&["--accept", "html-200"], "--reason"),
        (
            &["--run-report", "no-such-report.json"],
            "no-such-report.json",
        ),
    ] {
        let (status, printed, said) = place.mutate(flags, SUITE);
        assert_eq!(status, Some(2), "{flags:?} {printed} {said}");
        assert!(said.contains(words), "{flags:?} {said}");
    }
    let (status, _, said) = told(&run(&[
        "mutate",
        "--report",
        &place.path("report"),
        "--",
        "no-such-program-of-anybody",
    ]));
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("no-such-program-of-anybody"), "{said}");
    let (status, printed, _) = told(&run(&["mutate", "--list", "--only", "html-200,bom"]));
    assert_eq!(status, Some(0), "{printed}");
    assert!(
        printed.contains("耐性 1件：") && printed.contains("検出 1件："),
        "{printed}"
    );
    assert_eq!(place.runs(), 0);
}
