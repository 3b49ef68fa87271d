//! Made-up customers and orders are written into the shop's tables.

use sqlx::{Any, Transaction};

use super::drawing::{Customer, MadeUpOrder};
use crate::{StoreError, security::key::fresh, store::searched};

pub(super) async fn add_customer(
    transaction: &mut Transaction<'_, Any>,
    customer: &Customer,
    hash: &str,
) -> Result<(), sqlx::Error> {
    let (recipient, email) = (&customer.recipient, &customer.email);
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
    .bind(customer.registered_at.as_millisecond())
    .bind(search)
    .bind(digits)
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

pub(super) async fn add_order(
    transaction: &mut Transaction<'_, Any>,
    user: i64,
    order: &MadeUpOrder,
) -> Result<(), StoreError> {
    let placed_at = order.placed_at.as_millisecond();
    let unreadable = |error: serde_json::Error| StoreError::Unreadable(error.to_string());
    sqlx::query(
        "INSERT INTO shop_orders (number, user_id, placed_at, payment, total, token, contents, outcome, transfer) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&order.number)
    .bind(user)
    .bind(placed_at)
    .bind(order.payment.word())
    .bind(order.total)
    .bind(fresh())
    .bind(serde_json::to_string(&order.contents).map_err(unreadable)?)
    .bind(order.past.outcome)
    .bind(order.past.transfer)
    .execute(&mut **transaction)
    .await?;
    if let Some((slip_number, shipped_at)) = &order.past.shipment {
        sqlx::query(
            "INSERT INTO shop_shipments (order_number, slip_number, created_at) VALUES ($1, $2, $3)",
        )
        .bind(&order.number)
        .bind(slip_number)
        .bind(shipped_at.as_millisecond())
        .execute(&mut **transaction)
        .await?;
    }
    Ok(())
}
