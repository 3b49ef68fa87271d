//! The typed client: seven calls, each with its request and its answer.
//!
//! ```no_run
//! use kakebarai::client::{Address, BuyerQuery, Client, Credentials, Error};
//!
//! # async fn offer() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::new(Address::Test, Credentials::new("900000001", "the password"))?;
//! match client.inquire_usage(&BuyerQuery::by_id("1111")).await {
//!     Ok(usage) if usage.usability.is_usable() => { /* offer the payment method */ }
//!     Ok(_) => { /* do not offer it */ }
//!     Err(Error::Refused(code)) => { /* tell code.operator_message() to the shop's staff */ }
//!     Err(error) => { /* the provider cannot be reached or understood */ }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The client sends what it is given. Checking a request against the provider's rules is not its concern; what
//! breaks them comes back as [`Error::Refused`].

mod address;
mod an010_register_payment;
mod an020_cancel_payment;
mod an030_register_shipment;
mod an040_cancel_shipment;
mod an050_inquire_usage;
mod an060_register_buyer;
mod an070_inquire_screening;
mod attempts;
mod authorities;
mod buyer_query;
mod credentials;
mod decimal;
mod error;
#[cfg(fuzzing)]
pub mod fuzzing;
mod line_item;
mod reading;
mod sending;
mod sent_field;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

pub use address::{Address, CustomAddress, WrongAddress};
pub use an010_register_payment::{RegisterPayment, SentItem};
pub use an020_cancel_payment::CancelPayment;
pub use an030_register_shipment::RegisterShipment;
pub use an040_cancel_shipment::CancelShipment;
pub use an050_inquire_usage::{Usability, Usage};
pub use an060_register_buyer::RegisterBuyer;
pub use an070_inquire_screening::{Judgement, Screening};
pub use authorities::Authorities;
pub use buyer_query::BuyerQuery;
pub use credentials::{Credentials, Password};
pub use decimal::{Decimal, Decimal2, Decimal3, NotDecimal};
pub use error::{Error, InvalidRequest, NoAnswer, Processed, SetupError, Stage, Unreadable};
pub use line_item::{LineItem, MAX_LINES};
pub use reading::{ANSWER_LIMIT, Receipt};
pub use sent_field::{LineField, SentField};

use sending::Sender;

/// How long the client waits.
///
/// The clients seen at work wait 20 or 30 seconds for the whole call (seen). Fields may be added: end a literal with `..Default::default()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOuts {
    /// For the name, the connection and TLS together: 10 seconds by default. Keep it below `total`: only so does a
    /// provider that cannot be connected to count as [`Processed::No`].
    pub connect: Duration,
    /// For the whole call, the connection and the reading of the answer included: 30 seconds by default. A shorter
    /// wait gives up on calls that the provider still carries out.
    pub total: Duration,
}

impl Default for TimeOuts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            total: Duration::from_secs(30),
        }
    }
}

/// A merchant's connection to クロネコ掛け払い. Cheap to clone; the clones share everything.
///
/// - It runs on a Tokio runtime with its I/O and time drivers on.
/// - Every call makes a connection of its own: on a kept one, a connection that the other side is just closing could
///   not be told from a lost answer, and a payment's outcome would be unknown without need.
/// - It never repeats a request, never follows a redirect, and never uses a proxy, not even one that the environment
///   names: the body carries the password.
/// - Credentials that were refused three times within a minute are not sent again before that minute is over: the last
///   refusal is the answer. A client with other credentials counts from zero.
/// - Its `Debug` shows the address and the merchant code, never the password.
#[derive(Clone, Debug)]
pub struct Client {
    sender: Arc<Sender>,
}

impl Client {
    /// A client with the default [`TimeOuts`].
    ///
    /// # Errors
    /// [`SetupError`] when TLS cannot be set up: the machine has no root certificates. A custom address with `http`
    /// does without them.
    pub fn new(address: Address, credentials: Credentials) -> Result<Self, SetupError> {
        Self::with_time_outs(address, credentials, TimeOuts::default())
    }

    /// A client with the time-outs given.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub fn with_time_outs(
        address: Address,
        credentials: Credentials,
        time_outs: TimeOuts,
    ) -> Result<Self, SetupError> {
        Ok(Self {
            sender: Arc::new(Sender::new(address, credentials, time_outs, None)?),
        })
    }

    /// A client that trusts these authorities for https, and not the system's.
    ///
    /// # Errors
    /// [`SetupError`] when TLS cannot be set up.
    pub fn trusting(
        address: Address,
        credentials: Credentials,
        time_outs: TimeOuts,
        authorities: &Authorities,
    ) -> Result<Self, SetupError> {
        let sender = Sender::new(address, credentials, time_outs, Some(authorities))?;
        Ok(Self {
            sender: Arc::new(sender),
        })
    }

    /// Where the requests go.
    pub fn address(&self) -> &Address {
        self.sender.address()
    }

    /// The merchant code (加盟店コード) that every call carries.
    pub fn merchant_code(&self) -> &str {
        self.sender.merchant_code()
    }

    /// How long it waits.
    pub fn time_outs(&self) -> TimeOuts {
        self.sender.time_outs()
    }

    /// AN010 決済登録: registers a payment.
    ///
    /// When the error's [`processed`](Error::processed) is [`Processed::Unknown`], the payment may be registered all the
    /// same: a second attempt is then refused with `A020004`, the order number being taken.
    ///
    /// # Errors
    /// [`Error`]; [`Error::NotSent`] when there are more than [`MAX_LINES`] lines.
    pub async fn register_payment(&self, request: &RegisterPayment) -> Result<Receipt, Error> {
        self.sender.send(request).await
    }

    /// AN020 決済取消: cancels a registered payment.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn cancel_payment(&self, request: &CancelPayment) -> Result<Receipt, Error> {
        self.sender.send(request).await
    }

    /// AN030 出荷登録: registers the shipment of an order.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn register_shipment(&self, request: &RegisterShipment) -> Result<Receipt, Error> {
        self.sender.send(request).await
    }

    /// AN040 出荷取消: takes the shipment of an order back.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn cancel_shipment(&self, request: &CancelShipment) -> Result<Receipt, Error> {
        self.sender.send(request).await
    }

    /// AN050 利用金額照会: asks whether a buyer may pay by クロネコ掛け払い, the credit limit and its used part.
    ///
    /// # Errors
    /// [`Error`]; `E050003` if there is no such buyer.
    pub async fn inquire_usage(&self, buyer: &BuyerQuery) -> Result<Usage, Error> {
        self.sender
            .send(&an050_inquire_usage::InquireUsage(buyer))
            .await
    }

    /// AN060 取引先登録: applies for a buyer. The answer comes at once; the screening takes from 5 minutes to 2 working
    /// days (documented) and is asked for by [`Client::inquire_screening`].
    ///
    /// # Errors
    /// [`Error`]; `F020004` when the buyer id was ever used before.
    pub async fn register_buyer(&self, application: &RegisterBuyer) -> Result<Receipt, Error> {
        self.sender.send(application).await
    }

    /// AN070 審査状況照会: asks for the result of the screening of a buyer.
    ///
    /// # Errors
    /// [`Error`]; `G070001` if there is no such buyer, `G080001` from 60 days after the decision on (seen).
    pub async fn inquire_screening(&self, buyer: &BuyerQuery) -> Result<Screening, Error> {
        self.sender
            .send(&an070_inquire_screening::InquireScreening(buyer))
            .await
    }
}
