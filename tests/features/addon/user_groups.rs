//! Steps: the bulk change of user groups by CSV.

use std::collections::BTreeMap;

use cucumber::{gherkin::Step, given, then, when};
use kakebarai::user_groups::{Import, ImportOptions, Memberships, RowOutcome, Summary};

use super::world::Shop;

/// The shop's users and their groups, and the file that is imported.
#[derive(Debug, Default)]
pub(super) struct Groups {
    users: BTreeMap<String, Memberships>,
    known: Vec<u32>,
    file: Vec<u8>,
    said: Vec<(u64, String)>,
    summary: Summary,
}

#[given(regex = "^お店のユーザーグループは次のとおりである:$")]
fn users(shop: &mut Shop, step: &Step) {
    shop.csv.known = vec![4, 7, 9];
    for row in &step.table.as_ref().unwrap().rows[1..] {
        shop.csv
            .users
            .insert(row[0].clone(), row[1].parse().unwrap());
    }
}

#[given(regex = "^次の(UTF-8|BOM付きUTF-8|Shift_JIS)のファイルがある:$")]
fn file(shop: &mut Shop, encoding: String, step: &Step) {
    let text = step
        .docstring()
        .unwrap()
        .trim_start_matches('\n')
        .replace("\\t", "\t");
    shop.csv.file = match encoding.as_str() {
        "Shift_JIS" => encoding_rs::SHIFT_JIS.encode(&text).0.into_owned(),
        "BOM付きUTF-8" => format!("\u{feff}{text}").into_bytes(),
        _ => text.into_bytes(),
    };
}

#[when(regex = "^ファイルを(取り込む|試しに取り込む)$")]
fn import(shop: &mut Shop, how: String) {
    let csv = &mut shop.csv;
    let mut import = match Import::open(&csv.file[..], ImportOptions::default()) {
        Ok(import) => import,
        Err(problem) => {
            csv.said.push((1, problem.to_string()));
            return;
        }
    };
    while let Some(row) = import.next(&csv.known) {
        let line = row.line();
        let now = row.email().and_then(|email| csv.users.get(email).cloned());
        let outcome = row.judge(now);
        csv.summary.count(&outcome);
        match outcome {
            RowOutcome::Change(change) if how == "取り込む" => {
                csv.users.insert(change.email, change.after);
            }
            RowOutcome::Change(change) => {
                csv.said.push((
                    line,
                    format!("{}：{} → {}", change.email, change.before, change.after),
                ));
            }
            RowOutcome::Problem(problem) => csv.said.push((line, problem.to_string())),
            _ => {}
        }
    }
}

#[then(regex = "^「([^」]+)」のユーザーグループは「([^」]*)」である$")]
fn groups_are(shop: &mut Shop, email: String, groups: String) {
    assert_eq!(shop.csv.users[&email].to_string(), groups);
}

#[then(regex = "^([0-9]+)行目について「(.+)」と示される$")]
fn said(shop: &mut Shop, line: u64, text: String) {
    let said = &shop.csv.said;
    let found = said
        .iter()
        .any(|(at, what)| *at == line && what.contains(&text));
    assert!(found, "{said:?}");
}

#[then(regex = "^取り込みの結果は「([^」]+)」である$")]
fn summary(shop: &mut Shop, text: String) {
    assert_eq!(shop.csv.summary.to_string(), text);
}
