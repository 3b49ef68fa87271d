//! The rule engine: rules as data, about twenty-five plain kinds of check, and one evaluator.

pub(crate) mod characters;
pub(crate) mod check;
pub(crate) mod condition;
pub(crate) mod facts;
pub(crate) mod judge;
pub(crate) mod number;
pub(crate) mod rule;
pub(crate) mod slip_number;
