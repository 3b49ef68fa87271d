//! Tests that need the inside of the simulator: one file per concern.

mod amounts;
mod asking;
mod books;
mod business_days;
mod characters;
mod clock;
mod concurrency;
mod credit;
mod form;
mod fuzz;
mod invoices;
mod journal;
mod kept;
mod messages;
mod model;
mod over_http;
mod reply;
mod screening;
mod secrets;
mod settings;
mod settings_file;
mod slip_numbers;
mod snapshots;
mod steps;
mod time_line;
mod time_range;
