//! The simulator alone: literal bytes in, literal answers out.

mod answers;
mod control;
mod crowd;
mod curl;
mod dashboard;
mod dashboard_books;
mod dashboard_requests;
mod diagnosis;
mod faults;
mod history;
mod https;
mod malformed;
mod recordings;
mod repeating;
