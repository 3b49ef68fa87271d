//! Judges any integration of クロネコ掛け払い, in any language, through an adapter; and its own tests.
//!
//! | folder | what is there |
//! |---|---|
//! | `command` | the command line |
//! | `assessment` | from an adapter to a report |
//! | `scenario` | Japanese features: their plan, their runs, their findings |
//! | `exploration` | random business through an adapter, shrunk to a scenario if it contradicts the books |
//! | `traffic` | judges the traffic of a scenario by the rules of `kakebarai-traffic`, and its logs |
//! | `requirements` | the catalogue, frozen sets, profiles |
//! | `judging` | verdicts, levels, the baseline |
//! | `calibration` | checks the simulator's guesses at the provider's test environment |
//! | `mutation` | misbehaviours of the provider, and the reaction of a team's own tests |
//! | `reports` | HTML, JSON, JUnit, Markdown, badge |
//! | `adapter` | the protocol between harness and adapter, both of its transports, the check of an adapter alone |
//! | `provider` | the simulator of a run, by its control addresses |
//!
//! It uses only public parts of the simulator, shares no code with any integration, and computes nothing by the simulator's rules.

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
