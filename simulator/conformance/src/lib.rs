//! Judges any integration of クロネコ掛け払い, in whatever language it is written, through an adapter.
//!
//! | folder | what is there |
//! |---|---|
//! | `command` | the command line |
//! | `adapter` | the protocol between harness and adapter, both of its transports, what looks at an adapter alone |
//!
//! It uses of the simulator what everybody sees, shares no code with any integration, and computes nothing by the
//! simulator's rules.

pub mod adapter;
pub mod command;
