//! Asking the provider so that nothing is lost: the intent is written down first, and an answer that never came is
//! unknown, not failed.

mod apply;
mod cancel;
mod recovery;
mod settle;
mod ship;
#[cfg(test)]
mod tests;
mod words;

use std::{fmt, time::Duration};

use crate::{
    client::{CancelPayment, CancelShipment, Client, Error, NoAnswer, Processed, RegisterShipment},
    gateway::recovery::{Earlier, read_refusal},
    ledger::{Account, Intent, IntentState, Ledger, LedgerError, Request},
    refusals::Code,
};

pub use apply::{ApplicationOutcome, NotApplied};
pub use settle::NotSettled;
pub use ship::{Deleted, NotShipped, Shipped};
pub use words::RequestKind;

/// How long a crashed process may hold an intent beyond the time-outs of its calls.
const HOLD_MARGIN: Duration = Duration::from_mins(1);

/// A shop's way to クロネコ掛け払い. Cheap to clone.
#[derive(Clone)]
pub struct Gateway {
    client: Client,
    ledger: Ledger,
    account: Account,
    retries: Retries,
}

/// How often a request is sent again if the first try certainly never left: no connection could be made.
///
/// Only [`Gateway::recover`], which knows what the answer means, sends a request again that may have arrived.
/// Fields may be added: end a literal with `..Default::default()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retries {
    /// How often at the most, the first try not counted.
    pub times: u32,
    /// How long the first wait is; each further one is twice as long.
    pub first_wait: Duration,
}

impl Default for Retries {
    fn default() -> Self {
        Self {
            times: 2,
            first_wait: Duration::from_millis(500),
        }
    }
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use = "a refused or unknown outcome is no error: look at it"]
pub enum Outcome {
    /// Carried out.
    Done,
    /// An earlier try whose answer never came had carried it out. Known by the refusal of the second try.
    ///
    /// Its one risk: somebody who uses the same merchant code has asked for the same order number by other means, such as
    /// the provider's own pages.
    HadBeenDone,
    /// Refused with this code, so not carried out.
    Refused(Code),
    /// No answer came: it may have been carried out. The order is closed until [`Gateway::recover`] or an operator
    /// finds out.
    Unknown,
    /// Answered with this code, and it may have been carried out all the same, or by an earlier try. The order is closed as
    /// for [`Unknown`](Self::Unknown).
    Inconclusive(Code),
    /// It never left this machine, so it was not carried out.
    Unsent,
}

impl Outcome {
    /// Whether the provider has carried the request out.
    pub const fn is_done(&self) -> bool {
        matches!(self, Self::Done | Self::HadBeenDone)
    }

    /// Whether it is not known yet if the provider has carried the request out.
    pub const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown | Self::Inconclusive(_))
    }
}

/// The outcome of a request, and whether the provider answered.
pub(super) struct Concluded {
    pub(super) outcome: Outcome,
    /// Whether no answer came at all: the next request would wait as long.
    pub(super) is_silent: bool,
}

/// Why nothing was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotSent {
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// An earlier request of the same lot had no answer, so this one was not even tried.
    #[error(
        "クロネコ掛け払いから応答がないため、注文{0}は送信していません。しばらくしてからもう一度お試しください。"
    )]
    Silent(String),
    /// Another process is asking about this order at this moment.
    #[error("注文{0}は、ただいま別の処理が送信中です。しばらくしてから状態を確認してください。")]
    Busy(String),
    /// The outcome of an earlier request about this order is not known yet.
    #[error(
        "注文{0}には、結果の分からない送信があります。先に「確認する」で結果を確かめてください。"
    )]
    UnknownOutcome(String),
    /// A settlement of the same goods for the same buyer under another order number is being sent, or its outcome is not known. A buyer
    /// who orders again because no answer came would pay twice.
    #[error(
        "注文{order_number}は、結果の分からない注文{open}と同じ取引先・同じ内容のため、送信していません。先に注文{open}の結果を確かめてください。"
    )]
    SamePurchase {
        /// The order that was not sent.
        order_number: String,
        /// The order whose outcome is not known.
        open: String,
    },
    /// The order was settled, or is being settled, under another account.
    #[error(
        "注文{0}は、別の接続先（テスト環境・本番環境）か別の加盟店コードで送信されています。そのときの設定に戻してから操作してください。"
    )]
    OtherAccount(String),
    /// The order is not in the ledger.
    #[error("注文{0}は、クロネコ掛け払いの台帳にありません。")]
    NoSuchOrder(String),
    /// The request does not fit the state of the order.
    #[error("{0}")]
    NotNow(String),
}

impl Gateway {
    /// A gateway that sends by a client and records in a ledger.
    pub fn new(client: Client, ledger: Ledger) -> Self {
        Self {
            account: Account::new(client.address(), client.merchant_code()),
            client,
            ledger,
            retries: Retries::default(),
        }
    }

    /// With other retries.
    #[must_use]
    pub const fn with_retries(mut self, retries: Retries) -> Self {
        self.retries = retries;
        self
    }

    /// Uses another name for its account, for a test environment whose address changes.
    #[must_use]
    pub fn with_account(mut self, account: Account) -> Self {
        self.account = account;
        self
    }

    /// The account under which it sends.
    pub const fn account(&self) -> &Account {
        &self.account
    }

    /// The ledger.
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The client.
    pub const fn client(&self) -> &Client {
        &self.client
    }

