//! Checks settings that a program made: the same limits as in a file.

use std::collections::BTreeSet;

use super::{
    super::{Problem, Settings},
    fields::{BUYER_FIELDS, Field, MERCHANT_FIELDS, SCREENING_RULE_FIELDS},
    table::{MAX_THREADS, TABLE},
};
use crate::books::values::Unacceptable;

impl Settings {
    /// Checks the settings by the limits of a file.
    ///
    /// # Errors
    /// The first mistake.
    pub(crate) fn check(&self) -> Result<(), Problem> {
        let mut read = self.clone();
        for setting in TABLE {
            (setting.set)(&mut read, &(setting.get)(self))
                .map_err(|remedy| problem(setting.key, remedy))?;
        }
        // In text, 0 stands for `None`.
        if self.threads == Some(0) {
            let remedy = format!("1～{MAX_THREADS} の整数を指定してください");
            return Err(problem("threads", remedy));
        }
        entries("merchants", &self.merchants, MERCHANT_FIELDS)?;
        entries("buyers", &self.buyers, BUYER_FIELDS)?;
        entries(
            "screening.rules",
            &self.screening.rules,
            SCREENING_RULE_FIELDS,
        )?;
        self.screening
            .check()
            .map_err(|Unacceptable { field, remedy }| {
                problem(&format!("screening の {field}"), remedy.into_owned())
            })?;
        let codes = self.merchants.iter().map(|merchant| &*merchant.code);
        differ("merchants の code", "加盟店コード", codes)?;
        let ids = self.buyers.iter().map(|buyer| &*buyer.id);
        differ("buyers の id", "取引先ID", ids)
    }
}

/// Each field of each entry of a list.
fn entries<T: Clone>(list: &str, entries: &[T], fields: &[Field<T>]) -> Result<(), Problem> {
    for entry in entries {
        let mut read = entry.clone();
        for field in fields {
            let Some(text) = (field.get)(entry) else {
                continue;
            };
            (field.set)(&mut read, &text)
                .map_err(|remedy| problem(&format!("{list} の {}", field.key), remedy))?;
        }
    }
    Ok(())
}

fn differ<'n>(key: &str, kind: &str, names: impl Iterator<Item = &'n str>) -> Result<(), Problem> {
    let mut seen = BTreeSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(problem(key, format!("{kind} {name} が2つあります")));
        }
    }
    Ok(())
}

fn problem(key: &str, remedy: String) -> Problem {
    Problem {
        place: "Settings".to_owned(),
        what: format!("設定 {key} の値が正しくありません。"),
        remedy,
    }
}
