//! The ways to ship, and what they cost.

use sqlx::{AnyConnection, Row as _};

use super::{Result, Store, id, next_number};

/// 配送方法.
#[derive(Clone, Debug)]
pub(crate) struct ShippingMethod {
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) description: String,
    /// 送料, in yen.
    pub(crate) price: i64,
    /// The price of goods from which on it costs nothing, in yen; `None` if it always costs.
    pub(crate) free_from: Option<i64>,
    /// `None` for 非課税.
    pub(crate) tax: Option<u32>,
}

impl ShippingMethod {
    /// The cost for goods of a price in yen, discounts taken off.
    pub(crate) fn price_for(&self, goods: i64) -> i64 {
        match self.free_from {
            Some(from) if goods >= from => 0,
            _ => self.price,
        }
    }
}

impl Store {
    /// All of them, by their ids.
    pub(crate) async fn shipping_methods(&self) -> Result<Vec<ShippingMethod>> {
        let rows = sqlx::query(
            "SELECT id, name, description, price, free_from, tax_id FROM shop_shipping_methods ORDER BY id",
        )
        .fetch_all(&self.pool)
        .await?;
        let read = rows.iter().map(|row| {
            Ok(ShippingMethod {
                id: id(row.try_get("id")?),
                name: row.try_get("name")?,
                description: row.try_get("description")?,
                price: row.try_get("price")?,
                free_from: row.try_get("free_from")?,
                tax: row.try_get::<Option<i64>, _>("tax_id")?.map(id),
            })
        });
        read.collect()
    }

    /// Adds a way of shipping of a new shop, under its own id.
    pub(crate) async fn add_shipping_method(&self, method: &ShippingMethod) -> Result<()> {
        let mut connection = self.pool.acquire().await?;
        insert(&mut connection, i64::from(method.id), method).await
    }

    /// Adds a way of shipping under a new id.
    pub(crate) async fn create_shipping_method(&self, method: &ShippingMethod) -> Result<()> {
        let mut transaction = self.pool.begin().await?;
        let id = next_number(&mut transaction, "shipping-method").await?;
        insert(&mut transaction, id, method).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Changes a way of shipping. Returns `false` if it is gone.
    pub(crate) async fn change_shipping_method(&self, method: &ShippingMethod) -> Result<bool> {
        let changed = sqlx::query(
            "UPDATE shop_shipping_methods SET name = $2, description = $3, price = $4, free_from = $5, tax_id = $6 WHERE id = $1",
        )
        .bind(i64::from(method.id))
        .bind(&method.name)
        .bind(&method.description)
        .bind(method.price)
        .bind(method.free_from)
        .bind(method.tax.map(i64::from))
        .execute(&self.pool)
        .await?;
        Ok(changed.rows_affected() == 1)
    }

    /// Deletes a way of shipping. Returns `false` if it is the last, without which nobody could order.
    pub(crate) async fn delete_shipping_method(&self, id: u32) -> Result<bool> {
        let deleted = sqlx::query(
            "DELETE FROM shop_shipping_methods WHERE id = $1 \
             AND EXISTS (SELECT 1 FROM shop_shipping_methods others WHERE others.id <> $1)",
        )
        .bind(i64::from(id))
        .execute(&self.pool)
        .await?;
        Ok(deleted.rows_affected() == 1)
    }
}

async fn insert(connection: &mut AnyConnection, id: i64, method: &ShippingMethod) -> Result<()> {
    sqlx::query(
        "INSERT INTO shop_shipping_methods (id, name, description, price, free_from, tax_id) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
    )
    .bind(id)
    .bind(&method.name)
    .bind(&method.description)
    .bind(method.price)
    .bind(method.free_from)
    .bind(method.tax.map(i64::from))
    .execute(connection)
    .await?;
    Ok(())
}
