//! Asking the provider so that nothing is lost: the intent is written down first, and an answer that never came is
//! unknown, not failed.

use std::{fmt, time::Duration};

use crate::{
    client::{CancelPayment, CancelShipment, Client, Error, NoAnswer, Outcome, RegisterShipment},
    refusals::Code,
};

use super::ledger::{Intent, IntentState, Ledger, LedgerError, Request};

/// How long a crashed process may hold an intent beyond the time-outs of its calls.
const HOLD_MARGIN: Duration = Duration::from_mins(1);

/// A shop's way to クロネコ掛け払い. Cheap to clone.
#[derive(Clone)]
pub struct Gateway {
    client: Client,
    ledger: Ledger,
    retries: Retries,
}

/// How often a request is sent again where the first try surely never left: no connection could be made.
///
/// What may have arrived is never sent again by itself; [`Gateway::recover`] does that, and knows what the answer means.
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
pub enum Fate {
    /// Carried out.
    Done,
    /// It had been carried out by an earlier try whose answer never came. Known by the refusal of asking twice.
    ///
    /// Its one risk: somebody who uses the same merchant code has asked for the same order number by other means.
    HadBeenDone,
    /// Refused with this code, so not carried out.
    Refused(Code),
    /// No answer came: it may have been carried out. The order is closed until [`Gateway::recover`] or an operator
    /// finds out.
    Unknown,
    /// It never left this machine, so it was not carried out.
    Unsent,
}

impl Fate {
    /// Whether the provider has carried the request out.
    pub const fn is_done(&self) -> bool {
        matches!(self, Self::Done | Self::HadBeenDone)
    }
}

/// Why nothing was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotAsked {
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// Another process is asking about this order at this moment.
    #[error("受注{0}は、ただいま別の処理が送信中です。しばらくしてから状態を確認してください。")]
    Busy(String),
    /// The outcome of an earlier request about this order is not known yet.
    #[error(
        "受注{0}には、結果の分からない送信があります。先に「確認する」で結果を確かめてください。"
    )]
    UnknownOutcome(String),
    /// The order is not in the ledger.
    #[error("受注{0}は、クロネコ掛け払いの台帳にありません。")]
    NoSuchOrder(String),
    /// What is asked does not fit the state of the order.
    #[error("{0}")]
    NotNow(String),
}

