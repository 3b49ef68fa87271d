//! Made-up customers and orders, so that lists are long; the same each time for the same shop.

use std::time::Duration;

use fake::{
    Fake as _,
    faker::name::raw::{FirstName, LastName},
    locales::JA_JP,
    rand::{RngExt as _, SeedableRng as _, rngs::StdRng},
};
use jiff::Timestamp;
use sqlx::{Any, Transaction};

use super::{
    OpenError, Shop, StoreError,
    billing::{bill, method_of},
    format::day,
    payments::Payments,
    security::key::fresh,
    store::{
        CartItem, OrderSnapshot, Payment, Product, Recipient, ShippingMethod, StoredItem,
        StoredShipping, StoredTax, next_numbers, searched,
    },
};
use crate::settings::PaymentMethod;
use kakebarai::{
    billing::Statement,
    buyers::BuyerId,
    ledger::{ImportedApplication, ImportedOrder, Status},
    order::Tax,
};

/// Orders of a customer, on average; the first one has as many again as all others together.
const ORDERS_EACH: u32 = 50;
/// Over so many days until now the orders are spread.
const DAYS: u32 = 90;

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

struct Shelves {
    products: Vec<Product>,
    shipping: Vec<ShippingMethod>,
    taxes: Vec<Tax>,
    /// クロネコ掛け払い, then 銀行振込.
    methods: [PaymentMethod; 2],
}

struct Customer {
    id: i64,
    buyer: String,
    recipient: Recipient,
}

struct MadeUpOrder {
    number: String,
    placed_at: Timestamp,
    payment: Payment,
    contents: OrderSnapshot,
    total: i64,
}

impl Shop {
    /// Adds customers and as many orders, as if they had been placed in the last three months. All customers have the one
    /// password; the first is `1@made-up.example`.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn add_sample_data(&self, orders: u32, password: &str) -> Result<(), OpenError> {
        let inner = &self.0;
        let settings = inner.store.settings().await?;
        let shelves = Shelves {
            products: inner.store.products().await?,
            shipping: inner.store.shipping_methods().await?,
            taxes: inner.store.taxes().await?,
            methods: [Payment::Kakebarai, Payment::Transfer]
                .map(|payment| method_of(payment, &settings)),
        };
        let hash = inner.passwords.hash(password).await?;
        let now = inner.config.clock.now();
        let pool = inner.store.pool();
        let mut transaction = pool.begin().await.map_err(StoreError::from)?;
        let customers = orders / ORDERS_EACH + 1;
        let first = next_numbers(&mut transaction, "user", customers).await?;
        let mut rng = StdRng::seed_from_u64(first.unsigned_abs());
        let (mut known, mut applications, mut settled) = (Vec::new(), Vec::new(), Vec::new());
        for (id, _) in (first..).zip(0..customers) {
            let customer = customer(&mut rng, id);
            applications.push(ImportedApplication {
                user: id.unsigned_abs(),
                buyer_id: customer.buyer.clone(),
                counter: 0,
                judgement: "ご利用可".to_owned(),
                applied_at: now,
            });
            let email = format!("{}@made-up.example", id - first + 1);
            add_customer(&mut transaction, &customer, &email, &hash, now)
                .await
                .map_err(StoreError::from)?;
            known.push(customer);
        }
        let first = next_numbers(&mut transaction, "order", orders).await?;
        for (place, number) in (0..orders).zip(first..) {
            // The oldest first, as if they had come one after the other.
            let ago = DAYS * 86_400 / orders.max(1) * (orders - place);
            let placed_at = now
                .checked_sub(Duration::from_secs(ago.into()))
                .unwrap_or(now);
            let customer = if rng.random_bool(0.5) {
                &known[0]
            } else {
                &known[rng.random_range(0..known.len())]
            };
            let order = order(&mut rng, &shelves, customer, number.to_string(), placed_at);
            add_order(&mut transaction, customer, &order).await?;
            settled.extend(settle(&mut rng, &shelves, customer, &order));
        }
        transaction.commit().await.map_err(StoreError::from)?;
        let (ledger, account) = (inner.store.ledger(), Payments::account(&settings));
        ledger.import_applications(&account, &applications).await?;
        ledger.import_orders(&account, &settled).await?;
        Ok(())
    }
}

