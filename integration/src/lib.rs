//! What a merchant needs to take payments by クロネコ掛け払い: the typed client, the rules of the add-on, and what each refusal
//! means.
//!
//! - [`addon`]: who may pay so, what is sent for an order, and what became of it.
//! - [`client`]: the seven calls of the provider, with their requests and answers.
//! - [`refusals`]: who must act on a refusal, and what to tell the shop's staff and the buyer.
//!
//! # Features
//! None is on by default: the client, what refusals mean, and the rules that need no memory.
//!
//! | feature | what it brings | what it costs |
//! |---|---|---|
//! | `ledger` | the gateway, and the ledger that it writes everything into before it is sent | sqlx without a database |
//! | `sqlite` | a ledger in SQLite | SQLite itself, built from C |
//! | `postgres` | a ledger in PostgreSQL | sqlx's driver |
//! | `postal-codes` | whether a postal code exists, and the address of it | 0.7 MB of postal codes, 6 MB in memory when asked |
//! | `user-groups` | the bulk change of user groups by CSV | csv |
//!
//! # Sources
//! Where the documentation of an item names its source, the words are these: *documented* is in published text,
//! *seen* is the behaviour of a working client, *inferred* follows from both, *unknown* is our own assumption.
//! The provider's own specification is not public.

pub mod addon;
pub mod client;
pub mod refusals;
