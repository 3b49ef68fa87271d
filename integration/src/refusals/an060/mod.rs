//! The codes of AN060 取引先登録. The buyer fills in the application, so most messages name the field to mend.

mod buyer;
mod invoice_address;
mod operating_company;

use super::Refusal;

const NOT_ACCEPTED: &str =
    "お申し込みを受け付けられませんでした。お手数ですが、ショップまでお問い合わせください。";

/// In the provider's order.
pub(super) const CODES: [&[Refusal]; 3] = [
    buyer::CODES,
    operating_company::CODES,
    invoice_address::CODES,
];
