//! The environment: one variable for each setting.

use super::{
    super::{Problem, Settings},
    table::TABLE,
};

/// Reads the variables whose names begin with `KAKEBARAI_`.
pub(crate) fn read(
    environment: impl Iterator<Item = (String, String)>,
    settings: &mut Settings,
    problems: &mut Vec<Problem>,
) {
    let mut variables: Vec<_> = environment
        .filter(|(name, _)| name.starts_with("KAKEBARAI_"))
        .collect();
    variables.sort();
    for (name, value) in variables {
        // Other parts of a system may have variables of their own that begin so.
        let Some(setting) = TABLE.iter().find(|setting| setting.variable() == name) else {
            continue;
        };
        if let Err(remedy) = (setting.set)(settings, &value) {
            let what = format!("設定 {} の値が正しくありません。", setting.key);
            problems.push(Problem {
                place: format!("環境変数 {name}"),
                what,
                remedy,
            });
        }
    }
}
