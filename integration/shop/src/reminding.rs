//! For a test environment that begins anew at each start: what the shop knows to be there.

use sqlx::Row as _;
use tokio::task::JoinSet;

use super::{OpenError, Shop, StoreError, payments::Payments, store::Store};
use kakebarai::{
    client::{Client, RegisterShipment},
    ledger::{Account, Ledger, LedgerError, OrderQuery, OrderRecord, Request, Status},
};

/// A buyer that the provider has, as far as the shop knows.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct KnownBuyer {
    /// 取引先ID.
    pub id: String,
    /// 審査状況, as it was last heard; empty where it never was.
    pub judgement: String,
    /// What is settled and not cancelled, in yen.
    pub settled: i64,
}

/// How many settlements are registered once more, the newest.
const SETTLEMENTS: u32 = 1_000;
/// How many of them at once.
const AT_ONCE: usize = 8;

impl Shop {
    /// The buyers that the shop's customers have become.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn known_buyers(&self) -> Result<Vec<KnownBuyer>, OpenError> {
        let settings = self.0.store.settings().await?;
        let account = Payments::account(&settings);
        Ok(self.0.store.known_buyers(&account).await?)
    }

    /// Registers the newest thousand settlements and their shipments once more, so that they can be cancelled and shipped.
    /// Only where a test environment has forgotten them: one that has not refuses them all. Says how many it has taken.
    ///
    /// # Errors
    /// [`OpenError`]; what the provider refuses is none.
    pub async fn remind(&self) -> Result<u32, OpenError> {
        let payments = &self.0.payments;
        let settings = self.0.store.settings().await?;
        let Ok(connection) = payments.connect(&settings) else {
            return Ok(0);
        };
        let ledger = payments.ledger();
        let query = OrderQuery {
            status: Some(Status::Registered),
            limit: SETTLEMENTS,
            ..OrderQuery::default()
        };
        let mut orders = ledger.orders(&query).await?;
        orders.reverse();
        orders.retain(|order| connection.gateway.account().covers(&order.account));
        let mut taken = 0;
        for some in orders.chunks(AT_ONCE) {
            let mut asked = JoinSet::new();
            for order in some {
                let (ledger, client) = (ledger.clone(), connection.gateway.client().clone());
                let order = order.clone();
                asked.spawn(async move { remind_of(&ledger, &client, order).await });
            }
            while let Some(done) = asked.join_next().await {
                // One that has broken down was not taken.
                taken += u32::from(done.unwrap_or(Ok(false))?);
            }
        }
        Ok(taken)
    }
}

/// Registers one settlement once more, and its shipment. Says whether it was taken.
async fn remind_of(
    ledger: &Ledger,
    client: &Client,
    order: OrderRecord,
) -> Result<bool, LedgerError> {
    let number = &order.order_number;
    let intents = ledger.intents(number).await?;
    let mut payments = intents
        .iter()
        .rev()
        .filter_map(|intent| match &intent.request {
            Request::Register(payment) => Some(payment),
            _ => None,
        });
    let Some(payment) = payments.next() else {
        return Ok(false);
    };
    let payment = payment.request(number);
    if client.register_payment(&payment).await.is_err() {
        return Ok(false);
    }
    if let Some(shipment) = order.shipment.filter(|shipment| shipment.sent) {
        let shipment = RegisterShipment {
            order_number: number.clone(),
            slip_number: shipment.slip_number,
        };
        let _ = client.register_shipment(&shipment).await;
    }
    Ok(true)
}

impl Store {
    async fn known_buyers(&self, account: &Account) -> Result<Vec<KnownBuyer>, StoreError> {
        let rows = sqlx::query(
            "SELECT b.buyer_id, b.judgement, CAST(COALESCE(o.settled, 0) AS BIGINT) AS settled FROM buyers b LEFT JOIN \
             (SELECT buyer_id, SUM(price + tax) AS settled FROM orders WHERE status = 'KB_1' AND account IN ('', $1) GROUP BY buyer_id) o \
             ON o.buyer_id = b.buyer_id WHERE b.state = 'applied' AND b.account IN ('', $1) ORDER BY b.buyer_id",
        )
        .bind(account.as_str())
        .fetch_all(self.pool())
        .await?;
        let read = rows.iter().map(|row| {
            Ok(KnownBuyer {
                id: row.try_get("buyer_id")?,
                judgement: row.try_get("judgement")?,
                settled: row.try_get("settled")?,
            })
        });
        read.collect()
    }
}
