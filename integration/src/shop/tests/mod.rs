//! Tests of the shop's inside: amounts, limits, seals, wording.

mod attempts;
mod billing;
mod key;
mod wording;
