//! Carts: a user's, or a session's before anybody has logged in.

use std::fmt;

use jiff::SignedDuration;
use sqlx::Row as _;

use super::{Product, Result, Store, products};
use crate::addon::order::Item;

/// Whose cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::shop) enum Owner {
    /// A user's, by id.
    User(u64),
    /// A session's, by digest.
    Session(String),
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(id) => write!(f, "u:{id}"),
            Self::Session(digest) => write!(f, "s:{digest}"),
        }
    }
}

/// A product in a cart.
#[derive(Clone, Debug)]
pub(in crate::shop) struct CartItem {
    pub(in crate::shop) product: Product,
    /// 数量; more than 0.
    pub(in crate::shop) quantity: u32,
}

impl CartItem {
    /// As it is ordered.
    pub(in crate::shop) fn ordered(&self) -> Item {
        Item {
            name: self.product.name.clone(),
            code: self.product.code.clone(),
            quantity: self.quantity.into(),
            unit_price: self.product.price,
            tax: self.product.tax,
        }
    }
}

/// The most pieces of one product in a cart.
pub(in crate::shop) const MAX_QUANTITY: u32 = 9_999;

/// How long the cart of somebody who never logged in is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 14);

impl Store {
    /// What is in a cart, in the order in which it came there.
    pub(in crate::shop) async fn cart(&self, owner: &Owner) -> Result<Vec<CartItem>> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {}, c.quantity FROM shop_cart_items c JOIN shop_products p ON p.id = c.product_id \
             WHERE c.owner = $1 ORDER BY c.added_at, p.id",
            products::COLUMNS
        ));
        let rows = sqlx::query(sql)
            .bind(owner.to_string())
            .fetch_all(&self.pool)
            .await?;
        let read = rows.iter().map(|row| {
            Ok(CartItem {
                product: products::read(row)?,
                quantity: super::id(row.try_get("quantity")?),
            })
        });
        read.collect()
    }

    /// How many pieces are in a cart.
    pub(in crate::shop) async fn count_cart(&self, owner: &Owner) -> Result<i64> {
        let sql = "SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) AS pieces FROM shop_cart_items WHERE owner = $1";
        let row = sqlx::query(sql)
            .bind(owner.to_string())
            .fetch_one(&self.pool)
            .await?;
        Ok(row.try_get("pieces")?)
    }

    /// Puts pieces of a product into a cart, on top of those that are there.
    pub(in crate::shop) async fn add_to_cart(
        &self,
        owner: &Owner,
        product: u32,
        quantity: u32,
    ) -> Result<()> {
        sqlx::query(
            "INSERT INTO shop_cart_items (owner, product_id, quantity, added_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (owner, product_id) DO UPDATE SET quantity = CASE \
             WHEN shop_cart_items.quantity + excluded.quantity > 9999 THEN 9999 \
             ELSE shop_cart_items.quantity + excluded.quantity END",
        )
        .bind(owner.to_string())
        .bind(i64::from(product))
        .bind(i64::from(quantity.min(MAX_QUANTITY)))
        .bind(self.now())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Sets how many pieces of a product are in a cart; 0 takes it out.
    pub(in crate::shop) async fn set_in_cart(
        &self,
        owner: &Owner,
        product: u32,
        quantity: u32,
    ) -> Result<()> {
        let query = if quantity == 0 {
            sqlx::query("DELETE FROM shop_cart_items WHERE owner = $1 AND product_id = $2")
                .bind(owner.to_string())
                .bind(i64::from(product))
        } else {
            sqlx::query(
                "UPDATE shop_cart_items SET quantity = $3 WHERE owner = $1 AND product_id = $2",
            )
            .bind(owner.to_string())
            .bind(i64::from(product))
            .bind(i64::from(quantity.min(MAX_QUANTITY)))
        };
        query.execute(&self.pool).await?;
        Ok(())
    }

    /// Somebody has logged in: what was in the session's cart comes into the user's.
    pub(in crate::shop) async fn take_over_cart(&self, session: &str, user: u64) -> Result<()> {
        let (from, to) = (Owner::Session(session.to_owned()), Owner::User(user));
        for item in self.cart(&from).await? {
            self.add_to_cart(&to, item.product.id, item.quantity)
                .await?;
            self.set_in_cart(&from, item.product.id, 0).await?;
        }
        Ok(())
    }

    /// Forgets the carts of those who never logged in and have not come back for two weeks.
    pub(in crate::shop) async fn forget_old_carts(&self) -> Result<()> {
        sqlx::query("DELETE FROM shop_cart_items WHERE added_at < $1 AND owner LIKE 's:%'")
            .bind(
                self.now()
                    .saturating_sub(i64::try_from(KEPT.as_millis()).unwrap_or(0)),
            )
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}
