//! Finding out what became of requests whose answers never came, and what a refusal says about an earlier try.

use super::{Concluded, Gateway, Outcome};
use crate::{
    ledger::{Intent, IntentState, LedgerError, Request},
    refusals::{self, Code, Refusal, WhoActs},
};

impl Gateway {
    /// Finds out what became of everything whose outcome is unknown, by asking again with the same order number. Whatever
    /// another process is finding out at the same time is left to it, and so is whatever was asked under another account.
    /// Where the provider does not answer at all, the rest is left for the next time; what was asked longest ago comes first, so that
    /// one request that is never answered holds up no other for ever.
    ///
    /// # Errors
    /// [`LedgerError`]; outcomes that were found out before it are recorded.
    pub async fn recover(&self) -> Result<Vec<(Intent, Outcome)>, LedgerError> {
        let unknown = self.ledger.unknown_outcomes().await?;
        self.recover_those(unknown).await
    }

    /// The same for a job that runs every minute or so: what was answered without a conclusion is asked about once an hour, since the
    /// same answer is to be expected until somebody has looked into it.
    ///
    /// # Errors
    /// [`LedgerError`]; outcomes that were found out before it are recorded.
    pub async fn recover_due(&self) -> Result<Vec<(Intent, Outcome)>, LedgerError> {
        let mut unknown = self.ledger.unknown_outcomes().await?;
        let now = self.ledger.now();
        unknown.retain(|intent| intent.is_due(now));
        self.recover_those(unknown).await
    }

    async fn recover_those(
        &self,
        mut unknown: Vec<Intent>,
    ) -> Result<Vec<(Intent, Outcome)>, LedgerError> {
        let mut found = Vec::new();
        unknown.retain(|intent| intent.account == self.account);
        unknown.sort_by_key(|intent| (intent.changed_at, intent.unanswered));
        for unknown in unknown {
            if let Some((intent, concluded)) = self.ask_again(&unknown.id).await? {
                found.push((intent, concluded.outcome));
                if concluded.is_silent {
                    break;
                }
            }
        }
        Ok(found)
    }

    /// 確認する: the same for one intent. Returns `None` if its outcome is known, another process is finding it out, or it was sent
    /// under another account.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn recover_one(
        &self,
        intent: &str,
    ) -> Result<Option<(Intent, Outcome)>, LedgerError> {
        let found = self.ask_again(intent).await?;
        Ok(found.map(|(intent, concluded)| (intent, concluded.outcome)))
    }

    async fn ask_again(&self, intent: &str) -> Result<Option<(Intent, Concluded)>, LedgerError> {
        let Some(intent) = self
            .ledger
            .claim(&self.account, intent, self.hold())
            .await?
        else {
            return Ok(None);
        };
        let concluded = self.carry_out(&intent).await?;
        Ok(Some((intent, concluded)))
    }
}

/// What became of the earlier try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Earlier {
    CarriedOut,
    NotCarriedOut,
    Unknown,
}

/// Reads a refusal of the same request. `others` are the other requests about the order under the same account.
///
/// A refusal proves that nothing was done only if its check comes after that of the order's state: the provider answers the first check
/// that fails (inferred), so the state was as if nothing had been done.
pub(super) fn read_refusal(intent: &Intent, code: &Code, others: &[Intent]) -> Earlier {
    // A failure of the provider's system proves nothing, and neither do wrong credentials.
    if matches!(
        code.who_acts(),
        WhoActs::Provider | WhoActs::MerchantSettings
    ) {
        return Earlier::Unknown;
    }
    let (codes, state) = checks(&intent.request);
    let place = |wanted: &str| codes.iter().position(|known| known.code == wanted);
    let is_cancelled = matches!(intent.request, Request::Cancel { .. }) && code.names("0700001");
    if code.names(state) || is_cancelled {
        return if is_ours(&intent.request, others) {
            Earlier::CarriedOut
        } else {
            Earlier::Unknown
        };
    }
    // If an answer carries several codes, one of a later check is enough: that of the state would be among them.
    if code.each().any(|code| place(code) > place(state)) {
        Earlier::NotCarriedOut
    } else {
        Earlier::Unknown
    }
}

/// The codes of a request in the provider's order, and the one that refuses what has already been done.
const fn checks(request: &Request) -> (&'static [Refusal], &'static str) {
    match request {
        Request::Register(_) => (refusals::REGISTER_PAYMENT, "A020004"),
        Request::Cancel { .. } => (refusals::CANCEL_PAYMENT, "B020005"),
        Request::Ship { .. } => (refusals::REGISTER_SHIPMENT, "C020005"),
        Request::CancelShipment { .. } => (refusals::CANCEL_SHIPMENT, "D020005"),
    }
}

/// Whether only the earlier try can have brought the order into its state.
fn is_ours(request: &Request, others: &[Intent]) -> bool {
    match request {
        Request::Register(_) => !others.iter().any(|other| {
            matches!(other.request, Request::Register(_)) && may_have_met(other, "A020004")
        }),
        Request::Cancel { .. } | Request::Ship { .. } => !has_moved_on(others),
        // No shipment to remove: it is removed, or Yamato has confirmed it since. Nobody can tell from here.
        Request::CancelShipment { .. } => false,
    }
}

/// Whether the order may be neither as registered nor as the request in question left it: shipped, or cancelled by anything else. An
/// operator's decision may be wrong, so it counts as either. Clocks differ, so the order of the requests is not relied on.
fn has_moved_on(others: &[Intent]) -> bool {
    let (mut shipped, mut taken_back) = (0, 0);
    for other in others {
        match (&other.request, other.state) {
            (Request::Ship { .. }, IntentState::Done) => shipped += 1,
            (Request::CancelShipment { .. }, IntentState::Done) => taken_back += 1,
            (Request::Ship { .. }, _) if may_have_met(other, "C020005") => return true,
            (Request::Cancel { .. }, _) if may_have_met(other, "B020005") => return true,
            _ => {}
        }
    }
    shipped > taken_back
}

/// Whether a request was refused for the state of the order, or its outcome is not certain.
fn may_have_met(other: &Intent, code: &str) -> bool {
    match other.state {
        IntentState::Sending | IntentState::Unknown | IntentState::Decided => true,
        IntentState::Refused => Code::new(&other.error_code).names(code),
        IntentState::Done | IntentState::Unsent => false,
    }
}
