//! The environment: one variable for each setting.

use super::{
    super::{Problem, Settings},
    nearest::nearest,
    table::{Setting, TABLE},
};

/// The prefix of all variables.
pub(super) const PREFIX: &str = "KAKEBARAI_";

/// Reads the variables with this prefix, in any case.
pub(crate) fn read(
    environment: impl Iterator<Item = (String, String)>,
    settings: &mut Settings,
    problems: &mut Vec<Problem>,
) {
    let mut variables: Vec<_> = environment
        .filter(|(name, _)| name.to_ascii_uppercase().starts_with(PREFIX))
        .collect();
    variables.sort();
    for (name, value) in variables {
        let mut problem = |what: String, remedy: String| {
            let place = format!("環境変数 {name}");
            problems.push(Problem {
                place,
                what,
                remedy,
            });
        };
        let Some(setting) = TABLE.iter().find(|setting| setting.variable() == name) else {
            // Other parts of a system may have variables with this prefix.
            if let Some(remedy) = meant(&name) {
                problem("この名前の設定はありません。".to_owned(), remedy);
            }
            continue;
        };
        if value.ends_with('\r') {
            problem(
                format!(
                    "設定 {} の値の終わりに改行文字（CR）があります。",
                    setting.key
                ),
                "値を書いたファイルの改行を LF にして保存し直してください".to_owned(),
            );
        } else if let Err(remedy) = (setting.set)(settings, &value) {
            let what = format!("設定 {} の値が正しくありません。", setting.key);
            problem(what, remedy);
        }
    }
}

/// The likely variable for one that is not a setting; `None` if it may belong to another program.
fn meant(name: &str) -> Option<String> {
    let upper = name.to_ascii_uppercase();
    let variables: Vec<String> = TABLE.iter().map(Setting::variable).collect();
    let names = variables.iter().map(|variable| &variable[PREFIX.len()..]);
    if let Some(near) = nearest(&upper[PREFIX.len()..], names) {
        return Some(format!("{PREFIX}{near} の誤りではありませんか"));
    }
    let is_of_a_section = TABLE.iter().any(|setting| {
        let section = setting.key.split_once('.').map(|(section, _)| section);
        section.is_some_and(|section| {
            upper[PREFIX.len()..].starts_with(&format!("{}_", section.to_uppercase()))
        })
    });
    is_of_a_section.then(|| super::LISTED.to_owned())
}
