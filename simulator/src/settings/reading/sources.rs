//! Where a program has its settings from: a file, and the environment.

use std::{fs, path::Path};

use super::{
    super::{Problem, Settings, credentials::without_credentials},
    values,
};

/// Reads a settings file, if there is one, and the variables of this process.
pub(crate) fn load(file: Option<&Path>) -> Result<Settings, Vec<Problem>> {
    let mut settings = read(file)?;
    // The name of a file need not be text.
    if let Some(name) = std::env::var_os("KAKEBARAI_DATA") {
        settings.data = values::data(&name);
    }
    Ok(settings)
}

fn read(file: Option<&Path>) -> Result<Settings, Vec<Problem>> {
    let Some(path) = file else {
        return Settings::read(None, environment());
    };
    let name = without_credentials(&path.display().to_string());
    let text = fs::read_to_string(path).map_err(|error| {
        vec![Problem {
            place: name.clone(),
            what: format!("設定ファイルを読めません（{error}）。"),
            remedy: "ファイルの場所と読み取り権限を確認してください".to_owned(),
        }]
    })?;
    Settings::read(Some((&name, &text)), environment())
}

/// The variables of the simulator. Others may not be text.
fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().filter_map(|(name, value)| {
        let name = name.into_string().ok()?;
        let is_ours = name.starts_with("KAKEBARAI_");
        is_ours.then(|| (name, value.to_string_lossy().into_owned()))
    })
}
