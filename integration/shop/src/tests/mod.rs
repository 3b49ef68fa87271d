//! Tests of the shop's inside: amounts, carts, limits, formats, pages, seals, secrets, the workbench.

mod billing;
mod config;
mod format;
mod forms;
mod pages;
mod registration_number;
#[cfg(feature = "demo")]
mod sample_data;
mod security;
mod settings;
mod shop;
mod store;
mod workbench;
