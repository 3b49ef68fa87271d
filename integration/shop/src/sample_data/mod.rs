//! Made-up customers and orders, so that lists are long; the same each time for the same shop.
//!
//! They are made up first, then the caller tells the provider, and only then they are written down: the shop says what the provider's
//! books say.

mod drawing;
mod past;
mod shelves;

use fake::rand::{SeedableRng as _, rngs::StdRng};
use jiff::Timestamp;
use kakebarai::ledger::ImportedApplication;

use self::{
    drawing::{SampleCustomer, SampleOrder, customer, draw, stop_some},
    past::PastMaker,
    shelves::Shelves,
};
use super::{
    OpenError, Shop,
    format::day,
    payments::Payments,
    settings::{Payment, PaymentMethod},
    store::{PastOrder, PastUser},
};

/// Orders of a customer, on average.
const ORDERS_EACH: u32 = 50;

/// Something of the made-up past that the provider knows.
#[derive(Clone, Debug)]
pub struct SampleEvent {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: SampleChange,
}

/// What happened at the provider. Amounts are yen.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names of the fields say it")]
pub enum SampleChange {
    /// ご利用可.
    BuyerAccepted {
        buyer: String,
        name: String,
        telephone: String,
        credit_limit: u32,
    },
    /// 利用停止.
    BuyerStopped { buyer: String },
    /// 決済登録.
    PaymentRegistered {
        order: String,
        buyer: String,
        price: u32,
        tax: u32,
    },
    /// 決済取消.
    PaymentCancelled { order: String },
    /// 出荷登録.
    ShipmentRegistered { order: String, slip: String },
    /// 出荷確定.
    ShipmentConfirmed { order: String },
}

/// Customers and orders that are made up and not yet written down.
#[derive(Debug)]
pub struct SampleData {
    customers: Vec<SampleCustomer>,
    orders: Vec<SampleOrder>,
    events: Vec<SampleEvent>,
}

impl SampleData {
    /// What the provider knows of them, the oldest first.
    pub fn events(&self) -> &[SampleEvent] {
        &self.events
    }
}

impl Shop {
    /// Makes up customers and orders, as if they had been placed in the last three months: settled, cancelled, shipped and confirmed,
    /// refused, and without an answer. Only takes their numbers; nothing else is written down yet.
    ///
    /// # Errors
    /// [`OpenError`]; of those [`NoSampleData`](OpenError::NoSampleData) where there is nothing to order.
    pub async fn generate_sample_data(&self, orders: u32) -> Result<SampleData, OpenError> {
        let inner = &self.0;
        let settings = inner.store.settings().await?;
        let mut methods = settings.methods.iter();
        let transfer = methods.find(|method| method.processor == Payment::Transfer);
        let transfer = transfer.cloned().unwrap_or_else(PaymentMethod::offline);
        let now = inner.config.clock.now();
        let shelves = Shelves::of(
            &inner.store.products().await?,
            inner.store.shipping_methods().await?,
            inner.store.taxes().await?,
            [settings.kakebarai.clone(), transfer],
            day(now),
        );
        let shelves = shelves.map_err(OpenError::NoSampleData)?;
        let count = orders / ORDERS_EACH + 1;
        let (first, first_order) = inner.store.take_numbers(count, orders).await?;
        let mut rng = StdRng::seed_from_u64(first.unsigned_abs());
        let mut customers: Vec<SampleCustomer> = (first..)
            .zip(0..count)
            .map(|(id, place)| customer(&mut rng, id, place, now))
            .collect();
        stop_some(&mut customers, now);
        // The shop's later slips do not begin like these.
        let first_slip = 10_000_000_000 + first_order.unsigned_abs() * 10;
        let drawn = draw(
            &mut rng,
            &shelves,
            &mut customers,
            (first_order, orders),
            now,
        )
        .map_err(OpenError::NoSampleData)?;
        let settlements = drawn
            .iter()
            .filter(|order| order.settlement.is_some())
            .count();
        let settlements = u32::try_from(settlements).unwrap_or(u32::MAX);
        let mut past = PastMaker::new(now, first_slip, settlements);
        for customer in &customers {
            customer.tell(&mut past);
        }
        let orders = drawn
            .into_iter()
            .map(|drawn| drawn.end(&mut rng, &mut past))
            .collect();
        let mut events = past.events;
        events.sort_by_key(|event| event.at);
        Ok(SampleData {
            customers,
            orders,
            events,
        })
    }

    /// Writes down what was made up. All customers have the one password; the first is `1@made-up.example`.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn add_sample_data(
        &self,
        made_up: SampleData,
        password: &str,
    ) -> Result<(), OpenError> {
        let inner = &self.0;
        let hash = inner.passwords.hash(password).await?;
        let account = Payments::account(&inner.store.settings().await?);
        let SampleData {
            customers, orders, ..
        } = made_up;
        let users = customers.iter().map(|customer| customer.registered(&hash));
        let users: Vec<PastUser> = users.collect();
        let past = orders.iter().map(|order| PastOrder {
            number: &order.number,
            user: users[order.customer].id,
            placed_at: order.placed_at,
            payment: order.payment,
            total: order.total,
            contents: &order.contents,
            outcome: order.past.outcome,
            transfer: order.past.transfer,
            shipment: order.past.shipment.as_ref(),
        });
        let past: Vec<PastOrder<'_>> = past.collect();
        inner.store.add_past(&users, &past).await?;
        let applications = customers.iter().map(|customer| {
            let (user, buyer_id) = (customer.id.unsigned_abs(), &customer.buyer);
            ImportedApplication::new(user, buyer_id, customer.registered_at).judged("ご利用可")
        });
        let applications: Vec<_> = applications.collect();
        let requests = orders.into_iter().map(|order| order.past.requests);
        let requests: Vec<_> = requests.filter(|asked| !asked.is_empty()).collect();
        let ledger = inner.store.ledger();
        ledger.import_applications(&account, &applications).await?;
        ledger.import_requests(&account, &requests).await?;
        Ok(())
    }
}
