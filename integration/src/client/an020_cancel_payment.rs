//! AN020 決済取消: the request.

use super::reading::Elements;
use super::sending::{Call, Form};
use super::{InvalidRequest, Receipt, Unreadable};

/// What AN020 決済取消 cancels: a payment that has no shipment yet.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CancelPayment {
    /// 受注番号, as it was registered.
    pub order_number: String,
    /// 取引先ID, as it was registered. Here the provider takes digits and hyphens only (documented).
    pub buyer_id: String,
}

impl CancelPayment {
    /// The payment of an order, by 受注番号 and 取引先ID.
    pub fn new(order_number: impl Into<String>, buyer_id: impl Into<String>) -> Self {
        Self {
            order_number: order_number.into(),
            buyer_id: buyer_id.into(),
        }
    }
}

impl Call for CancelPayment {
    type Answer = Receipt;
    const PATH: &'static str = "/kuroneko-anshin/AN020APIAction.action";

    fn write(&self, form: &mut Form) -> Result<(), InvalidRequest> {
        form.item("orderNo", &self.order_number);
        form.item("buyerId", &self.buyer_id);
        Ok(())
    }

    fn read(elements: &Elements<'_>) -> Result<Receipt, Unreadable> {
        Ok(elements.receipt())
    }
}
