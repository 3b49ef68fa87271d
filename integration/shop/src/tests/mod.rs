//! Tests of the shop's inside: amounts, carts, limits, formats, seals, secrets, the workbench.

mod billing;
mod format;
mod forms;
mod registration_number;
mod security;
mod settings;
mod shop;
mod store;
mod workbench;
