//! Faults.

mod drawing;