fn customer(rng: &mut StdRng, id: i64) -> Customer {
    let family: String = LastName(JA_JP).fake_with_rng(rng);
    let given: String = FirstName(JA_JP).fake_with_rng(rng);
    let trade = TRADES[rng.random_range(0..TRADES.len())];
    let buyer = BuyerId::first(id.unsigned_abs());
    Customer {
        id,
        buyer: buyer.map(|buyer| buyer.to_string()).unwrap_or_default(),
        recipient: Recipient {
            company: format!("株式会社{family}{trade}"),
            name: format!("{family} {given}"),
            postal_code: "1710033".to_owned(),
            address: format!("東京都豊島区高田3-{}", rng.random_range(1..40)),
            telephone: format!("03-0000-{:04}", rng.random_range(0..9_000)),
        },
    }
}

fn order(
    rng: &mut StdRng,
    shelves: &Shelves,
    customer: &Customer,
    number: String,
    placed_at: Timestamp,
) -> MadeUpOrder {
    let payment = if rng.random_bool(0.8) {
        Payment::Kakebarai
    } else {
        Payment::Transfer
    };
    let method = &shelves.methods[usize::from(payment == Payment::Transfer)];
    loop {
        let count = rng.random_range(1..=4);
        let first = rng.random_range(0..shelves.products.len());
        let chosen = shelves.products.iter().cycle().skip(first).take(count);
        let items = chosen.map(|product| {
            StoredItem::of(&CartItem {
                product: product.clone(),
                quantity: rng.random_range(1..=6),
            })
        });
        let mut contents = OrderSnapshot {
            date: day(placed_at),
            items: items.collect(),
            recipient: customer.recipient.clone(),
            payment_name: method.name.clone(),
            shipping: StoredShipping::of(
                &shelves.shipping[rng.random_range(0..shelves.shipping.len())],
            ),
            taxes: shelves.taxes.iter().map(StoredTax::of).collect(),
            sums: Vec::new(),
            rates: Vec::new(),
            untaxed: 0,
            registration_number: String::new(),
        };
        // Some products cannot be paid by クロネコ掛け払い.
        if let Ok(total) = bill(&mut contents, &method.terms) {
            return MadeUpOrder {
                number,
                placed_at,
                payment,
                contents,
                total,
            };
        }
    }
}

async fn add_customer(
    transaction: &mut Transaction<'_, Any>,
    customer: &Customer,
    email: &str,
    hash: &str,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let recipient = &customer.recipient;
    let (family, given) = recipient.name.split_once(' ').unwrap_or_default();
    let (search, digits) = searched(
        email,
        &recipient.company,
        (family, given),
        &recipient.telephone,
    );
    sqlx::query(
        "INSERT INTO shop_users (id, email, password_hash, company, family_name, given_name, family_name_kana, given_name_kana, \
         postal_code, address, telephone, created_at, search, digits) VALUES ($1, $2, $3, $4, $5, $6, '', '', $7, $8, $9, $10, $11, $12)",
    )
    .bind(customer.id)
    .bind(email)
    .bind(hash)
    .bind(&recipient.company)
    .bind(family)
    .bind(given)
    .bind(&recipient.postal_code)
    .bind(&recipient.address)
    .bind(&recipient.telephone)
    .bind(now.as_millisecond())
    .bind(search)
    .bind(digits)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

async fn add_order(
    transaction: &mut Transaction<'_, Any>,
    customer: &Customer,
    order: &MadeUpOrder,
) -> Result<(), StoreError> {
    let placed_at = order.placed_at.as_millisecond();
    let unreadable = |error: serde_json::Error| StoreError::Unreadable(error.to_string());
    sqlx::query(
        "INSERT INTO shop_orders (number, user_id, placed_at, outcome, payment, total, token, contents) \
         VALUES ($1, $2, $3, 'accepted', $4, $5, $6, $7)",
    )
    .bind(&order.number)
    .bind(customer.id)
    .bind(placed_at)
    .bind(order.payment.word())
    .bind(order.total)
    .bind(fresh())
    .bind(serde_json::to_string(&order.contents).map_err(unreadable)?)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

/// What the ledger knows of an order that is paid by クロネコ掛け払い.
fn settle(
    rng: &mut StdRng,
    shelves: &Shelves,
    customer: &Customer,
    order: &MadeUpOrder,
) -> Option<ImportedOrder> {
    if order.payment == Payment::Transfer {
        return None;
    }
    let method = &shelves.methods[0];
    let plain = order.contents.order(&order.number, Some(order.total));
    let statement = Statement::of(&plain, &method.terms).ok()?;
    Some(ImportedOrder {
        payment: statement.request(&plain, &customer.buyer, &method.terms.cart_code),
        status: if rng.random_bool(0.9) {
            Status::Registered
        } else {
            Status::Cancelled
        },
        sent_at: order.placed_at,
    })
}
