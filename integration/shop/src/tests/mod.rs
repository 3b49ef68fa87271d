//! Tests of the shop's inside: amounts, carts, limits, seals, secrets, wording.

mod attempts;
mod billing;
mod carts;
mod key;
mod registration_number;
mod secrets;
mod settings;
mod wording;
