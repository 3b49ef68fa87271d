//! Why an order cannot be sent as it is.

use crate::billing::{NotHalfWidth, yen};

/// Why an order cannot be sent as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OrderProblem {
    /// The last ten characters of a product's code are not all half-width.
    #[error("商品「{name}」：{problem}")]
    Code {
        /// The product.
        name: String,
        /// What is wrong with its code.
        #[source]
        problem: NotHalfWidth,
    },
    /// The order number is empty, too long, or not half-width.
    #[error("受注番号「{0}」は、20文字以内の半角英数字と記号にしてください。")]
    Number(String),
    /// 受注日 is after today in Japan, which the provider refuses (documented, A040003).
    #[error("受注日（{0}）が本日より後です。サーバーの日付と時刻を確認してください。")]
    FutureDate(jiff::civil::Date),
    /// カート社識別コード cannot be sent.
    #[error(
        "カート社識別コードは、カンマと空白を除く、20文字以内の半角英数字と記号にしてください。"
    )]
    CartCode,
    /// Two taxes have one id.
    #[error("ID {0} の税が2つあります。税の設定を確認してください。")]
    TwoTaxes(u32),
    /// A product has no name to send.
    #[error("{0}番目の商品に商品名がありません。")]
    NoName(usize),
    /// A quantity of 0 or less.
    #[error("商品「{0}」の数量は0より大きくしてください。")]
    Quantity(String),
    /// A price or amount below 0.
    #[error("「{0}」の金額がマイナスです。")]
    Negative(String),
    /// A tax that the order does not know.
    #[error("「{name}」の税（ID {tax}）がありません。税の設定を確認してください。")]
    UnknownTax {
        /// The name of what is taxed by it.
        name: String,
        /// The tax's id.
        tax: u32,
    },
    /// The fee of the payment terms is out of its bounds.
    #[error(
        "手数料の設定が正しくありません。支払方法の設定で、0円から999,999円まで、0％から100％までに直してください。"
    )]
    Fee,
    /// A rate outside 0 to 100 %.
    #[error("「{0}」の税率は0％から100％までにしてください。")]
    Rate(String),
    /// The discount is more than the goods cost.
    #[error("ご注文割引（{}）が商品の合計（{}）を超えています。", yen(*discount), yen(*goods))]
    Discount {
        /// In yen.
        discount: i64,
        /// In yen.
        goods: i64,
    },
    /// Gift certificates and points pay more than the order costs.
    #[error("ギフト券やポイントの合計が、ご注文の合計を超えています。")]
    PaidTooMuch,
    /// Gift certificates and points pay more than the price without tax, in amounts so small that none of them can take from the tax:
    /// of each, a yen is of the price.
    #[error(
        "ギフト券やポイントを1円ずつに分けて、税抜きの合計より多く使うことはできません。ギフト券やポイントをまとめるか、減らしてください。"
    )]
    PartPaymentsTooSmall,
    /// Nothing is left to be paid.
    #[error("お支払いいただく金額が0円のため、決済を登録しません。")]
    NothingToPay,
    /// A line or a total that the provider has no room for.
    #[error(
        "「{label}」が{}になり、クロネコ掛け払いで扱える桁数を超えます。ご注文を分けてください。",
        yen(*amount)
    )]
    TooLarge {
        /// Its name.
        label: String,
        /// In yen.
        amount: i64,
    },
    /// Postage, taxes and what pays a part of the order take more lines than there are, and cannot be joined.
    #[error(
        "送料・税・ギフト券などの明細が多く、全部で{0}件になります。クロネコ掛け払いで送信できる明細は99件までです。"
    )]
    TooManyLines(usize),
    /// The shop shows another total.
    #[error(
        "お店の表示する合計（{}）と、請求する合計（{}）が違います。税の設定と端数処理を確認してください。",
        yen(*shown),
        yen(*billed)
    )]
    TotalsDiffer {
        /// In yen.
        shown: i64,
        /// In yen.
        billed: i64,
    },
}
