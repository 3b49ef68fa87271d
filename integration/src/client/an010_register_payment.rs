//! AN010 決済登録: the request.

use std::{borrow::Cow, fmt};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::reading::Elements;
use super::sending::{Call, Form};
use super::{InvalidRequest, LineItem, MAX_LINES, Receipt, SentField, Unreadable};

/// What AN010 決済登録 registers: one order's payment. The buyer is billed `price` + `tax` (documented).
///
/// Its `Debug` shows numbers and amounts, not what was bought.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RegisterPayment {
    /// 受注日, in Japan; not after today (documented).
    pub order_date: Date,
    /// 受注番号: at most 20 half-width characters, never used before (documented).
    #[serde(default)]
    pub order_number: String,
    /// 取引先ID: at most 20 letters, digits and hyphens (documented).
    pub buyer_id: String,
    /// 決済金額, in yen, **without** tax: at most 999,999,999, and within the buyer's credit (documented).
    pub price: u32,
    /// 消費税 on `price`, in yen: at most 999,999 (documented).
    pub tax: u32,
    /// 明細有無: whether the lines must add up to `price` and `tax`, which only then is checked (inferred).
    #[serde(default = "itemised")]
    pub itemised: bool,
    /// 明細: at most 99, and more are an error before anything is sent.
    pub lines: Vec<LineItem>,
    /// カート社識別コード: at most 20 ASCII characters without comma and space (documented).
    pub cart_code: Option<String>,
}

/// One item of a request, as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SentItem {
    /// Which it is.
    pub field: SentField,
    /// Its name on the wire.
    pub name: String,
    /// Its name in Japanese, with the number of its line: 「明細3 商品名」.
    pub label: String,
    /// Its value.
    pub value: String,
}

/// What ledgers keep without saying so.
const fn itemised() -> bool {
    true
}

impl RegisterPayment {
    /// An order's payment in yen, without tax and the tax, without lines.
    pub fn new(
        order_date: Date,
        order_number: impl Into<String>,
        buyer_id: impl Into<String>,
        price: u32,
        tax: u32,
    ) -> Self {
        Self {
            order_date,
            order_number: order_number.into(),
            buyer_id: buyer_id.into(),
            price,
            tax,
            itemised: false,
            lines: Vec::new(),
            cart_code: None,
        }
    }

    /// With lines that add up to its price and tax.
    #[must_use]
    pub fn lines(mut self, lines: impl IntoIterator<Item = LineItem>) -> Self {
        self.lines.extend(lines);
        self.itemised = true;
        self
    }

    /// With a カート社識別コード.
    #[must_use]
    pub fn cart_code(mut self, cart_code: impl Into<String>) -> Self {
        self.cart_code = Some(cart_code.into());
        self
    }

    /// The items of the request in the order in which they are sent, without merchant code and password.
    ///
    /// # Errors
    /// [`InvalidRequest`] if it would not be sent.
    pub fn items(&self) -> Result<Vec<SentItem>, InvalidRequest> {
        let fields = self.fields()?.into_iter();
        Ok(fields
            .map(|(field, value)| SentItem {
                field,
                name: field.wire_name(),
                label: field.label(),
                value: value.into_owned(),
            })
            .collect())
    }

    /// The fields in the order in which they are sent.
    fn fields(&self) -> Result<Vec<(SentField, Cow<'_, str>)>, InvalidRequest> {
        if self.lines.len() > MAX_LINES {
            return Err(InvalidRequest::TooManyLines(self.lines.len()));
        }
        let date = self.order_date.strftime("%Y%m%d").to_string();
        let itemised = if self.itemised { "1" } else { "2" };
        let mut fields: Vec<(SentField, Cow<'_, str>)> = vec![
            (SentField::OrderDate, date.into()),
            (SentField::OrderNumber, (&*self.order_number).into()),
            (SentField::BuyerId, (&*self.buyer_id).into()),
            (SentField::Price, self.price.to_string().into()),
            (SentField::Tax, self.tax.to_string().into()),
            (SentField::Itemised, itemised.into()),
        ];
        for (number, line) in (1..).zip(&self.lines) {
            let of_line = line.fields();
            fields.extend(of_line.map(|(field, value)| (SentField::Line { number, field }, value)));
        }
        let cart_code = self.cart_code.as_deref();
        fields.extend(cart_code.map(|code| (SentField::CartCode, code.into())));
        Ok(fields)
    }
}

impl Call for RegisterPayment {
    type Answer = Receipt;
    const PATH: &'static str = "/kuroneko-anshin/AN010APIAction.action";
    // Vendor: this call alone goes over http on the test host.
    const TEST_SCHEME: &'static str = "http";

    fn write(&self, form: &mut Form) -> Result<(), InvalidRequest> {
        for (field, value) in self.fields()? {
            form.item(&field.wire_name(), &value);
        }
        Ok(())
    }

    fn read(elements: &Elements<'_>) -> Result<Receipt, Unreadable> {
        Ok(elements.receipt())
    }
}

impl fmt::Debug for RegisterPayment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RegisterPayment")
            .field("order_date", &self.order_date)
            .field("order_number", &self.order_number)
            .field("buyer_id", &self.buyer_id)
            .field("price", &self.price)
            .field("tax", &self.tax)
            .field("itemised", &self.itemised)
            .field("lines", &self.lines.len())
            .field("cart_code", &self.cart_code)
            .finish()
    }
}
