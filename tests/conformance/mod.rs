//! The harness that judges any integration.

mod exploring;
mod graded;
mod judged;
mod protocol;
mod reference;
mod reports;
mod skeletons;
mod switches;
mod traceability;
mod transports;
