//! Reads settings from a settings file and the environment; reports every mistake with its line and its remedy.

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

/// The remedy if no similar setting is known.
const LISTED: &str = "「kakebarai-simulator settings」で設定の一覧を確認してください";
