//! What a merchant needs to take payments by クロネコ掛け払い: the typed client, what an order is billed as, a ledger that loses
//! nothing, and what each refusal means. It knows no particular shop.
//!
//! - [`client`]: the seven calls of the provider, with their requests and answers.
//! - [`refusals`]: who must act on a refusal, and what to tell the shop's staff and the buyer.
//! - [`order`] and [`billing`]: from a shop's order to the lines, amounts and taxes that are sent.
//! - `gateway` and `ledger`: asking so that nothing is lost, by the feature `ledger`.
//! - [`buyers`]: the application of a customer, its screening, and who is offered the payment method.
//! - [`user_groups`]: groups of a shop's users, and their bulk change by CSV.
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
//!
//! # What else is public
//! jiff's `Timestamp` and `Date`, and with `ledger` sqlx's `AnyPool`, `AnyPoolOptions` and errors stand in public signatures, so a new
//! major version of either is one of this library. What serde writes of [`Order`], [`BillingTerms`] and `ledger::Request` is read by
//! later versions, too: ledgers and shops keep it.
//!
//! # Texts
//! The `Display` texts of [`billing`], [`buyers`], `gateway`, `ledger`, [`slip_number`] and [`user_groups`] are Japanese, for the shop's
//! staff or the buyer; a cause that they quote (of the database, a file, the CSV parser) stays in its own language. Those of [`client`]'s
//! errors are English, for logs: of a refusal, show people [`Code::operator_message`] or [`Code::buyer_message`].

pub mod billing;
pub mod buyers;
mod characters;
pub mod client;
pub mod clock;
#[cfg(feature = "ledger")]
pub mod gateway;
#[cfg(feature = "ledger")]
pub mod ledger;
pub mod order;
pub mod refusals;
pub mod slip_number;
#[cfg(test)]
mod tests;
pub mod user_groups;

/// Its example is compiled.
#[cfg(all(doctest, feature = "sqlite"))]
#[doc = include_str!("../README.md")]
struct Readme;

pub use billing::{BillingTerms, OrderProblem, Statement};
pub use buyers::{ScreeningStatus, application::Application, eligibility::Eligibility};
pub use client::{Address, BuyerQuery, Client, Credentials, Decimal2, Error};
pub use clock::Clock;
#[cfg(feature = "ledger")]
pub use gateway::{Gateway, NotSent, NotSettled, Outcome};
#[cfg(feature = "ledger")]
pub use ledger::Ledger;
pub use order::{Item, Order, Tax};
pub use refusals::Code;
pub use slip_number::SlipNumber;
