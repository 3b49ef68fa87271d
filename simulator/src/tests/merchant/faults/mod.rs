//! Faults that are switched on.

mod drawing;
