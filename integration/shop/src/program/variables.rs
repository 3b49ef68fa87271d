//! The variables of the environment that hold secrets.

use crate::data::with_return;

/// What the names of all of them begin with.
const PREFIX: &str = "KAKEBARAI_";
pub(crate) const PASSWORD: &str = "KAKEBARAI_PASSWORD";
pub(crate) const KEY: &str = "KAKEBARAI_SHOP_KEY";

/// How many letters of a name may be wrong.
const MOST: usize = 5;

/// A variable; refused where it is no text, or ends as the lines of files do that Windows wrote.
pub(crate) fn variable(name: &str) -> Result<Option<String>, String> {
    let Some(value) = std::env::var_os(name) else {
        return Ok(None);
    };
    match value.into_string() {
        Ok(value) if value.ends_with('\r') => Err(with_return(name)),
        Ok(value) => Ok(Some(value)),
        Err(_) => Err(format!(
            "環境変数 {name} の値に UTF-8 でない文字があります。UTF-8 の文字だけにしてください"
        )),
    }
}

/// Refuses variables whose names are misspelt: a secret that nobody reads is no secret of the shop's. Those of other programs
/// may begin so, too.
pub(crate) fn check_names() -> Result<(), String> {
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    let mut problems: Vec<String> = names.filter_map(|name| problem(&name)).collect();
    problems.sort();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("\n"))
    }
}

fn problem(name: &str) -> Option<String> {
    let upper = name.to_ascii_uppercase();
    let written = upper.strip_prefix(PREFIX)?;
    if [PASSWORD, KEY].contains(&name) {
        return None;
    }
    let wrong = |known: &str| strsim::damerau_levenshtein(written, &known[PREFIX.len()..]);
    let meant = [PASSWORD, KEY]
        .into_iter()
        .min_by_key(|known| wrong(known))?;
    let letters = meant.len() - PREFIX.len();
    (wrong(meant) <= MOST && wrong(meant) * 3 < letters).then(|| {
        format!(
            "環境変数 {name}: この名前の設定はありません。\n    → {meant} の誤りではありませんか"
        )
    })
}
