//! The sentences of the features, a file for each subject.

pub mod answers;
pub mod application;
mod billed;
mod cancellation;
pub mod changes;
mod claims;
pub mod connection;
pub mod decoy;
mod eligibility;
mod faults;
mod form_labels;
pub mod groups;
pub mod last_answer;
mod lines;
pub mod losses;
pub mod money;
mod product_codes;
mod reapplying;
mod received;
mod records;
mod screening;
mod shipments;
pub mod shopping;
mod usual_order;

use super::table::StepTable;

/// All sentences.
pub fn table() -> StepTable {
    let mut table = StepTable::default();
    shopping::add(&mut table);
    losses::add(&mut table);
    shipments::add(&mut table);
    records::add(&mut table);
    received::add(&mut table);
    faults::add(&mut table);
    claims::add(&mut table);
    changes::add(&mut table);
    cancellation::add(&mut table);
    answers::add(&mut table);
    connection::add(&mut table);
    money::add(&mut table);
    application::add(&mut table);
    groups::add(&mut table);
    billed::add(&mut table);
    lines::add(&mut table);
    product_codes::add(&mut table);
    reapplying::add(&mut table);
    screening::add(&mut table);
    eligibility::add(&mut table);
    table
}
