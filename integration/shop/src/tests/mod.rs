//! Tests of the shop's inside: amounts, carts, limits, formats, seals, secrets, the workbench.

mod attempts;
mod billing;
mod carts;
mod format;
mod key;
mod payment_methods;
mod registration_number;
mod secrets;
mod settings;
mod typing;
mod users;
mod workbench;
