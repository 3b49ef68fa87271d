//! The simulator alone: literal bytes in, literal answers out.

mod answers;
mod control;
mod crowd;
mod curl;
mod dashboard;
mod diagnosis;
mod faults;
mod https;
mod malformed;
mod recordings;
mod repeating;
