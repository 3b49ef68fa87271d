//! What the add-on's manual says, row by row: each has its words on a screen, and a scenario that walks it.

use std::{collections::BTreeSet, fs, path::Path};

use super::{administration::ordered, put};
use crate::support::{shop::OpenShop, visitor::Visitor};

/// The manual's rows in our words: row, who, screen, words on it, scenario.
const MANUAL: &str = include_str!("manual.tsv");

struct Row {
    number: &'static str,
    who: &'static str,
    path: &'static str,
    words: Vec<&'static str>,
    scenario: &'static str,
}

fn rows() -> Vec<Row> {
    let lines = MANUAL.lines().skip(1);
    lines
        .map(|line| {
            let [number, who, path, words, scenario] = line.split('\t').collect::<Vec<_>>()[..]
            else {
                panic!("{line}");
            };
            Row {
                number,
                who,
                path,
                words: words.split(" / ").collect(),
                scenario,
            }
        })
        .collect()
}

/// Whether a page says a word: in its text, a link, or the label of a field or button.
fn says(visitor: &Visitor, word: &str) -> bool {
    let page = &visitor.page;
    let mut controls = page.forms.iter().flat_map(|form| &form.controls);
    page.text().replace('\n', "").contains(word)
        || page.links.iter().any(|(text, _)| text == word)
        || controls.any(|control| control.label == word)
}

#[tokio::test]
async fn every_row_of_the_manual_has_its_words_on_a_screen() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    let mut newcomer = shop.newcomer("hanako@example.jp", "03-0000-0800").await;
    let mut nobody = shop.visitor();
    let shipped = ordered(&mut customer, &[(2, "1")]).await;
    assert_eq!(shipped, "1001");
    operator.open("/admin/orders/1001/shipment").await;
    operator.fill("送り状番号", "123456789013");
    operator.press("登録").await;
    ordered(&mut customer, &[(2, "1")]).await;
    put(&mut customer, &[(2, "1")]).await;
    for row in rows() {
        let visitor = match row.who {
            "担当者" => &mut operator,
            "お客様" => &mut customer,
            "新しいお客様" => &mut newcomer,
            "だれでも" => &mut nobody,
            other => panic!("{other}"),
        };
        visitor.open(row.path).await;
        assert_eq!(visitor.page.status, 200, "{}", row.path);
        for word in row.words {
            assert!(
                says(visitor, word),
                "{}行目の「{word}」が{}にありません。\n{}",
                row.number,
                row.path,
                visitor.page.text()
            );
        }
    }
}

#[test]
fn every_row_of_the_manual_is_walked_by_a_scenario() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("features/shop");
    let mut scenarios = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for line in text.lines() {
            let line = line.trim_start();
            let name = line
                .strip_prefix("シナリオ: ")
                .or_else(|| line.strip_prefix("シナリオテンプレート: "));
            scenarios.extend(name.map(str::to_owned));
        }
    }
    let rows = rows();
    for row in &rows {
        let (number, scenario) = (row.number, row.scenario);
        assert!(scenarios.contains(scenario), "{number}行目: {scenario}");
    }
    // No row is left out.
    let walked: BTreeSet<&str> = rows.iter().map(|row| row.number).collect();
    for number in 1..=19 {
        assert!(walked.contains(number.to_string().as_str()), "{number}行目");
    }
}
