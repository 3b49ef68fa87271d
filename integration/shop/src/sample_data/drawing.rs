//! Customers and orders are drawn, the oldest first, within what the buyers may use.

use std::time::Duration;

use fake::{
    Fake as _,
    faker::name::raw::{FirstName, LastName},
    locales::JA_JP,
    rand::{RngExt as _, rngs::StdRng},
};
use jiff::Timestamp;
use kakebarai::{
    billing::Statement,
    buyers::{BuyerId, application::Profile},
    client::RegisterPayment,
};

use super::{
    SampleChange,
    past::{Past, PastMaker},
    shelves::{Priced, Shelves},
};
use crate::{
    format::day,
    settings::Payment,
    store::{NewUser, OrderSnapshot, PastUser, Recipient},
};

/// The most orders of the first customer, who has half of them.
const MOST_OF_THE_FIRST: u32 = 150;
/// The number of days until now over which the orders are spread.
const DAYS: u32 = 90;
/// The number of days before that within which customers registered.
const DAYS_BEFORE: u64 = 60;
const DAY: u64 = 86_400;
/// One in `STOPPED` customers is stopped, `STOPPED_AGO` days ago.
const STOPPED: usize = 25;
const STOPPED_AGO: u64 = 30;
/// How often a customer who is stopped tries, before paying by transfer from then on.
const MOST_REFUSALS: u32 = 3;
/// 与信限度額, in yen; the least that covers all orders of a customer.
const LIMITS: [u32; 6] = [
    600_000, 1_000_000, 3_000_000, 5_000_000, 10_000_000, 20_000_000,
];

const TRADES: [&str; 8] = [
    "商店",
    "製作所",
    "工業",
    "食品",
    "印刷",
    "物産",
    "電機",
    "建材",
];

#[derive(Debug)]
pub(super) struct SampleCustomer {
    pub(super) id: i64,
    pub(super) email: String,
    pub(super) buyer: String,
    pub(super) recipient: Recipient,
    pub(super) registered_at: Timestamp,
    pub(super) stopped_at: Option<Timestamp>,
    refusals: u32,
    /// What is settled, in yen, cancelled or not.
    settled: u32,
}

#[derive(Debug)]
pub(super) struct SampleOrder {
    pub(super) number: String,
    /// The place of the customer.
    pub(super) customer: usize,
    pub(super) placed_at: Timestamp,
    pub(super) payment: Payment,
    pub(super) contents: OrderSnapshot,
    pub(super) total: i64,
    pub(super) past: Past,
}

/// The moment a number of seconds ago.
fn ago(now: Timestamp, seconds: u64) -> Timestamp {
    now.checked_sub(Duration::from_secs(seconds)).unwrap_or(now)
}

/// Stops some of the customers.
pub(super) fn stop_some(customers: &mut [SampleCustomer], now: Timestamp) {
    for customer in customers.iter_mut().skip(STOPPED - 1).step_by(STOPPED) {
        customer.stopped_at = Some(ago(now, STOPPED_AGO * DAY));
    }
}

pub(super) fn customer(rng: &mut StdRng, id: i64, place: u32, now: Timestamp) -> SampleCustomer {
    let family: String = LastName(JA_JP).fake_with_rng(rng);
    let given: String = FirstName(JA_JP).fake_with_rng(rng);
    let trade = TRADES[rng.random_range(0..TRADES.len())];
    let buyer = BuyerId::first(id.unsigned_abs());
    let before = rng.random_range(DAY..DAYS_BEFORE * DAY);
    SampleCustomer {
        id,
        email: format!("{}@made-up.example", place + 1),
        buyer: buyer.map(|buyer| buyer.to_string()).unwrap_or_default(),
        recipient: Recipient {
            company: format!("株式会社{family}{trade}"),
            name: format!("{family} {given}"),
            postal_code: "1710033".to_owned(),
            address: format!("東京都豊島区高田3-{}", rng.random_range(1..40)),
            telephone: format!("03-0000-{:04}", rng.random_range(0..9_000)),
        },
        registered_at: ago(now, u64::from(DAYS) * DAY + before),
        stopped_at: None,
        refusals: 0,
        settled: 0,
    }
}

impl SampleCustomer {
    /// As the shop keeps the customer.
    pub(super) fn registered(&self, hash: &str) -> PastUser {
        let recipient = &self.recipient;
        let (family, given) = recipient.name.split_once(' ').unwrap_or_default();
        let user = NewUser {
            email: self.email.clone(),
            password_hash: hash.to_owned(),
            profile: Profile {
                company: recipient.company.clone(),
                family_name: family.to_owned(),
                given_name: given.to_owned(),
                family_name_kana: String::new(),
                given_name_kana: String::new(),
                postal_code: recipient.postal_code.clone(),
                address: recipient.address.clone(),
                telephone: recipient.telephone.clone(),
            },
        };
        PastUser {
            id: self.id.unsigned_abs(),
            user,
            registered_at: self.registered_at,
        }
    }

