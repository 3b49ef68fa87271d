//! The page: what it says from top to bottom, that it needs nothing, that nothing gets out of its place.

use std::collections::BTreeSet;

use kakebarai_conformance::{judging::verdict::Verdict, reports::html};
use scraper::{ElementRef, Html, Selector};

use super::{empty, requirement, sample, since, thousand, with_texts};
use crate::support::{self, visitor::Page};

fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(html: &str) -> String {
    Page::read(String::new(), 200, Vec::new(), html.to_owned()).text()
}

#[test]
fn what_a_manager_and_a_developer_read() {
    let page = text(&html(&sample(), Some(&since())));
    support::snapshots().bind(|| insta::assert_snapshot!("report-page", page));
}

#[test]
fn money_comes_first_and_findings_before_what_passed() {
    let html = html(&sample(), Some(&since()));
    let places: Vec<_> = [
        "<h1>",
        "L1 つながる",
        "id=\"changes\"",
        "id=\"money\"",
        "id=\"grid\"",
        "id=\"failed\"",
        "id=\"error\"",
        "id=\"cant-tell\"",
        "id=\"own\"",
        "id=\"untested\"",
        "id=\"passed\"",
        "id=\"inapplicable\"",
        "id=\"baseline\"",
        "id=\"coverage\"",
        "id=\"run\"",
        "この報告はヤマトクレジットファイナンスによる認定ではありません。</p></footer>",
    ]
    .map(|part| html.find(part).unwrap_or_else(|| panic!("{part}")))
    .into();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn a_finding_keeps_its_order() {
    let html = html(&sample(), None);
    let begin = html.find("id=\"TAX-02\"").unwrap();
    let finding = &html[begin..begin + html[begin..].find("</article>").unwrap()];
    let places: Vec<_> = [
        "内税の消費税を二重に請求しない",
        "<dt>期待</dt>",
        "<dt>実際</dt>",
        "<dt>証拠</dt>",
        "届いた要求",
        "返した応答",
        "帳簿",
        "<dt>考えられる原因</dt>",
        "<dt>直し方</dt>",
        "<dt>再現</dt>",
        "<dt>根拠</dt>",
    ]
    .map(|part| finding.find(part).unwrap_or_else(|| panic!("{part}")))
    .into();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn the_page_is_sound_and_needs_nothing() {
    for report in [sample(), empty(), with_texts(|old| format!("{old}<"))] {
        let page = html(&report, Some(&since()));
        let parsed = Html::parse_document(&page);
        assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
        let foreign = select(
            &parsed,
            "script, iframe, object, embed, img, base, form, [src], [onclick]",
        );
        assert!(foreign.is_empty());
        for element in select(&parsed, "[href]") {
            let href = element.attr("href").unwrap();
            assert!(href.starts_with('#') || href == "data:,", "{href}");
        }
        for part in ["url(", "@import", "javascript:"] {
            assert!(!page.contains(part), "{part}");
        }
    }
}

#[test]
fn each_link_leads_somewhere_and_each_place_is_one() {
    let page = html(&sample(), Some(&since()));
    let parsed = Html::parse_document(&page);
    let mut places = BTreeSet::new();
    for element in select(&parsed, "[id]") {
        let id = element.attr("id").unwrap();
        assert!(places.insert(id), "{id} twice");
    }
    let links: Vec<_> = select(&parsed, "a[href]")
        .iter()
        .map(|link| link.attr("href").unwrap().trim_start_matches('#'))
        .collect();
    assert!(links.len() > 10, "{links:?}");
    for link in links {
        assert!(places.contains(link), "{link}");
    }
}

#[test]
fn no_text_becomes_markup() {
    let nasty = "\"><script>alert(1)</script><b id=x onclick='y'>&amp;";
    let page = html(&with_texts(|old| format!("{old}{nasty}")), None);
    let parsed = Html::parse_document(&page);
    assert!(select(&parsed, "script, b, [onclick]").is_empty());
    let title = select(&parsed, "h1")[0].text().collect::<String>();
    assert!(title.contains(nasty), "{title}");
}

#[test]
fn a_verdict_is_told_by_sign_and_word() {
    let page = html(&sample(), None);
    let parsed = Html::parse_document(&page);
    let badges: BTreeSet<_> = select(&parsed, ".badge")
        .iter()
        .map(|badge| badge.text().collect::<String>())
        .collect();
    for verdict in Verdict::ALL {
        let badge = format!("{} {}", verdict.sign(), verdict.word());
        assert!(badges.contains(&badge), "{badge}: {badges:?}");
    }
    let cells: Vec<_> = select(&parsed, "table.grid tbody td:not(.none)")
        .iter()
        .map(|cell| cell.text().collect::<String>())
        .collect();
    assert!(
        cells.contains(&"✗不合格 1－未実施 1".to_owned()),
        "{cells:?}"
    );
}

#[test]
fn a_thousand_findings_are_folded() {
    let page = html(&thousand(), None);
    let parsed = Html::parse_document(&page);
    assert_eq!(select(&parsed, "article.finding").len(), 100);
    let cases = select(&parsed, ".case").len();
    assert_eq!(cases, 1_000);
    // What is open is one case of each requirement, and no evidence.
    assert_eq!(cases - select(&parsed, "details .case").len(), 100);
    assert_eq!(select(&parsed, ".request").len(), 3_000);
    assert_eq!(select(&parsed, "details .request").len(), 3_000);
    assert!(select(&parsed, "article details[open]").is_empty());
    // So much that nothing is gained by opening it in full.
    assert!(page.len() < 12_000_000, "{}", page.len());
}

#[test]
fn cases_beyond_those_in_full_are_a_line_each_and_never_silently_gone() {
    let mut report = sample();
    let rows = &mut requirement(&mut report, "TAX-02").rows;
    *rows = vec![rows[0].clone(); 300];
    let page = html(&report, None);
    let parsed = Html::parse_document(&page);
    assert_eq!(select(&parsed, "#TAX-02 .case").len(), 10);
    assert_eq!(select(&parsed, "#TAX-02 .more > ul > li").len(), 200);
    assert!(page.contains("ほかの299例"));
    assert!(page.contains("さらに90例が conformance.json にあります。"));
}

#[test]
fn a_run_that_judged_nothing_says_so() {
    let page = text(&html(&empty(), None));
    for part in [
        "レベルの判定なし（一部だけの検査）",
        "検査は途中で終わりました（214シナリオのうち0を実施）。アダプターが3回続けて終わりました",
        "お金に関わる指摘はありません。",
        "網羅の記録はありません。",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(!page.contains("まで、あと"), "{page}");
}

#[test]
fn level_and_what_is_missing_for_the_next_are_told() {
    let mut report = sample();
    for (level, next) in [
        (0, "「L1 つながる」まで、あと"),
        (1, "「L2 正しく送る」まで、あと2件"),
        (2, "「L3 失わない」まで、あと2件"),
    ] {
        report.level = level;
        requirement(&mut report, "CON-01").verdict = if level == 0 {
            Verdict::Failed
        } else {
            Verdict::Passed
        };
        let page = text(&html(&report, None));
        assert!(page.contains(next), "{page}");
        let reached = if level == 0 {
            "L1 に届いていません"
        } else {
            ""
        };
        assert!(page.contains(reached));
    }
    report.level = 4;
    let page = text(&html(&report, None));
    assert!(!page.contains("まで、あと"));
}
