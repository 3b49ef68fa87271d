//! Judges any integration of クロネコ掛け払い, in whatever language it is written, through an adapter.
//!
//! | folder | what is there |
//! |---|---|
//! | `command` | the command line |
//! | `assessment` | from an adapter to a report |
//! | `scenario` | Japanese features: planned, carried out, what was found |
//! | `traffic` | what the traffic of a scenario says, by the rules of `kakebarai-traffic`, and what was written meanwhile |
//! | `requirements` | the catalogue, frozen sets, profiles |
//! | `judging` | verdicts, levels, the baseline |
//! | `reports` | HTML, JSON, JUnit, Markdown, badge |
//! | `adapter` | the protocol between harness and adapter, both of its transports, what looks at an adapter alone |
//! | `provider` | the simulator of a run, by its control addresses |
//!
//! It uses of the simulator what everybody sees, shares no code with any integration, and computes nothing by the
//! simulator's rules.

pub mod adapter;
pub mod assessment;
pub mod command;
pub mod judging;
pub mod provider;
pub mod reports;
pub mod requirements;
pub mod scenario;
pub mod traffic;
