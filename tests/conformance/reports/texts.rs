//! `JUnit`, Markdown, badge: what they say, that they stay what they are whatever stands in a report, and how long they become.

use kakebarai_conformance::{
    judging::{
        report::{Mode, Report},
        verdict::Verdict,
    },
    reports::{MARKDOWN_LIMIT, badge_json, badge_svg, html, json, junit, markdown},
};
use roxmltree::{Document, Node};

use super::{empty, requirement, sample, since, thousand, with_texts};
use crate::support;

/// A test of a `JUnit` document by the beginning of its name.
fn case<'a>(document: &'a Document<'a>, name: &str) -> Node<'a, 'a> {
    let mut cases = document
        .descendants()
        .filter(|node| node.has_tag_name("testcase"));
    let found = cases.find(|case| {
        case.attribute("name")
            .is_some_and(|own| own.starts_with(name))
    });
    found.unwrap_or_else(|| panic!("no test {name}"))
}

/// What became of it, and what is said of that.
fn outcome<'a>(case: Node<'a, 'a>) -> (&'a str, &'a str) {
    let mut elements = case.children().filter(Node::is_element);
    let Some(element) = elements.next() else {
        return ("", "");
    };
    (
        element.tag_name().name(),
        element.attribute("message").unwrap(),
    )
}

#[test]
fn what_ci_shows() {
    let report = sample();
    support::snapshots().bind(|| {
        insta::assert_snapshot!("report-junit", junit(&report).unwrap());
        insta::assert_snapshot!("report-summary", markdown(&report, Some(&since())));
        insta::assert_snapshot!(
            "report-badge",
            [badge_svg(&report), badge_json(&report)].concat()
        );
    });
}

#[test]
fn a_verdict_is_an_outcome() {
    let text = junit(&sample()).unwrap();
    let document = Document::parse(&text).unwrap();
    for (name, kind, message) in [
        ("CON-01", "", ""),
        (
            "CON-05",
            "skipped",
            "未実施：時間のかかる確認です。--slow を付けると確かめます",
        ),
        ("SCR-02", "skipped", "要確認：もう一度は申し込めない"),
        (
            "TAX-02",
            "failure",
            "不合格：1,100円のご注文に、1,200円を請求しています（影響額 100円）",
        ),
        (
            "LIN-05",
            "skipped",
            "不合格（既知の不合格）：100件目からの商品が、明細にも金額にもない",
        ),
        (
            "SHP-01",
            "skipped",
            "対象外：送り状番号は、ヤマトの画面で登録するため",
        ),
        ("NEW-01", "skipped", "不合格（観察）：守られていない"),
        (
            "自社 › ポイント併用",
            "failure",
            "不合格：900円のご注文に、1,000円を請求しています（影響額 100円）",
        ),
        ("自社 › 予約商品", "", ""),
        ("検査の完了", "", ""),
        ("ベースライン", "failure", "ベースライン：2件"),
    ] {
        assert_eq!(outcome(case(&document, name)), (kind, message), "{name}");
    }
    let (kind, message) = outcome(case(&document, "ROB-06"));
    assert_eq!(kind, "error");
    assert!(message.contains("Allowed memory size"), "{message}");
    let taxes = case(&document, "TAX-02");
    assert_eq!(taxes.attribute("classname"), Some("kakebarai.TAX"));
    assert_eq!(taxes.attribute("file"), Some("taxes.feature"));
    assert_eq!(taxes.attribute("line"), Some("31"));
    assert_eq!(taxes.attribute("time"), Some("0.275"));
    assert_eq!(
        taxes.parent().unwrap().attribute("name"),
        Some("TAX 消費税")
    );
}

