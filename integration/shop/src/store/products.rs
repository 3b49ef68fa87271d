//! Products, and the ways to ship them.

use sqlx::{Row as _, any::AnyRow};

use super::{Result, Store, id};
use kakebarai::client::Decimal2;

/// A product.
#[derive(Clone, Debug)]
pub(crate) struct Product {
    pub(crate) id: u32,
    /// 商品名.
    pub(crate) name: String,
    /// 商品コード; empty for none.
    pub(crate) code: String,
    /// 単価, in yen.
    pub(crate) price: Decimal2,
    /// 単位, as the page shows it.
    pub(crate) unit: String,
    pub(crate) tax: Option<u32>,
    pub(crate) description: String,
    /// Which of the drawings.
    pub(crate) picture: String,
}

/// 配送方法.
#[derive(Clone, Debug)]
pub(crate) struct ShippingMethod {
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) description: String,
    /// 送料, in yen.
    pub(crate) price: i64,
    pub(crate) tax: Option<u32>,
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

    /// Adds a product.
    pub(crate) async fn add_product(&self, product: &Product) -> Result<()> {
        sqlx::query(
            "INSERT INTO shop_products (id, name, code, price, unit, tax_id, description, picture) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
        )
        .bind(i64::from(product.id))
        .bind(&product.name)
        .bind(&product.code)
        .bind(product.price.as_hundredths())
        .bind(&product.unit)
        .bind(product.tax.map(i64::from))
        .bind(&product.description)
        .bind(&product.picture)
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// All ways of shipping, by their ids.
    pub(crate) async fn shipping_methods(&self) -> Result<Vec<ShippingMethod>> {
        let rows = sqlx::query(
            "SELECT id, name, description, price, tax_id FROM shop_shipping_methods ORDER BY id",
        )
        .fetch_all(&self.pool)
        .await?;
        let read = rows.iter().map(|row| {
            Ok(ShippingMethod {
                id: id(row.try_get("id")?),
                name: row.try_get("name")?,
                description: row.try_get("description")?,
                price: row.try_get("price")?,
                tax: row.try_get::<Option<i64>, _>("tax_id")?.map(id),
            })
        });
        read.collect()
    }

    /// Adds a way of shipping.
    pub(crate) async fn add_shipping_method(&self, method: &ShippingMethod) -> Result<()> {
        sqlx::query(
            "INSERT INTO shop_shipping_methods (id, name, description, price, tax_id) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        )
        .bind(i64::from(method.id))
        .bind(&method.name)
        .bind(&method.description)
        .bind(method.price)
        .bind(method.tax.map(i64::from))
        .execute(&self.pool)
        .await?;
        Ok(())
    }
}

pub(super) fn read(row: &AnyRow) -> Result<Product> {
    Ok(Product {
        id: id(row.try_get("id")?),
        name: row.try_get("name")?,
        code: row.try_get("code")?,
        price: Decimal2::from_hundredths(row.try_get("price")?),
        unit: row.try_get("unit")?,
        tax: row.try_get::<Option<i64>, _>("tax_id")?.map(id),
        description: row.try_get("description")?,
        picture: row.try_get("picture")?,
    })
}
