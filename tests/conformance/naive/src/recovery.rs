//! 「確認する」: everything that has no known outcome is asked again, and what is answered then tells how it was.

use serde_json::{Value, json};

use crate::{
    after_sale::{cancelled, set_slip},
    faults::Fault,
    outcome::Ended,
    session::{Answer, Session, Trouble},
    store::{ApplicationState, Open, Slip},
};

impl Session {
    /// Clears up what can be cleared up, one after the other.
    pub(crate) async fn recover(&self) -> Answer {
        let mut outcomes = Vec::new();
        let open: Vec<String> = self.look(|shop| {
            let orders = shop.orders.iter();
            let open = orders.filter(|(_, order)| order.open.is_some());
            open.map(|(key, _)| key.clone()).collect()
        });
        for key in open {
            outcomes.extend(self.recover_order(&key).await?);
        }
        let applicants: Vec<String> = self.look(|shop| {
            let customers = shop.customers.iter();
            let open = customers.filter(|(_, customer)| {
                let application = customer.application.as_ref();
                application.is_some_and(|one| one.state == ApplicationState::Unknown)
            });
            open.map(|(key, _)| key.clone()).collect()
        });
        for customer in applicants {
            let ended = if self.has(Fault::F76) {
                Ended::Unknown(None)
            } else {
                self.recover_application(&customer).await?
            };
            outcomes.push(json!({"customer": customer, "verb": "apply",
                "result": ended.word(), "code": ended.code()}));
        }
        Ok(json!({"outcomes": outcomes}))
    }

    async fn recover_order(&self, key: &str) -> Result<Option<Value>, Trouble> {
        // Whoever is at it is waited for.
        let _held = self.hold(key).await;
        let order = self.look(|shop| shop.orders.get(key).cloned());
        let Some((order, open)) = order.and_then(|order| Some((order.clone(), order.open?))) else {
            return Ok(None);
        };
        let (verb, ended) = match open {
            _ if self.has(Fault::F76) => ("placeOrder", Ended::Unknown(None)),
            Open::Register => ("placeOrder", self.recover_registration(key).await?),
            Open::Cancel => {
                let was_shipped = order.slip.is_some_and(|slip| slip.sent);
                (
                    "cancelOrder",
                    self.recover_cancellation(key, was_shipped).await?,
                )
            }
            Open::Ship(slip) => ("ship", self.recover_shipment(key, slip).await?),
            Open::Unship => {
                let slip = order.slip.map(|slip| slip.number).unwrap_or_default();
                ("unship", self.recover_removal(key, &slip).await?)
            }
        };
        Ok(Some(
            json!({"key": key, "orderNumber": order.number, "verb": verb,
            "result": ended.word(), "code": ended.code()}),
        ))
    }

    /// The same registration again: the number is used where the first one arrived.
    async fn recover_registration(&self, key: &str) -> Result<Ended, Trouble> {
        let ended = match self.send_registration(key).await {
            Ended::Refused(code) if code == "A020004" && !self.has(Fault::F77) => Ended::Done,
            Ended::Refused(code) if comes_before_the_number(&code) => Ended::Unknown(Some(code)),
            Ended::NotSent => Ended::Unknown(None),
            other => other,
        };
        self.conclude(key, &ended)?;
        Ok(ended)
    }

    /// The same cancellation again: there is nothing to cancel where the first one arrived.
    async fn recover_cancellation(&self, key: &str, was_shipped: bool) -> Result<Ended, Trouble> {
        let ended = match Ended::of(self.cancellation(key).await) {
            Ended::Refused(code) if code == "0700001" => Ended::Done,
            Ended::Refused(code) if code == "B020005" && !was_shipped => Ended::Done,
            other => still_unknown(other),
        };
        if ended == Ended::Done {
            self.change(|shop| cancelled(shop, key))?;
        }
        Ok(ended)
    }

    /// The same shipment again: the order takes none where the first one arrived.
    async fn recover_shipment(&self, key: &str, slip: Slip) -> Result<Ended, Trouble> {
        let ended = match Ended::of(self.shipment(key, &slip.number).await) {
            Ended::Refused(code) if code == "C020005" => Ended::Done,
            // The number was looked at, so that the order was still without a shipment.
            Ended::Refused(code) if code.starts_with("C03") => Ended::Refused(code),
            other => still_unknown(other),
        };
        self.change(|shop| {
            if let (false, Some(order)) =
                (matches!(ended, Ended::Unknown(_)), shop.orders.get_mut(key))
            {
                order.open = None;
            }
            if ended == Ended::Done {
                set_slip(shop, key, Some(slip));
            }
        })?;
        Ok(ended)
    }

    /// The same removal again. A refusal may mean that it was removed, or that the shipment is confirmed since.
    async fn recover_removal(&self, key: &str, slip: &str) -> Result<Ended, Trouble> {
        let ended = still_unknown(Ended::of(self.removal(key, slip).await));
        self.removed(key, &ended)?;
        Ok(ended)
    }
}

/// What is not carried out now may have been carried out before.
fn still_unknown(ended: Ended) -> Ended {
    match ended {
        Ended::Refused(code) => Ended::Unknown(Some(code)),
        Ended::NotSent => Ended::Unknown(None),
        other => other,
    }
}

/// Whether a refusal of 決済登録 does not tell that the number was still free: it comes before that is looked at, or whenever
/// the merchant is not known.
fn comes_before_the_number(code: &str) -> bool {
    let earlier = ["A01", "A04", "A020001", "A020002", "A020003", "A14", "G78"];
    earlier.iter().any(|start| code.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_comes_after_the_number_tells_that_it_was_free() {
        for code in ["A010004", "A040003", "A020002", "A140001", "G78"] {
            assert!(comes_before_the_number(code), "{code}");
        }
        for code in ["A060004", "A070004", "G55", "A090002"] {
            assert!(!comes_before_the_number(code), "{code}");
        }
    }
}
