//! 支払方法: their table, and how a shop from before there were several is taken over.

use serde::Deserialize;
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use super::{
    Result, Store, StoreError, id, next_number,
    settings::{METHOD, SET, TaxRounding, json, rounding_row},
};
use crate::{
    icons::Icon,
    security::key::hexadecimal,
    settings::{Payment, PaymentMethod, Template},
};
use kakebarai::{
    billing::{BillingTerms, Fee, ProductCodes},
    client::{Address, Decimal2},
    order::{Rounding, TaxCalculation},
};

/// The id of the クロネコ掛け払い method from before there were several.
const TAKEN_OVER: u32 = 2;

const COLUMNS: &str = "id, processor, template, name, description, instructions, enabled, user_groups, fee_fixed, fee_percent, fee_name, \
     fee_tax, icon, production, product_codes_sent, cart_code, account";

impl Store {
    /// All of them, クロネコ掛け払い first, else by their ids.
    pub(super) async fn payment_methods(
        &self,
        rounding: TaxRounding,
    ) -> Result<Vec<PaymentMethod>> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM shop_payment_methods ORDER BY processor, id"
        ));
        let rows = sqlx::query(sql).fetch_all(&self.pool).await?;
        rows.iter().map(|row| read(row, rounding)).collect()
    }

    /// Saves a payment method, a new one under a new id, and returns the id. An icon replaces the one before; icons that no method has
    /// any more are deleted.
    pub(crate) async fn save_method(
        &self,
        method: &PaymentMethod,
        icon: Option<&Icon>,
    ) -> Result<u32> {
        let mut transaction = self.pool.begin().await?;
        let id = match method.id {
            0 => id(next_number(&mut transaction, "payment-method").await?),
            known => known,
        };
        write(&mut transaction, id, method).await?;
        if let Some(icon) = icon {
            sqlx::query(
                "INSERT INTO shop_icons (digest, media_type, content) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            )
            .bind(&icon.digest)
            .bind(icon.media_type)
            .bind(hexadecimal(&icon.content))
            .execute(&mut *transaction)
            .await?;
        }
        forget_icons(&mut transaction).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// Deletes a payment method. Orders that were paid by it stay as they are.
    pub(crate) async fn delete_method(&self, id: u32) -> Result<()> {
        let mut transaction = self.pool.begin().await?;
        sqlx::query("DELETE FROM shop_payment_methods WHERE id = $1")
            .bind(i64::from(id))
            .execute(&mut *transaction)
            .await?;
        forget_icons(&mut transaction).await?;
        transaction.commit().await?;
        Ok(())
    }
}

async fn forget_icons(connection: &mut AnyConnection) -> Result<()> {
    let sql = "DELETE FROM shop_icons WHERE '/icons/' || digest NOT IN (SELECT icon FROM shop_payment_methods)";
    sqlx::query(sql).execute(connection).await?;
    Ok(())
}

async fn write(connection: &mut AnyConnection, id: u32, method: &PaymentMethod) -> Result<()> {
    sqlx::query(
        "INSERT INTO shop_payment_methods (id, processor, template, name, description, instructions, enabled, user_groups, fee_fixed, \
         fee_percent, fee_name, fee_tax, icon, production, product_codes_sent, cart_code, account) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) ON CONFLICT (id) DO UPDATE SET \
         processor = excluded.processor, template = excluded.template, name = excluded.name, description = excluded.description, \
         instructions = excluded.instructions, enabled = excluded.enabled, user_groups = excluded.user_groups, \
         fee_fixed = excluded.fee_fixed, fee_percent = excluded.fee_percent, fee_name = excluded.fee_name, fee_tax = excluded.fee_tax, \
         icon = excluded.icon, production = excluded.production, product_codes_sent = excluded.product_codes_sent, \
         cart_code = excluded.cart_code, account = excluded.account",
    )
    .bind(i64::from(id))
    .bind(method.processor.word())
    .bind(method.template.word())
    .bind(&method.name)
    .bind(&method.description)
    .bind(&method.instructions)
    .bind(i64::from(method.enabled))
    .bind(json(&method.groups)?)
    .bind(method.terms.fee.fixed)
    .bind(method.terms.fee.percent.as_hundredths())
    .bind(&method.terms.fee_name)
    .bind(method.terms.fee_tax.map(i64::from))
    .bind(&method.icon)
    .bind(i64::from(!method.environment.is_test()))
    .bind(i64::from(method.terms.product_codes != ProductCodes::NotSent))
    .bind(&method.terms.cart_code)
    .bind(&method.account)
    .execute(connection)
    .await?;
    Ok(())
}

fn read(row: &AnyRow, rounding: TaxRounding) -> Result<PaymentMethod> {
    let id = id(row.try_get("id")?);
    let unreadable = || StoreError::Unreadable(format!("支払方法{id}"));
    let is = |column: &str| Ok::<_, sqlx::Error>(row.try_get::<i64, _>(column)? == 1);
    let groups: String = row.try_get("user_groups")?;
    let fee_tax: Option<i64> = row.try_get("fee_tax")?;
    let mut terms = BillingTerms::default();
    terms.fee = Fee {
        fixed: row.try_get("fee_fixed")?,
        percent: Decimal2::from_hundredths(row.try_get("fee_percent")?),
    };
    terms.fee_name = row.try_get("fee_name")?;
    terms.fee_tax = fee_tax.map(super::id);
    terms.product_codes = product_codes(is("product_codes_sent")?);
    terms.cart_code = row.try_get("cart_code")?;
    (terms.rounding, terms.tax_calculation) = (rounding.rounding, rounding.calculation);
    terms.base_in_tax_names = rounding.base_in_names;
    Ok(PaymentMethod {
        id,
        processor: Payment::of(row.try_get("processor")?).ok_or_else(unreadable)?,
        template: Template::of(row.try_get("template")?).ok_or_else(unreadable)?,
        name: row.try_get("name")?,
        description: row.try_get("description")?,
        instructions: row.try_get("instructions")?,
        enabled: is("enabled")?,
        groups: serde_json::from_str(&groups).map_err(|_| unreadable())?,
        icon: row.try_get("icon")?,
        environment: environment(is("production")?),
        terms,
        account: row.try_get("account")?,
    })
}

fn product_codes(are_sent: bool) -> ProductCodes {
    if are_sent {
        ProductCodes::CutFromHead
    } else {
        ProductCodes::NotSent
    }
}

fn environment(is_production: bool) -> Address {
    if is_production {
        Address::Production
    } else {
        Address::Test
    }
}

/// クロネコ掛け払い as it was kept when it was the only one.
#[derive(Deserialize)]
struct OnlyMethod {
    name: String,
    description: String,
    instructions: String,
    enabled: bool,
    groups: Vec<u32>,
    /// In yen.
    fee_fixed: i64,
    /// In hundredths of a per cent.
    fee_percent: i64,
    fee_name: String,
    fee_tax: Option<u32>,
    icon: String,
    production: bool,
    product_codes_sent: bool,
    cart_code: String,
    rounding: Rounding,
    calculation: TaxCalculation,
}

/// Takes クロネコ掛け払い from before there were several into the table, once.
pub(super) async fn take_over(connection: &mut AnyConnection) -> Result<()> {
    let row = sqlx::query("DELETE FROM shop_settings WHERE name = $1 RETURNING value")
        .bind(METHOD)
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(()) };
    let only: OnlyMethod = serde_json::from_str(row.try_get("value")?)
        .map_err(|_| StoreError::Unreadable(format!("設定「{METHOD}」")))?;
    let mut terms = BillingTerms::default();
    terms.fee = Fee {
        fixed: only.fee_fixed,
        percent: Decimal2::from_hundredths(only.fee_percent),
    };
    terms.fee_name = only.fee_name;
    terms.fee_tax = only.fee_tax;
    terms.product_codes = product_codes(only.product_codes_sent);
    terms.cart_code = only.cart_code;
    let method = PaymentMethod {
        name: only.name,
        description: only.description,
        instructions: only.instructions,
        enabled: only.enabled,
        groups: only.groups,
        icon: only.icon,
        environment: environment(only.production),
        terms,
        ..PaymentMethod::default()
    };
    write(connection, TAKEN_OVER, &method).await?;
    let (name, rounding) = rounding_row(TaxRounding {
        rounding: only.rounding,
        calculation: only.calculation,
        base_in_names: false,
    })?;
    sqlx::query(SET)
        .bind(name)
        .bind(rounding)
        .execute(&mut *connection)
        .await?;
    let sql = "UPDATE shop_counters SET last = $1 WHERE name = 'payment-method' AND last < $1";
    sqlx::query(sql)
        .bind(i64::from(TAKEN_OVER))
        .execute(connection)
        .await?;
    Ok(())
}
