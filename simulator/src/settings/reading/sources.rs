//! The sources of a program's settings: a file, and the environment.

use std::{fs, path::Path};

use super::{
    super::{Problem, Settings, credentials::without_credentials},
    environment::PREFIX,
    values,
};
use crate::encoding;

const DATA: &str = "KAKEBARAI_DATA";

/// Reads a settings file, if there is one, and the variables of this process.
pub(crate) fn load(file: Option<&Path>) -> Result<Settings, Vec<Problem>> {
    let mut settings = read(file)?;
    // The name of a file need not be text.
    if let Some(name) = std::env::var_os(DATA) {
        settings.data = values::data(&name).map_err(|remedy| {
            vec![Problem {
                place: format!("環境変数 {DATA}"),
                what: "設定 data の値が正しくありません。".to_owned(),
                remedy,
            }]
        })?;
    }
    Ok(settings)
}

fn read(file: Option<&Path>) -> Result<Settings, Vec<Problem>> {
    let Some(path) = file else {
        return Settings::read(None, environment());
    };
    let name = without_credentials(&path.display().to_string());
    let problem = |what: String, remedy: &str| {
        vec![Problem {
            place: name.clone(),
            what,
            remedy: remedy.to_owned(),
        }]
    };
    let bytes = fs::read(path).map_err(|error| {
        let what = format!("設定ファイルを読めません（{error}）。");
        problem(what, "ファイルの場所と読み取り権限を確認してください")
    })?;
    let text = encoding::text(&bytes)
        .map_err(|remedy| problem("設定ファイルの文字コードが違います。".to_owned(), remedy))?;
    Settings::read(Some((&name, text)), environment())
}

/// The variables of the simulator. Others may not be text.
fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| {
        let name = name.into_string().ok()?;
        let is_ours = name.get(..PREFIX.len())?.eq_ignore_ascii_case(PREFIX);
        is_ours.then(|| (name, value.to_string_lossy().into_owned()))
    })
}
