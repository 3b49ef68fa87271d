//! The protocol between harness and adapter, version 1: every message and every answer.

pub mod after_sale;
pub mod amount;
pub mod application_form;
pub mod buyer;
pub mod capabilities;
pub mod groups;
pub mod order;
pub mod outcome;
pub mod reading;
pub mod session;
pub mod verb;
pub mod words;
