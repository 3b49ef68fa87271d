//! Imports what was settled and applied for before there was a ledger, without asking the provider.

use jiff::Timestamp;
use sqlx::{Any, Transaction};

use super::{
    Account, Intent, IntentState, Ledger, LedgerError, Request, Status, buyers::key,
    effects::follow, intents::fresh_id,
};
use crate::client::RegisterPayment;

/// An order that was settled by other means, by the CS-Cart add-on for example.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ImportedOrder {
    /// The payment as it was sent.
    pub payment: RegisterPayment,
    /// 取引状況: [`Status::Registered`] or [`Status::Cancelled`].
    pub status: Status,
    /// When it was sent.
    pub sent_at: Timestamp,
}

impl ImportedOrder {
    /// An order that was sent at a moment, and its status.
    pub const fn new(payment: RegisterPayment, status: Status, sent_at: Timestamp) -> Self {
        Self {
            payment,
            status,
            sent_at,
        }
    }
}

/// A request about an order that was sent by other means, and its outcome.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ImportedRequest {
    /// The request itself.
    pub request: Request,
    /// Its state. An unknown outcome is found out as if the request had been sent from here.
    pub state: IntentState,
    /// エラーコード of a refusal; empty if there was none.
    pub error_code: String,
    /// When it was sent.
    pub sent_at: Timestamp,
}

impl ImportedRequest {
    /// A request that was sent at a moment, and its state.
    pub const fn new(request: Request, state: IntentState, sent_at: Timestamp) -> Self {
        Self {
            request,
            state,
            error_code: String::new(),
            sent_at,
        }
    }

    /// With the エラーコード that it was refused with.
    #[must_use]
    pub fn refused_with(mut self, code: impl Into<String>) -> Self {
        self.error_code = code.into();
        self
    }
}

/// A buyer that a user has become by other means.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ImportedApplication {
    /// The shop's user.
    pub user: u64,
    /// 取引先ID.
    pub buyer_id: String,
    /// The counter in it, from 0.
    pub counter: u8,
    /// 審査状況, as it was last heard; empty if it never was.
    pub judgement: String,
    /// When it was sent.
    pub applied_at: Timestamp,
}

impl ImportedApplication {
    /// The application of a user that was sent at a moment, under the first 取引先ID of the user; its screening was never heard of.
    pub fn new(user: u64, buyer_id: impl Into<String>, applied_at: Timestamp) -> Self {
        Self {
            user,
            buyer_id: buyer_id.into(),
            counter: 0,
            judgement: String::new(),
            applied_at,
        }
    }

    /// With the counter in the 取引先ID, from 0.
    #[must_use]
    pub const fn counter(mut self, counter: u8) -> Self {
        self.counter = counter;
        self
    }

    /// With the 審査状況 as it was last heard.
    #[must_use]
    pub fn judged(mut self, judgement: impl Into<String>) -> Self {
        self.judgement = judgement.into();
        self
    }
}

impl Ledger {
    /// Imports orders that were settled under an account: all or none. Orders that the ledger knows stay as they are. Returns how many
    /// were new.
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
            if !open_order(&mut transaction, account, payment, *sent_at).await? {
                continue;
            }
            taken += 1;
            let registration = ImportedRequest {
                request: Request::Register(payment.clone()),
                state: IntentState::Done,
                error_code: String::new(),
                sent_at: *sent_at,
            };
            let number = &payment.order_number;
            take_in(&mut transaction, account, number, &registration).await?;
            if *status != Status::Registered {
                sqlx::query("UPDATE kakebarai_orders SET status = $1 WHERE order_number = $2")
                    .bind(status.code())
                    .bind(number)
                    .execute(&mut *transaction)
                    .await?;
            }
        }
        transaction.commit().await?;
        Ok(taken)
    }

    /// Imports orders with all requests about each under an account, the oldest first and 決済登録 before all others: all or none.
    /// Orders that the ledger knows stay as they are. Returns how many orders were new.
    ///
    /// # Errors
    /// [`LedgerError`]; [`LedgerError::Unreadable`] if the first request of an order is not 決済登録.
    pub async fn import_requests(
        &self,
        account: &Account,
        orders: &[Vec<ImportedRequest>],
    ) -> Result<u64, LedgerError> {
        let mut transaction = self.pool.begin().await?;
        let mut taken = 0;
        for requests in orders {
            let registration = requests
                .first()
                .map(|first| (&first.request, first.sent_at));
            let Some((Request::Register(payment), sent_at)) = registration else {
                return Err(LedgerError::Unreadable("決済登録".to_owned()));
            };
            if !open_order(&mut transaction, account, payment, sent_at).await? {
                continue;
            }
            taken += 1;
            for request in requests {
                let number = &payment.order_number;
                take_in(&mut transaction, account, number, request).await?;
            }
        }
        transaction.commit().await?;
        Ok(taken)
    }

    /// Imports buyers that users have become under an account: all or none. Buyers that the ledger knows stay as they are.
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

/// Records an order as it was before its first request. Returns `false` if the ledger knows it.
async fn open_order(
    transaction: &mut Transaction<'_, Any>,
    account: &Account,
    payment: &RegisterPayment,
    sent_at: Timestamp,
) -> Result<bool, LedgerError> {
    let at = sent_at.as_millisecond();
    let written = sqlx::query(
        "INSERT INTO kakebarai_orders (order_number, buyer_id, price, tax, status, sent_at, error_code, created_at, account) \
         VALUES ($1, $2, $3, $4, '', $5, '', $6, $7) ON CONFLICT DO NOTHING",
    )
    .bind(&payment.order_number)
    .bind(&payment.buyer_id)
    .bind(i64::from(payment.price))
    .bind(i64::from(payment.tax))
    .bind(at)
    .bind(at)
    .bind(account.as_str())
    .execute(&mut **transaction)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Records a request that was sent by other means, and what follows from it for the order.
async fn take_in(
    transaction: &mut Transaction<'_, Any>,
    account: &Account,
    order_number: &str,
    imported: &ImportedRequest,
) -> Result<(), LedgerError> {
    let intent = Intent {
        id: fresh_id(),
        order_number: order_number.to_owned(),
        account: account.clone(),
        request: imported.request.clone(),
        state: imported.state,
        unanswered: 0,
        error_code: imported.error_code.clone(),
        recorded_at: imported.sent_at,
        changed_at: imported.sent_at,
        holder: String::new(),
        held_until: 0,
    };
    let at = imported.sent_at.as_millisecond();
    sqlx::query(
        "INSERT INTO kakebarai_intents (id, order_number, request, state, holder, held_until, unanswered, error_code, recorded_at, changed_at, account, kind) \
         VALUES ($1, $2, $3, $4, '', 0, 0, $5, $6, $7, $8, $9)",
    )
    .bind(&intent.id)
    .bind(order_number)
    .bind(intent.request.json(order_number)?)
    .bind(intent.state.text())
    .bind(&intent.error_code)
    .bind(at)
    .bind(at)
    .bind(account.as_str())
    .bind(intent.request.word())
    .execute(&mut **transaction)
    .await?;
    sqlx::query(
        "UPDATE kakebarai_orders SET sent_at = $1, error_code = $2 WHERE order_number = $3",
    )
    .bind(at)
    .bind(&intent.error_code)
    .bind(order_number)
    .execute(&mut **transaction)
    .await?;
    if intent.state == IntentState::Done {
        follow(transaction, &intent, at).await?;
    }
    Ok(())
}