#[test]
fn the_sums_of_a_suite_are_those_of_its_tests() {
    let text = junit(&sample()).unwrap();
    let document = Document::parse(&text).unwrap();
    let root = document.root_element();
    let count = |node: Node<'_, '_>, tag: &str| {
        let found = node
            .descendants()
            .filter(|inner| inner.has_tag_name(tag))
            .count();
        found.to_string()
    };
    let suites = root
        .children()
        .filter(|node| node.has_tag_name("testsuite"));
    for node in suites.chain([root]) {
        for (attribute, tag) in [
            ("tests", "testcase"),
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ] {
            assert_eq!(
                node.attribute(attribute),
                Some(&*count(node, tag)),
                "{attribute}"
            );
        }
    }
    assert_eq!(count(root, "testcase"), "15");
}

#[test]
fn what_was_asked_for_and_not_exercised_fails() {
    let asked = |level, known: Option<&str>| {
        let mut report = sample();
        report.run.asked_level = level;
        requirement(&mut report, "LST-04").known = known.map(str::to_owned);
        let text = junit(&report).unwrap();
        let document = Document::parse(&text).unwrap();
        let has_case = text.contains("name=\"未実施の必須要件\"");
        has_case.then(|| outcome(case(&document, "未実施の必須要件")).0.to_owned())
    };
    assert_eq!(asked(3, None).as_deref(), Some("failure"));
    assert_eq!(asked(3, Some("fails")).as_deref(), Some(""));
    assert_eq!(asked(2, None).as_deref(), Some(""));
    assert_eq!(asked(0, None), None);
}

#[test]
fn a_run_that_ended_early_is_an_error() {
    let text = junit(&empty()).unwrap();
    let document = Document::parse(&text).unwrap();
    assert_eq!(outcome(case(&document, "検査の完了")).0, "error");
    assert_eq!(document.root_element().attribute("tests"), Some("3"));
    let summary = markdown(&empty(), None);
    assert!(summary.contains("214シナリオのうち0を実施"), "{summary}");
    assert!(badge_svg(&empty()).contains("判定なし 自己確認"));
}

#[test]
fn what_xml_forbids_is_left_out() {
    let report = with_texts(|old| format!("{old}<]]>&\"'\u{0}\u{b}\u{1b}[31m\u{fffe}|\n"));
    for text in [junit(&report).unwrap(), badge_svg(&report)] {
        let document = Document::parse(&text);
        assert!(document.is_ok(), "{:?}", document.err());
        assert!(!text.contains(['\u{0}', '\u{b}', '\u{1b}', '\u{fffe}']));
    }
    let text = junit(&report).unwrap();
    let document = Document::parse(&text).unwrap();
    assert!(case(&document, "TAX-02<]]>&\"'|").is_element());
}

#[test]
fn a_cell_stays_in_its_table() {
    let report = with_texts(|old| format!("{old}|a\n| b `c` <d> @e #1 [f](g)\r\n# h"));
    let summary = markdown(&report, Some(&since()));
    let mut rows = 0;
    let mut columns = 0;
    for line in summary.lines() {
        let bars = line.replace("\\|", "").matches('|').count();
        if line.starts_with("|--") {
            columns = bars;
        } else if line.starts_with("| ") && columns > 0 {
            assert_eq!(bars, columns, "{line}");
            rows += 1;
        } else {
            columns = 0;
        }
        let headings = ["## ✗ ", "## ！ ", "### "];
        assert!(
            !line.starts_with('#') || headings.iter().any(|head| line.starts_with(head)),
            "{line}"
        );
    }
    assert!(rows > 15, "{rows}");
    for raw in ["<d>", "@e", " `c`", "[f](g)"] {
        assert!(!summary.contains(raw), "{raw}");
    }
}

