//! AN030 出荷登録: the request.

use super::reading::Elements;
use super::sending::{Call, Form};
use super::{InvalidRequest, Receipt, Unreadable};

/// What AN030 出荷登録 registers: the slip under which an order was shipped. Up to five orders may share a slip
/// (documented).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegisterShipment {
    /// 受注番号, as it was registered.
    pub order_number: String,
    /// 送り状番号: 12 digits without hyphens, the last being the number before it modulo 7 (documented).
    pub slip_number: String,
}

impl RegisterShipment {
    /// The shipment of an order, by 受注番号 and 送り状番号.
    pub fn new(order_number: impl Into<String>, slip_number: impl Into<String>) -> Self {
        Self {
            order_number: order_number.into(),
            slip_number: slip_number.into(),
        }
    }
}

impl Call for RegisterShipment {
    type Answer = Receipt;
    const PATH: &'static str = "/kuroneko-anshin/AN030APIAction.action";

    fn write(&self, form: &mut Form) -> Result<(), InvalidRequest> {
        form.item("orderNo", &self.order_number);
        form.item("slipNo", &self.slip_number);
        Ok(())
    }

    fn read(elements: &Elements<'_>) -> Result<Receipt, Unreadable> {
        Ok(elements.receipt())
    }
}
