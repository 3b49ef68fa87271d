//! What a request expects here, and what it changes here once it is carried out.

use super::{Intent, LedgerError, Request, Status};

/// Whether the shipment that is known here is the one that a request is about. An order with a shipment is neither shipped again nor
/// cancelled: its goods have gone out.
pub(super) async fn fits_shipment(
    transaction: &mut sqlx::Transaction<'_, sqlx::Any>,
    order_number: &str,
    request: &Request,
) -> Result<bool, LedgerError> {
    let wanted = match request {
        Request::Register(_) => return Ok(true),
        Request::Cancel { .. } | Request::Ship { .. } => None,
        Request::CancelShipment { slip_number } => Some(slip_number),
    };
    let known = sqlx::query_scalar::<sqlx::Any, String>(
        "SELECT slip_number FROM kakebarai_shipments WHERE order_number = $1",
    )
    .bind(order_number)
    .fetch_optional(&mut **transaction)
    .await?;
    Ok(known.as_ref() == wanted)
}

/// What a request that was carried out changes here.
pub(super) async fn follow(
    transaction: &mut sqlx::Transaction<'_, sqlx::Any>,
    intent: &Intent,
    now: i64,
) -> Result<(), LedgerError> {
    let number = &intent.order_number;
    let status = match &intent.request {
        Request::Register(_) => Status::Registered,
        Request::Cancel { .. } => Status::Cancelled,
        Request::Ship { slip_number } => {
            sqlx::query(
                "INSERT INTO kakebarai_shipments (order_number, slip_number, sent, created_at) VALUES ($1, $2, 1, $3) \
                 ON CONFLICT (order_number) DO UPDATE SET slip_number = excluded.slip_number, sent = 1",
            )
            .bind(number)
            .bind(slip_number)
            .bind(now)
            .execute(&mut **transaction)
            .await?;
            return Ok(());
        }
        Request::CancelShipment { .. } => {
            sqlx::query("DELETE FROM kakebarai_shipments WHERE order_number = $1")
                .bind(number)
                .execute(&mut **transaction)
                .await?;
            return Ok(());
        }
    };
    sqlx::query("UPDATE kakebarai_orders SET status = $1 WHERE order_number = $2")
        .bind(status.code())
        .bind(number)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}
