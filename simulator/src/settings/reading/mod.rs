//! From a settings file and the environment to settings; every mistake with its line and how to mend it.

mod check;
mod choices;
pub(super) mod environment;
mod fields;
pub(crate) mod file;
pub(crate) mod sources;
pub(crate) mod table;
mod text;
pub(crate) mod values;
