//! Judges any integration of クロネコ掛け払い by its traffic, whatever it was doing.
//!
//! | module | what is there |
//! |---|---|
//! | `journal` | requests and answers of a simulator's journal |
//! | `witness` | a suite's own statements: the running test, the amounts shown to a buyer |
//! | `settlement` | the amounts and lines of a request for a settlement |
//! | `taxes` | the rates that fit the amounts: on top, or contained and so billed twice |
//! | `rules` | the table of rules, each with the requirement that it judges, a file for each subject |
//! | `grading` | from rules to verdicts |
//! | `advice` | untried cases, the most harmful first |
//! | `finding` | a break of a requirement |
//!
//! It only reads recorded traffic, so that a harness and a simulator's pages give the same verdicts.

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
