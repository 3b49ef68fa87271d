//! What the shop keeps beside the ledger, in the same database: its settings, its customers, and which order has which number.

use kakebarai::user_groups::Memberships;
use sqlx::{AnyPool, Row as _, any::AnyRow};

use super::{
    answer::{Failure, Shown},
    message::Person,
    settings::Settings,
};

/// The tables. An order that is changed has a row more: a number is never used again.
const TABLES: [&str; 4] = [
    "CREATE TABLE IF NOT EXISTS settings (json TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS customers (\
     id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, email TEXT NOT NULL, buyer_id TEXT, groups TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS orders (\
     id INTEGER PRIMARY KEY, key TEXT NOT NULL, customer INTEGER NOT NULL, total TEXT NOT NULL, tax TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS orders_by_key ON orders (key)",
];

/// The first order has the number after this one.
const BEFORE_FIRST: i64 = 100_000;

#[derive(Clone)]
pub(super) struct Store(AnyPool);

/// A customer of the shop.
pub(super) struct Member {
    pub(super) user: u64,
    pub(super) key: String,
    pub(super) email: String,
    /// 取引先ID that the customer came with.
    pub(super) buyer_id: Option<String>,
    pub(super) groups: Memberships,
}

/// An order under one number.
#[derive(Clone)]
pub(super) struct PlacedOrder {
    id: i64,
    pub(super) customer: u64,
    pub(super) shown: Shown,
}

impl PlacedOrder {
    /// 受注番号.
    pub(super) fn number(&self) -> String {
        (BEFORE_FIRST + self.id).to_string()
    }
}

impl Store {
    pub(super) async fn open(pool: AnyPool) -> Result<Self, sqlx::Error> {
        let mut transaction = pool.begin().await?;
        for table in TABLES {
            sqlx::query(table).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(Self(pool))
    }

    pub(super) async fn close(&self) {
        self.0.close().await;
    }

    pub(super) async fn keep_settings(&self, settings: &Settings) -> Result<(), Failure> {
        sqlx::query("INSERT INTO settings (json) VALUES ($1)")
            .bind(serde_json::to_string(settings)?)
            .execute(&self.0)
            .await?;
        Ok(())
    }

    pub(super) async fn settings(&self) -> Result<Settings, Failure> {
        let json: String = sqlx::query_scalar("SELECT json FROM settings")
            .fetch_one(&self.0)
            .await?;
        Ok(serde_json::from_str(&json)?)
    }

    /// A customer; created if the key is new.
    pub(super) async fn customer(&self, person: &Person) -> Result<Member, Failure> {
        if let Some(known) = self.customer_by_key(&person.key).await? {
            return Ok(known);
        }
        let groups: Memberships = person.groups.as_deref().unwrap_or_default().parse()?;
        sqlx::query("INSERT INTO customers (key, email, buyer_id, groups) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
            .bind(&person.key)
            .bind(person.email.as_deref().unwrap_or_default())
            .bind(person.buyer_id.as_deref())
            .bind(groups.to_string())
            .execute(&self.0)
            .await?;
        let made = self.customer_by_key(&person.key).await?;
        made.ok_or_else(|| Failure::Failed("a customer who was made is gone".to_owned()))
    }

    async fn customer_by_key(&self, key: &str) -> Result<Option<Member>, Failure> {
        let row =
            sqlx::query("SELECT id, key, email, buyer_id, groups FROM customers WHERE key = $1")
                .bind(key)
                .fetch_optional(&self.0)
                .await?;
        row.as_ref().map(member).transpose()
    }

    /// A customer who has ordered.
    pub(super) async fn customer_by_id(&self, user: u64) -> Result<Member, Failure> {
        let row =
            sqlx::query("SELECT id, key, email, buyer_id, groups FROM customers WHERE id = $1")
                .bind(i64::try_from(user)?)
                .fetch_one(&self.0)
                .await?;
        member(&row)
    }

    pub(super) async fn customers(&self) -> Result<Vec<Member>, Failure> {
        let rows =
            sqlx::query("SELECT id, key, email, buyer_id, groups FROM customers ORDER BY id")
                .fetch_all(&self.0)
                .await?;
        rows.iter().map(member).collect()
    }

    pub(super) async fn regroup(&self, user: u64, groups: &Memberships) -> Result<(), Failure> {
        sqlx::query("UPDATE customers SET groups = $1 WHERE id = $2")
            .bind(groups.to_string())
            .bind(i64::try_from(user)?)
            .execute(&self.0)
            .await?;
        Ok(())
    }

    /// An order with all the numbers that it has had, the newest first.
    pub(super) async fn orders(&self, key: &str) -> Result<Vec<PlacedOrder>, Failure> {
        let rows = sqlx::query(
            "SELECT id, customer, total, tax FROM orders WHERE key = $1 ORDER BY id DESC",
        )
        .bind(key)
        .fetch_all(&self.0)
        .await?;
        rows.iter().map(order).collect()
    }

    /// Which order a number belongs to.
    pub(super) async fn key_of(&self, number: &str) -> Result<Option<String>, Failure> {
        let id = number.parse::<i64>()? - BEFORE_FIRST;
        let key = sqlx::query_scalar("SELECT key FROM orders WHERE id = $1")
            .bind(id)
            .fetch_optional(&self.0)
            .await?;
        Ok(key)
    }

    /// Gives an order a number that no order has had.
    pub(super) async fn add_order(
        &self,
        key: &str,
        customer: u64,
        shown: Shown,
    ) -> Result<PlacedOrder, Failure> {
        let id = sqlx::query_scalar(
            "INSERT INTO orders (key, customer, total, tax) VALUES ($1, $2, $3, $4) RETURNING id",
        )
        .bind(key)
        .bind(i64::try_from(customer)?)
        .bind(&shown.total)
        .bind(&shown.tax)
        .fetch_one(&self.0)
        .await?;
        Ok(PlacedOrder {
            id,
            customer,
            shown,
        })
    }

    /// What the buyer sees now of an order that was not settled.
    pub(super) async fn show(
        &self,
        mut order: PlacedOrder,
        shown: Shown,
    ) -> Result<PlacedOrder, Failure> {
        sqlx::query("UPDATE orders SET total = $1, tax = $2 WHERE id = $3")
            .bind(&shown.total)
            .bind(&shown.tax)
            .bind(order.id)
            .execute(&self.0)
            .await?;
        order.shown = shown;
        Ok(order)
    }
}

fn member(row: &AnyRow) -> Result<Member, Failure> {
    Ok(Member {
        user: u64::try_from(row.try_get::<i64, _>("id")?)?,
        key: row.try_get("key")?,
        email: row.try_get("email")?,
        buyer_id: row.try_get("buyer_id")?,
        groups: row.try_get::<String, _>("groups")?.parse()?,
    })
}

fn order(row: &AnyRow) -> Result<PlacedOrder, Failure> {
    Ok(PlacedOrder {
        id: row.try_get("id")?,
        customer: u64::try_from(row.try_get::<i64, _>("customer")?)?,
        shown: Shown {
            total: row.try_get("total")?,
            tax: row.try_get("tax")?,
        },
    })
}
