//! What the traffic of an integration of クロネコ掛け払い says of it, whoever it is and whatever it was doing.
//!
//! | module | what is there |
//! |---|---|
//! | `journal` | requests and answers, as a simulator's journal has them |
//! | `witness` | what a suite says of itself: which test runs, what a buyer was shown |
//! | `settlement` | the amounts and lines of a request for a settlement |
//! | `taxes` | which rates fit the amounts: on top, or contained and so billed twice |
//! | `rules` | the table of rules, each with the requirement that it judges, a file for each subject |
//! | `grading` | from rules to verdicts |
//! | `advice` | what was never tried, what hurts most first |
//! | `finding` | what breaks a requirement |
//!
//! It reads what others recorded and talks to nobody, so that a harness and a simulator's pages say the same.

mod advice;
mod finding;
mod grading;
mod journal;
mod rules;
mod settlement;
mod taxes;
mod traffic;
mod witness;
mod yen;

pub use self::{
    advice::advice,
    finding::{Finding, Harm},
    grading::{Grade, Orphan, Verdict, grade, orphans},
    journal::{APIS, Answered, Broken, Entry, Fault, Field, Journal, Transport},
    rules::{
        Judged, PROGRAM_CODES, RULES, Rule, judge, judge_by, open_losses, refuses_credentials,
    },
    traffic::{Origin, Traffic},
    witness::{Expectation, Mark},
    yen::in_groups,
};
