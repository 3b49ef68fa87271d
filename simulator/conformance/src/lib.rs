//! Judges any integration of クロネコ掛け払い, in whatever language it is written, through an adapter, and the tests that it has.
//!
//! | folder | what is there |
//! |---|---|
//! | `command` | the command line |
//! | `assessment` | from an adapter to a report |
//! | `scenario` | Japanese features: planned, carried out, what was found |
//! | `exploration` | random business through an adapter, shrunk to a scenario where it contradicts the books |
//! | `traffic` | what the traffic of a scenario says, by the rules of `kakebarai-traffic`, and what was written meanwhile |
//! | `requirements` | the catalogue, frozen sets, profiles |
//! | `judging` | verdicts, levels, the baseline |
//! | `calibration` | asks the provider's test environment what the simulator only guesses |
//! | `mutation` | misbehaviours of the provider, and what a team's own tests make of them |
//! | `reports` | HTML, JSON, JUnit, Markdown, badge |
//! | `adapter` | the protocol between harness and adapter, both of its transports, what looks at an adapter alone |
//! | `provider` | the simulator of a run, by its control addresses |
//!
//! It uses of the simulator what everybody sees, shares no code with any integration, and computes nothing by the
//! simulator's rules.

pub mod adapter;
pub mod assessment;
pub mod calibration;
pub mod command;
pub mod exploration;
pub mod judging;
pub mod mutation;
pub mod provider;
pub mod reports;
pub mod requirements;
pub mod scenario;
pub mod traffic;
