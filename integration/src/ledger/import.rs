//! What was settled and applied for before there was a ledger: taken in without asking the provider.

use jiff::Timestamp;

use super::{Account, Ledger, LedgerError, Status, buyers::key, intents::fresh_id};
use crate::client::RegisterPayment;

/// An order that was settled by other means, by the CS-Cart add-on for example.
#[derive(Clone, Debug)]
pub struct ImportedOrder {
    /// What was sent of it.
    pub payment: RegisterPayment,
    /// 取引状況: [`Status::Registered`] or [`Status::Cancelled`].
    pub status: Status,
    /// When.
    pub sent_at: Timestamp,
}

/// A buyer that a user has become by other means.
#[derive(Clone, Debug)]
pub struct ImportedApplication {
    /// The shop's user.
    pub user: u64,
    /// 取引先ID.
    pub buyer_id: String,
    /// The counter in it, from 0.
    pub counter: u8,
    /// 審査状況, as it was last heard; empty where it never was.
    pub judgement: String,
    /// When it was sent.
    pub applied_at: Timestamp,
}

impl Ledger {
    /// Takes orders in that were settled under an account: all or none. What the ledger knows already stays as it is.
    /// Returns how many were new.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn import_orders(
        &self,
        account: &Account,
        orders: &[ImportedOrder],
    ) -> Result<u64, LedgerError> {
        let mut transaction = self.pool.begin().await?;
        let mut taken = 0;
        for ImportedOrder {
            payment,
            status,
            sent_at,
        } in orders
        {
            let at = sent_at.as_millisecond();
            let request = super::Request::Register(payment.clone());
            let number = &payment.order_number;
            let written = sqlx::query(
                "INSERT INTO kakebarai_orders (order_number, buyer_id, price, tax, status, sent_at, error_code, created_at, account) \
                 VALUES ($1, $2, $3, $4, $5, $6, '', $7, $8) ON CONFLICT DO NOTHING",
            )
            .bind(number)
            .bind(&payment.buyer_id)
            .bind(i64::from(payment.price))
            .bind(i64::from(payment.tax))
            .bind(status.code())
            .bind(at)
            .bind(at)
            .bind(account.as_str())
            .execute(&mut *transaction)
            .await?;
            if written.rows_affected() == 0 {
                continue;
            }
            taken += 1;
            sqlx::query(
                "INSERT INTO kakebarai_intents (id, order_number, request, state, holder, held_until, unanswered, error_code, recorded_at, changed_at, account, kind) \
                 VALUES ($1, $2, $3, 'done', '', 0, 0, '', $4, $5, $6, $7)",
            )
            .bind(fresh_id())
            .bind(number)
            .bind(request.json(number)?)
            .bind(at)
            .bind(at)
            .bind(account.as_str())
            .bind(request.word())
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(taken)
    }

    /// Takes buyers in that users have become under an account: all or none. What the ledger knows already stays as it is.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub async fn import_applications(
        &self,
        account: &Account,
        applications: &[ImportedApplication],
    ) -> Result<(), LedgerError> {
        let mut transaction = self.pool.begin().await?;
        for applied in applications {
            sqlx::query(
                "INSERT INTO kakebarai_buyers (buyer_id, user_id, counter, state, error_code, judgement, applied_at, account) \
                 VALUES ($1, $2, $3, 'applied', '', $4, $5, $6) ON CONFLICT DO NOTHING",
            )
            .bind(&applied.buyer_id)
            .bind(key(applied.user))
            .bind(i64::from(applied.counter))
            .bind(&applied.judgement)
            .bind(applied.applied_at.as_millisecond())
            .bind(account.as_str())
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}