#[test]
fn a_summary_never_grows_beyond_what_ci_takes() {
    let mut report = thousand();
    let more = report.requirements.clone();
    for number in 0..20 {
        let more = more.iter().cloned().map(|mut requirement| {
            requirement.id = format!("{}-{number}", requirement.id);
            if number % 2 == 0 {
                requirement.verdict = Verdict::Untested;
                requirement.reason = Some("&".repeat(1_000));
            }
            requirement
        });
        report.requirements.extend(more);
    }
    report.subject.name = "&".repeat(100_000);
    report.run.ended_early = Some("&".repeat(100_000));
    report.baseline.regressions = (0..5_000).map(|number| format!("X-{number}")).collect();
    let summary = markdown(&report, None);
    assert!(summary.len() <= MARKDOWN_LIMIT, "{}", summary.len());
    assert!(summary.len() > MARKDOWN_LIMIT - 4_000, "{}", summary.len());
    let money = summary.find("### お金に関わる指摘（1100件").unwrap();
    assert!(money < 2_500, "{money}");
    assert!(summary.contains("は conformance.html にあります。"));
    assert!(summary.contains("未実施：ほか1000件は"), "{summary}");
    assert!(summary.ends_with("認定ではありません\n"));
}

#[test]
fn an_example_that_breaks_two_requirements_costs_once() {
    let mut report = sample();
    let mut row = requirement(&mut report, "TAX-02").rows[0].clone();
    row.harm.as_mut().unwrap().yen = 40;
    requirement(&mut report, "LIN-05").rows.push(row);
    let summary = markdown(&report, None);
    assert!(summary.contains("| ✗ LIN-05 | 1,100円のご注文に、1,200円を請求しています | 40円 |"));
    assert!(
        summary.contains("検査した注文で合わせて1,000円"),
        "{summary}"
    );
}

#[test]
fn of_traffic_alone_each_order_costs() {
    let mut report = sample();
    report.run.mode = Mode::Passive;
    let costs = |report: &Report, yen: &str| {
        let summary = markdown(report, None);
        let sum = format!("検査した注文で合わせて{yen}");
        assert!(summary.contains(&sum), "{summary}");
    };
    costs(&report, "1,000円");
    let mut row = requirement(&mut report, "TAX-02").rows[0].clone();
    row.harm.as_mut().unwrap().yen = 40;
    requirement(&mut report, "LIN-05").rows.push(row.clone());
    costs(&report, "1,000円");
    row.order_number = Some("A-77".to_owned());
    requirement(&mut report, "TAX-02").rows.push(row);
    costs(&report, "1,040円");
}

#[test]
fn the_badge_says_the_level_and_who_says_so() {
    for (level, cant_tell, message) in [
        (0, 0, "L1未到達 自己確認"),
        (2, 0, "L2 自己確認"),
        (3, 1, "L3・要確認1 自己確認"),
    ] {
        let mut report = sample();
        (report.level, report.level_cant_tell) = (level, cant_tell);
        let svg = badge_svg(&report);
        let document = Document::parse(&svg).unwrap();
        let texts: Vec<_> = document
            .descendants()
            .filter(|node| node.has_tag_name("text"))
            .filter_map(|node| node.text())
            .collect();
        assert_eq!(texts, ["掛け払い適合", message]);
        let endpoint: serde_json::Value = serde_json::from_str(&badge_json(&report)).unwrap();
        assert_eq!(endpoint["schemaVersion"], 1);
        assert_eq!(endpoint["label"], "掛け払い適合");
        assert_eq!(endpoint["message"], message);
    }
}

#[test]
fn what_is_masked_stays_masked() {
    let report = sample();
    for text in [
        html(&report, None),
        junit(&report).unwrap(),
        json(&report).unwrap(),
    ] {
        let shown: Vec<_> = text.split("passWord").skip(1).collect();
        assert!(!shown.is_empty());
        for after in shown {
            let letters = after.chars().filter(|c| !c.is_whitespace());
            let next: String = letters.take(30).collect();
            assert!(next.contains("●●●（12文字）"), "{next}");
        }
    }
    assert!(!markdown(&report, None).contains("passWord"));
}

#[test]
fn the_same_report_is_the_same_to_the_byte() {
    let report = sample();
    let all = || {
        [
            html(&report, Some(&since())),
            junit(&report).unwrap(),
            markdown(&report, Some(&since())),
            badge_svg(&report),
            badge_json(&report),
            json(&report).unwrap(),
        ]
    };
    assert_eq!(all(), all());
}