impl Gateway {
    /// A gateway by a client, written down in a ledger.
    pub fn new(client: Client, ledger: Ledger) -> Self {
        Self {
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

    /// The ledger.
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The client.
    pub const fn client(&self) -> &Client {
        &self.client
    }

    /// For so long nobody else asks about the order, even if this process crashes.
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

    /// Writes an intent down, asks, and writes down what came of it.
    pub(super) async fn ask(&self, order_number: &str, request: Request) -> Result<Fate, NotAsked> {
        let Some(intent) = self
            .ledger
            .intend(order_number, request, self.hold())
            .await?
        else {
            let open = self.ledger.open_intent(order_number).await?;
            let number = order_number.to_owned();
            return Err(match open {
                Some(open) if open.state == IntentState::Unknown => {
                    NotAsked::UnknownOutcome(number)
                }
                _ => NotAsked::Busy(number),
            });
        };
        self.carry_out(&intent).await.map_err(NotAsked::Ledger)
    }

    /// Asks for an intent that is held, and writes down what came of it.
    pub(super) async fn carry_out(&self, intent: &Intent) -> Result<Fate, LedgerError> {
        let answer = self.send(intent).await;
        let (fate, state, code) = match answer {
            Ok(()) => (Fate::Done, IntentState::Done, String::new()),
            Err(Error::Refused(code)) if intent.unanswered > 0 => match self
                .read_after_unknown(intent, &code)
                .await?
            {
                AfterUnknown::HadBeenDone => (Fate::HadBeenDone, IntentState::Done, String::new()),
                AfterUnknown::Refused => (
                    Fate::Refused(code.clone()),
                    IntentState::Refused,
                    code.to_string(),
                ),
                AfterUnknown::StillUnknown => {
                    (Fate::Unknown, IntentState::Unknown, code.to_string())
                }
            },
            Err(Error::Refused(code)) => (
                Fate::Refused(code.clone()),
                IntentState::Refused,
                code.to_string(),
            ),
            // What was sent before without an answer stays unknown, even if this try never left.
            Err(error) if error.outcome() == Outcome::NotProcessed && intent.unanswered == 0 => {
                (Fate::Unsent, IntentState::Unsent, String::new())
            }
            Err(_) => (Fate::Unknown, IntentState::Unknown, String::new()),
        };
        if self.ledger.conclude(intent, state, &code).await? {
            return Ok(fate);
        }
        // Whoever has taken it up since finds out; what the provider said here is not lost for it, since it asks again.
        Ok(Fate::Unknown)
    }

    /// Sends a request; once more where no connection could be made.
    async fn send(&self, intent: &Intent) -> Result<(), Error> {
        let mut wait = self.retries.first_wait;
        let mut left = self.retries.times;
        loop {
            let answer = self.send_once(intent).await;
            let never_left = matches!(&answer, Err(Error::CannotReach(NoAnswer { .. })))
                && answer
                    .as_ref()
                    .is_err_and(|error| error.outcome() == Outcome::NotProcessed);
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
            Request::Register(payment) => self
                .client
                .register_payment(&payment.request(&order_number))
                .await
                .map(drop),
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
            Request::Unship { slip_number } => {
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

    /// What a refusal means after a try of our own whose answer never came.
    async fn read_after_unknown(
        &self,
        intent: &Intent,
        code: &Code,
    ) -> Result<AfterUnknown, LedgerError> {
        let shipped = self
            .ledger
            .order(&intent.order_number)
            .await?
            .is_some_and(|order| order.shipment.is_some_and(|shipment| shipment.sent));
        Ok(match (&intent.request, code.as_str()) {
            // It can no longer be cancelled: a shipment would be a reason, and so is that it is cancelled.
            (Request::Cancel { .. }, "B020005" | "0700001") if !shipped => {
                AfterUnknown::HadBeenDone
            }
            // The order number is taken: by us. The order takes no shipment any more: it has ours.
            (Request::Register(_), "A020004") | (Request::Ship { .. }, "C020005") => {
                AfterUnknown::HadBeenDone
            }
            // No shipment to remove: it is removed, or Yamato has confirmed it since. Nobody can tell from here.
            (Request::Unship { .. }, "D020005") => AfterUnknown::StillUnknown,
            _ => AfterUnknown::Refused,
        })
    }

    /// Finds out what became of everything whose outcome is unknown, by asking again with the same order number. Whatever
    /// another process is finding out at the same time is left to it.
    ///
    /// # Errors
    /// [`LedgerError`]; what was found out before it is written down.
    pub async fn recover(&self) -> Result<Vec<(Intent, Fate)>, LedgerError> {
        let mut found = Vec::new();
        for unknown in self.ledger.unknown_outcomes().await? {
            if let Some(recovered) = self.recover_one(&unknown.id).await? {
                found.push(recovered);
            }
        }
        Ok(found)
    }

    /// 確認する: the same for one intent. None where its outcome is known, or another process is finding out.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn recover_one(&self, intent: &str) -> Result<Option<(Intent, Fate)>, LedgerError> {
        let Some(intent) = self.ledger.take_up(intent, self.hold()).await? else {
            return Ok(None);
        };
        let fate = self.carry_out(&intent).await?;
        Ok(Some((intent, fate)))
    }
}

enum AfterUnknown {
    HadBeenDone,
    Refused,
    StillUnknown,
}

impl fmt::Debug for Gateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gateway")
            .field("client", &self.client)
            .field("retries", &self.retries)
            .finish_non_exhaustive()
    }
}