    /// Lease: how long no other process sends for the order, even if this process crashes.
    pub(super) fn hold(&self) -> Duration {
        let tries = self.retries.times.saturating_add(1);
        let waits = self
            .retries
            .first_wait
            .saturating_mul(2_u32.saturating_pow(self.retries.times.min(16)));
        self.client
            .time_outs()
            .total
            .saturating_mul(tries)
            .saturating_add(waits)
            .saturating_add(HOLD_MARGIN)
    }

    /// Records an intent, sends it, and records its outcome.
    pub(super) async fn ask(
        &self,
        order_number: &str,
        request: Request,
    ) -> Result<Concluded, NotSent> {
        let Some(intent) = self
            .ledger
            .intend(&self.account, order_number, request, self.hold())
            .await?
        else {
            return Err(self.still_open(order_number).await);
        };
        self.carry_out(&intent).await.map_err(NotSent::Ledger)
    }

    /// Why nothing can be asked about an order, or done with it, at this moment.
    pub(super) async fn still_open(&self, order_number: &str) -> NotSent {
        let number = order_number.to_owned();
        match self.ledger.open_intent(order_number).await {
            Err(error) => NotSent::Ledger(error),
            Ok(Some(open)) if open.account != self.account => NotSent::OtherAccount(number),
            Ok(Some(open)) if open.is_left_alone(self.ledger.now()) => {
                NotSent::UnknownOutcome(number)
            }
            Ok(Some(_)) => NotSent::Busy(number),
            Ok(None) => NotSent::NotNow(format!(
                "注文{number}の状態が、送信の直前に変わりました。状態を確認してください。"
            )),
        }
    }

    /// Sends an intent that is held, and records its outcome.
    async fn carry_out(&self, intent: &Intent) -> Result<Concluded, LedgerError> {
        let answer = self.send(intent).await;
        let is_silent = matches!(answer, Err(Error::NoAnswer(_)));
        // A repeat that never left is no further try without an answer.
        let has_left = !matches!(&answer, Err(error) if error.code().is_none() && error.processed() == Processed::No);
        let unanswered = intent.unanswered.saturating_sub(u32::from(!has_left));
        let (outcome, state, code) = match answer {
            Ok(()) => (Outcome::Done, IntentState::Done, String::new()),
            Err(Error::Refused(code)) => {
                let text = code.to_string();
                match self.read(intent, &code).await? {
                    Earlier::CarriedOut => (Outcome::HadBeenDone, IntentState::Done, String::new()),
                    Earlier::NotCarriedOut => (Outcome::Refused(code), IntentState::Refused, text),
                    Earlier::Unknown => (Outcome::Inconclusive(code), IntentState::Unknown, text),
                }
            }
            // An earlier try without an answer stays unknown, even if this one never left.
            Err(error) if error.processed() == Processed::No && intent.unanswered == 0 => {
                (Outcome::Unsent, IntentState::Unsent, String::new())
            }
            Err(_) => (Outcome::Unknown, IntentState::Unknown, String::new()),
        };
        if self
            .ledger
            .conclude(intent, state, &code, unanswered)
            .await?
        {
            return Ok(Concluded { outcome, is_silent });
        }
        // Another process has claimed it since and asks again, or an operator has decided it: this answer is not needed.
        Ok(Concluded {
            outcome: Outcome::Unknown,
            is_silent,
        })
    }

    /// Sends a request, and again if no connection could be made, as [`Retries`] say.
    async fn send(&self, intent: &Intent) -> Result<(), Error> {
        let mut wait = self.retries.first_wait;
        let mut left = self.retries.times;
        loop {
            let answer = self.send_once(intent).await;
            let never_left = matches!(&answer, Err(Error::NoAnswer(NoAnswer { .. })))
                && answer
                    .as_ref()
                    .is_err_and(|error| error.processed() == Processed::No);
            if !never_left || left == 0 {
                return answer;
            }
            left -= 1;
            tokio::time::sleep(wait).await;
            wait = wait.saturating_mul(2);
        }
    }

    async fn send_once(&self, intent: &Intent) -> Result<(), Error> {
        let order_number = intent.order_number.clone();
        match &intent.request {
            Request::Register(payment) => self.client.register_payment(payment).await.map(drop),
            Request::Cancel { buyer_id } => {
                let buyer_id = buyer_id.clone();
                self.client
                    .cancel_payment(&CancelPayment {
                        order_number,
                        buyer_id,
                    })
                    .await
                    .map(drop)
            }
            Request::Ship { slip_number } => {
                let slip_number = slip_number.clone();
                self.client
                    .register_shipment(&RegisterShipment {
                        order_number,
                        slip_number,
                    })
                    .await
                    .map(drop)
            }
            Request::CancelShipment { slip_number } => {
                let slip_number = slip_number.clone();
                self.client
                    .cancel_shipment(&CancelShipment {
                        order_number,
                        slip_number,
                    })
                    .await
                    .map(drop)
            }
        }
    }

    /// What a refusal means for this try and those before it.
    async fn read(&self, intent: &Intent, code: &Code) -> Result<Earlier, LedgerError> {
        if intent.unanswered > 0 {
            let mut others = self.ledger.intents(&intent.order_number).await?;
            others.retain(|other| other.id != intent.id && other.account == intent.account);
            return Ok(read_refusal(intent, code, &others));
        }
        Ok(match Error::Refused(code.clone()).processed() {
            Processed::No => Earlier::NotCarriedOut,
            Processed::Unknown => Earlier::Unknown,
        })
    }
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway")
            .field("client", &self.client)
            .field("retries", &self.retries)
            .finish_non_exhaustive()
    }
}
