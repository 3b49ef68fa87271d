//! AN010 決済登録: the request.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::reading::Elements;
use super::sending::{Call, Form};
use super::{InvalidRequest, LineItem, MAX_LINES, Receipt, Unreadable};

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
pub struct SentItem {
    /// Its name on the wire.
    pub name: String,
    /// Its name in Japanese, with the number of its line: 「明細3 商品名」.
    pub label: String,
    /// Its value.
    pub value: String,
}

/// Names on the wire and in Japanese (documented).
const LABELS: [(&str, &str); 13] = [
    ("orderDate", "受注日"),
    ("orderNo", "受注番号"),
    ("buyerId", "取引先ID"),
    ("settlePrice", "決済金額"),
    ("shohiZei", "消費税"),
    ("meisaiUmu", "明細の有無"),
    ("cartCode", "カート社識別コード"),
    ("shohinMei", "商品名"),
    ("shohinCode", "商品コード"),
    ("suryo", "数量"),
    ("tani", "単位"),
    ("tanka", "単価"),
    ("kessaiKingaku", "決済金額"),
];

/// The value of ledgers that do not state it.
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
        let items = Form::items(self)?.into_iter();
        Ok(items
            .map(|(name, value)| SentItem {
                label: label(&name),
                name,
                value,
            })
            .collect())
    }
}

fn label(name: &str) -> String {
    let stem = name.trim_end_matches(|character: char| character.is_ascii_digit());
    let known = LABELS.iter().find(|(known, _)| *known == stem);
    let label = known.map_or(stem, |(_, label)| *label);
    match &name[stem.len()..] {
        "" => label.to_owned(),
        line => format!("明細{line} {label}"),
    }
}

impl Call for RegisterPayment {
    type Answer = Receipt;
    const PATH: &'static str = "/kuroneko-anshin/AN010APIAction.action";
    // Vendor: this call alone goes over http on the test host.
    const TEST_SCHEME: &'static str = "http";

    fn write(&self, form: &mut Form) -> Result<(), InvalidRequest> {
        if self.lines.len() > MAX_LINES {
            return Err(InvalidRequest::TooManyLines(self.lines.len()));
        }
        form.item("orderDate", &self.order_date.strftime("%Y%m%d").to_string());
        form.item("orderNo", &self.order_number);
        form.item("buyerId", &self.buyer_id);
        form.item("settlePrice", &self.price.to_string());
        form.item("shohiZei", &self.tax.to_string());
        form.item("meisaiUmu", if self.itemised { "1" } else { "2" });
        for (number, line) in (1..).zip(&self.lines) {
            line.write(number, form);
        }
        form.optional("cartCode", self.cart_code.as_deref());
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