    /// Tells the provider of the buyer.
    pub(super) fn tell(&self, past: &mut PastMaker) {
        let limit = LIMITS.iter().find(|limit| **limit >= self.settled);
        let what = SampleChange::BuyerAccepted {
            buyer: self.buyer.clone(),
            name: self.recipient.company.clone(),
            telephone: self.recipient.telephone.clone(),
            credit_limit: limit.copied().unwrap_or(LIMITS[LIMITS.len() - 1]),
        };
        past.know(self.registered_at, what);
        if let Some(at) = self.stopped_at {
            let buyer = self.buyer.clone();
            past.know(at, SampleChange::BuyerStopped { buyer });
        }
    }

    /// What becomes of a settlement of an amount.
    fn settle(&mut self, amount: u32, at: Timestamp) -> Option<Settlement> {
        if self.stopped_at.is_some_and(|stopped| stopped <= at) {
            self.refusals += 1;
            return (self.refusals <= MOST_REFUSALS).then_some(Settlement::Refused);
        }
        let settled = self.settled.saturating_add(amount);
        if settled > LIMITS[LIMITS.len() - 1] {
            return None;
        }
        self.settled = settled;
        Some(Settlement::Accepted)
    }
}

/// What the provider says to a settlement.
#[derive(Clone, Copy)]
pub(super) enum Settlement {
    Accepted,
    Refused,
}

/// An order before what became of it.
pub(super) struct DrawnOrder {
    order: SampleOrder,
    pub(super) settlement: Option<(Settlement, RegisterPayment)>,
}

impl DrawnOrder {
    pub(super) fn end(self, rng: &mut StdRng, past: &mut PastMaker) -> SampleOrder {
        let at = self.order.placed_at;
        SampleOrder {
            past: match self.settlement {
                None => past.transferred(rng, at),
                Some((Settlement::Refused, payment)) => past.refused(payment, at),
                Some((Settlement::Accepted, payment)) => past.settled(rng, payment, at),
            },
            ..self.order
        }
    }
}

/// Draws as many orders from a first number on, the oldest first, as if they had come one after the other.
///
/// # Errors
/// What the operator has to change, in Japanese.
pub(super) fn draw(
    rng: &mut StdRng,
    shelves: &Shelves,
    customers: &mut [SampleCustomer],
    (first, orders): (i64, u32),
    now: Timestamp,
) -> Result<Vec<DrawnOrder>, String> {
    let mut of_the_first = 0;
    let mut drawn = Vec::new();
    for (place, number) in (0..orders).zip(first..) {
        let placed_at = ago(
            now,
            u64::from(DAYS) * DAY / u64::from(orders.max(1)) * u64::from(orders - place),
        );
        let is_of_the_first = of_the_first < MOST_OF_THE_FIRST && rng.random_bool(0.5);
        let customer = if is_of_the_first {
            of_the_first += 1;
            0
        } else {
            rng.random_range(0..customers.len())
        };
        let number = number.to_string();
        let buyer = &mut customers[customer];
        let settled = rng
            .random_bool(0.8)
            .then(|| settled(rng, shelves, buyer, &number, placed_at))
            .flatten();
        let (payment, (contents, total), settlement) = if let Some((priced, settlement)) = settled {
            (Payment::Kakebarai, priced, Some(settlement))
        } else {
            let priced = shelves.order(rng, &buyer.recipient, Payment::Transfer, day(placed_at));
            let priced = priced.ok_or(
                "お支払いいただける金額の注文になりません。商品の価格と送料を確かめてください。",
            )?;
            (Payment::Transfer, priced, None)
        };
        let order = SampleOrder {
            number,
            customer,
            placed_at,
            payment,
            contents,
            total,
            past: Past::default(),
        };
        drawn.push(DrawnOrder { order, settlement });
    }
    Ok(drawn)
}

/// Returns an order that is paid by クロネコ掛け払い; `None` if its buyer cannot use it.
fn settled(
    rng: &mut StdRng,
    shelves: &Shelves,
    customer: &mut SampleCustomer,
    number: &str,
    at: Timestamp,
) -> Option<(Priced, (Settlement, RegisterPayment))> {
    let priced = shelves.order(rng, &customer.recipient, Payment::Kakebarai, day(at))?;
    let method = shelves.method(Payment::Kakebarai);
    let plain = priced.0.order(number, Some(priced.1));
    let statement = Statement::of(&plain, &method.terms).ok()?;
    let payment = statement.request(&plain, &customer.buyer, &method.terms.cart_code);
    let settlement = customer.settle(payment.price + payment.tax, at)?;
    Some((priced, (settlement, payment)))
}
