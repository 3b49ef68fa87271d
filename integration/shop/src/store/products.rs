//! Products.

use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{Result, Store, id, next_number};
use kakebarai::client::Decimal3;

/// A product.
#[derive(Clone, Debug)]
pub(crate) struct Product {
    pub(crate) id: u32,
    /// 商品名.
    pub(crate) name: String,
    /// 商品コード; empty for none.
    pub(crate) code: String,
    /// 単価, in yen.
    pub(crate) price: Decimal3,
    /// 単位, as the page shows it.
    pub(crate) unit: String,
    /// `None` for 非課税.
    pub(crate) tax: Option<u32>,
    pub(crate) description: String,
    /// Which of the drawings.
    pub(crate) picture: String,
}

pub(super) const COLUMNS: &str =
    "p.id, p.name, p.code, p.price, p.unit, p.tax_id, p.description, p.picture";

impl Store {
    /// All products, by their ids.
    pub(crate) async fn products(&self) -> Result<Vec<Product>> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM shop_products p ORDER BY p.id"
        ));
        let rows = sqlx::query(sql).fetch_all(&self.pool).await?;
        rows.iter().map(read).collect()
    }

    /// A product.
    pub(crate) async fn product(&self, id: u32) -> Result<Option<Product>> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM shop_products p WHERE p.id = $1"
        ));
        let row = sqlx::query(sql)
            .bind(i64::from(id))
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(read).transpose()
    }

    /// Puts a product of a new shop on the shelf, under its own id.
    pub(crate) async fn add_product(&self, product: &Product) -> Result<()> {
        let mut connection = self.pool.acquire().await?;
        insert(&mut connection, i64::from(product.id), product).await
    }

    /// Puts a product on the shelf under a new id.
    pub(crate) async fn create_product(&self, product: &Product) -> Result<()> {
        let mut transaction = self.pool.begin().await?;
        let id = next_number(&mut transaction, "product").await?;
        insert(&mut transaction, id, product).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Changes a product. Returns `false` if it is gone. What was ordered stays as it was.
    pub(crate) async fn change_product(&self, product: &Product) -> Result<bool> {
        let changed = sqlx::query(
            "UPDATE shop_products SET name = $2, code = $3, price = $4, unit = $5, tax_id = $6, description = $7, picture = $8 \
             WHERE id = $1",
        )
        .bind(i64::from(product.id))
        .bind(&product.name)
        .bind(&product.code)
        .bind(product.price.as_thousandths())
        .bind(&product.unit)
        .bind(product.tax.map(i64::from))
        .bind(&product.description)
        .bind(&product.picture)
        .execute(&self.pool)
        .await?;
        Ok(changed.rows_affected() == 1)
    }

    /// Takes a product off the shelf and out of all carts. What was ordered stays as it was.
    pub(crate) async fn delete_product(&self, id: u32) -> Result<()> {
        let mut transaction = self.pool.begin().await?;
        for sql in [
            "DELETE FROM shop_products WHERE id = $1",
            "DELETE FROM shop_cart_items WHERE product_id = $1",
        ] {
            sqlx::query(sql)
                .bind(i64::from(id))
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// In how many carts a product is.
    pub(crate) async fn count_carts_with(&self, id: u32) -> Result<u64> {
        let sql = "SELECT COUNT(*) FROM shop_cart_items WHERE product_id = $1";
        let count = sqlx::query_scalar::<sqlx::Any, i64>(sql)
            .bind(i64::from(id))
            .fetch_one(&self.pool)
            .await?;
        Ok(count.unsigned_abs())
    }
}

async fn insert(connection: &mut AnyConnection, id: i64, product: &Product) -> Result<()> {
    sqlx::query(
        "INSERT INTO shop_products (id, name, code, price, unit, tax_id, description, picture) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
    )
    .bind(id)
    .bind(&product.name)
    .bind(&product.code)
    .bind(product.price.as_thousandths())
    .bind(&product.unit)
    .bind(product.tax.map(i64::from))
    .bind(&product.description)
    .bind(&product.picture)
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) fn read(row: &AnyRow) -> Result<Product> {
    Ok(Product {
        id: id(row.try_get("id")?),
        name: row.try_get("name")?,
        code: row.try_get("code")?,
        price: Decimal3::from_thousandths(row.try_get("price")?),
        unit: row.try_get("unit")?,
        tax: row.try_get::<Option<i64>, _>("tax_id")?.map(id),
        description: row.try_get("description")?,
        picture: row.try_get("picture")?,
    })
}
