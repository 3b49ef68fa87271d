//! From a settings file and the environment to settings; every mistake with its line and how to mend it.

mod check;
mod choices;
pub(super) mod environment;
mod fields;
pub(crate) mod file;
mod nearest;
pub(crate) mod sources;
pub(crate) mod table;
mod text;
pub(crate) mod values;

/// What to do where nobody knows which setting was meant.
const LISTED: &str = "「kakebarai-simulator settings」で設定の一覧を確認してください";
