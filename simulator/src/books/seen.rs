//! The buyer and the order that a request names, as the books had them when its rules were evaluated.

use super::{
    Books,
    buyers::{Buyer, BuyerStatus},
    payments::{Payment, PaymentState},
};

/// Kept with the request, because the books change and this explains the answer.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BooksAtRequest {
    pub(crate) buyer: Option<BuyerAtRequest>,
    pub(crate) payment: Option<PaymentAtRequest>,
}

/// A buyer as it was then.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BuyerAtRequest {
    pub(crate) standing: BuyerStatus,
    /// In yen.
    pub(crate) used_amount: u64,
}

/// A payment as it was then.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PaymentAtRequest {
    pub(crate) state: PaymentState,
    /// In yen: price and tax, less returns.
    pub(crate) owed: u64,
}

impl BooksAtRequest {
    /// Returns a buyer without an order.
    pub(crate) fn buyer(buyer: Option<&Buyer>) -> Self {
        Self {
            buyer: buyer.map(BuyerAtRequest::of),
            payment: None,
        }
    }

    /// A payment and the buyer who pays it.
    pub(crate) fn payment(books: Option<&Books>, payment: Option<&Payment>) -> Self {
        let payer = books
            .zip(payment)
            .and_then(|(books, payment)| books.buyer(books.payer(payment)));
        Self {
            payment: payment.map(PaymentAtRequest::of),
            ..Self::buyer(payer)
        }
    }
}

impl BuyerAtRequest {
    const fn of(buyer: &Buyer) -> Self {
        Self {
            standing: buyer.standing,
            used_amount: buyer.used_amount,
        }
    }
}

impl PaymentAtRequest {
    fn of(payment: &Payment) -> Self {
        Self {
            state: payment.state,
            owed: payment.owed(),
        }
    }
}
