//! Tests of the shop's inside: amounts, limits, seals, secrets, wording.

mod attempts;
mod billing;
mod key;
mod secrets;
mod wording;
