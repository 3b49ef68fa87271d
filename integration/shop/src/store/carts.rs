//! Carts: a user's, or a session's before anybody has logged in.

use std::fmt;

use jiff::SignedDuration;
use sqlx::{AnyConnection, Row as _};

use super::{Product, Result, Store, products};
use kakebarai::order::Item;

/// Whose cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
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
pub(crate) struct CartItem {
    pub(crate) product: Product,
    /// 数量; more than 0.
    pub(crate) quantity: u32,
}

impl CartItem {
    /// As it is ordered.
    pub(crate) fn ordered(&self) -> Item {
        let product = &self.product;
        let mut item = Item::new(&product.name, self.quantity, product.price).code(&product.code);
        item.tax = product.tax;
        item
    }
}

/// The most pieces of one product in a cart.
pub(crate) const MAX_QUANTITY: u32 = 9_999;

/// How long an item stays in a cart without a login.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 14);

/// How many carts without a login are kept, so that no stranger fills the disk with them.
const MOST_CARTS: i64 = 50_000;

impl Store {
    /// The items of a cart, in the order in which they came there.
    pub(crate) async fn cart(&self, owner: &Owner) -> Result<Vec<CartItem>> {
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
    pub(crate) async fn count_cart(&self, owner: &Owner) -> Result<i64> {
        let sql = "SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) AS pieces FROM shop_cart_items WHERE owner = $1";
        let row = sqlx::query(sql)
            .bind(owner.to_string())
            .fetch_one(&self.pool)
            .await?;
        Ok(row.try_get("pieces")?)
    }

    /// Puts pieces of a product into a cart, on top of those that are there. Returns how many there are then: never more than
    /// [`MAX_QUANTITY`].
    pub(crate) async fn add_to_cart(
        &self,
        owner: &Owner,
        product: u32,
        quantity: u32,
    ) -> Result<u32> {
        let mut connection = self.pool.acquire().await?;
        put(&mut connection, owner, product, quantity, self.now()).await
    }

    /// Sets how many pieces of products are in a cart; 0 takes one out. What is not in the cart is not put there.
    pub(crate) async fn set_in_cart(&self, owner: &Owner, quantities: &[(u32, u32)]) -> Result<()> {
        let mut transaction = self.pool.begin().await?;
        for (product, quantity) in quantities {
            let query = if *quantity == 0 {
                sqlx::query("DELETE FROM shop_cart_items WHERE owner = $1 AND product_id = $2")
            } else {
                sqlx::query(
                    "UPDATE shop_cart_items SET quantity = $3 WHERE owner = $1 AND product_id = $2",
                )
            };
            let query = query.bind(owner.to_string()).bind(i64::from(*product));
            let query = match quantity {
                0 => query,
                quantity => query.bind(i64::from((*quantity).min(MAX_QUANTITY))),
            };
            query.execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Moves the session's cart into the user's at the login, all of it at once.
    pub(crate) async fn take_over_cart(&self, session: &str, user: u64) -> Result<()> {
        let (from, to) = (Owner::Session(session.to_owned()), Owner::User(user));
        let mut transaction = self.pool.begin().await?;
        // Whoever takes the items out has them: two logins of one session do not double them.
        let taken = sqlx::query(
            "DELETE FROM shop_cart_items WHERE owner = $1 RETURNING product_id, quantity",
        )
        .bind(from.to_string())
        .fetch_all(&mut *transaction)
        .await?;
        for row in taken {
            let (product, quantity): (i64, i64) =
                (row.try_get("product_id")?, row.try_get("quantity")?);
            let quantity = u32::try_from(quantity).unwrap_or(MAX_QUANTITY);
            put(
                &mut transaction,
                &to,
                super::id(product),
                quantity,
                self.now(),
            )
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Deletes items that were put into carts without a login more than two weeks ago, then the oldest such carts beyond `MOST_CARTS`.
    pub(crate) async fn forget_old_carts(&self) -> Result<()> {
        sqlx::query("DELETE FROM shop_cart_items WHERE added_at < $1 AND owner LIKE 's:%'")
            .bind(
                self.now()
                    .saturating_sub(i64::try_from(KEPT.as_millis()).unwrap_or(0)),
            )
            .execute(&self.pool)
            .await?;
        self.keep_newest_carts(MOST_CARTS).await
    }

    /// Of the carts without a login, keeps `most`: the ones that something was put into last.
    pub(crate) async fn keep_newest_carts(&self, most: i64) -> Result<()> {
        sqlx::query(
            "DELETE FROM shop_cart_items WHERE owner LIKE 's:%' AND owner NOT IN (SELECT owner FROM shop_cart_items \
             WHERE owner LIKE 's:%' GROUP BY owner ORDER BY MAX(added_at) DESC LIMIT $1)",
        )
        .bind(most)
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}

async fn put(
    connection: &mut AnyConnection,
    owner: &Owner,
    product: u32,
    quantity: u32,
    now: i64,
) -> Result<u32> {
    let row = sqlx::query(
        "INSERT INTO shop_cart_items (owner, product_id, quantity, added_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (owner, product_id) DO UPDATE SET added_at = excluded.added_at, quantity = CASE \
         WHEN shop_cart_items.quantity + excluded.quantity > 9999 THEN 9999 \
         ELSE shop_cart_items.quantity + excluded.quantity END RETURNING quantity",
    )
    .bind(owner.to_string())
    .bind(i64::from(product))
    .bind(i64::from(quantity.min(MAX_QUANTITY)))
    .bind(now)
    .fetch_one(connection)
    .await?;
    Ok(super::id(row.try_get("quantity")?))
}

/// Takes pieces of a product out of a cart; further pieces stay.
pub(super) async fn take_out(
    connection: &mut AnyConnection,
    owner: &Owner,
    product: u32,
    pieces: i64,
) -> Result<()> {
    for sql in [
        "DELETE FROM shop_cart_items WHERE owner = $1 AND product_id = $2 AND quantity <= $3",
        "UPDATE shop_cart_items SET quantity = quantity - $3 WHERE owner = $1 AND product_id = $2 AND quantity > $3",
    ] {
        let taken = sqlx::query(sql)
            .bind(owner.to_string())
            .bind(i64::from(product))
            .bind(pieces)
            .execute(&mut *connection)
            .await?;
        if taken.rows_affected() > 0 {
            break;
        }
    }
    Ok(())
}
