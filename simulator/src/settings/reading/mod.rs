//! From a settings file and the environment to settings; every mistake with its line and how to mend it.

mod check;
pub(crate) mod file;
pub(crate) mod table;
pub(crate) mod values;
