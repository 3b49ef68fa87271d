//! What a merchant needs to take payments by クロネコ掛け払い: the typed client, the rules of the add-on, and what each refusal
//! means.
//!
//! - [`addon`]: who may pay so, what is sent for an order, and what became of it.
//! - [`client`]: the seven calls of the provider, with their requests and answers.
//! - `shop`, by the feature of that name: a reference shop with the screens of the manual.
//! - [`refusals`]: who must act on a refusal, and what to tell the shop's staff and the buyer.
//!
//! Where the documentation of an item names its source, the words are these: *documented* is in published text,
//! *seen* is the behaviour of a working client, *inferred* follows from both, *unknown* is our own assumption.
//! The provider's own specification is not public.

pub mod addon;
pub mod client;
pub mod refusals;
#[cfg(feature = "shop")]
pub mod shop;
