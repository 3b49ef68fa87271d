//! The fields of AN010 決済登録, with their names on the wire and in Japanese.

/// A field of AN010 決済登録, except the merchant code and the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SentField {
    /// 受注日.
    OrderDate,
    /// 受注番号.
    OrderNumber,
    /// 取引先ID.
    BuyerId,
    /// 決済金額 of the whole, without tax.
    Price,
    /// 消費税 of the whole.
    Tax,
    /// 明細有無.
    Itemised,
    /// カート社識別コード.
    CartCode,
    /// A field of a line (明細).
    Line {
        /// The line's number, from 1.
        number: usize,
        /// Which field of it.
        field: LineField,
    },
}

/// A field of a line of AN010 決済登録.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LineField {
    /// 商品名.
    Name,
    /// 商品コード.
    Code,
    /// 数量.
    Quantity,
    /// 単位.
    Unit,
    /// 単価.
    UnitPrice,
    /// 決済金額 of the line, without tax.
    Price,
    /// 消費税 of the line.
    Tax,
}

impl SentField {
    /// Its name on the wire: that of a line's field ends in the line's number.
    pub fn wire_name(self) -> String {
        match self {
            Self::OrderDate => "orderDate".to_owned(),
            Self::OrderNumber => "orderNo".to_owned(),
            Self::BuyerId => "buyerId".to_owned(),
            Self::Price => "settlePrice".to_owned(),
            Self::Tax => "shohiZei".to_owned(),
            Self::Itemised => "meisaiUmu".to_owned(),
            Self::CartCode => "cartCode".to_owned(),
            Self::Line { number, field } => format!("{}{number}", field.stem()),
        }
    }

    /// Its name in Japanese, with the number of its line: 「明細3 商品名」 (documented).
    pub fn label(self) -> String {
        match self {
            Self::OrderDate => "受注日".to_owned(),
            Self::OrderNumber => "受注番号".to_owned(),
            Self::BuyerId => "取引先ID".to_owned(),
            Self::Price => "決済金額".to_owned(),
            Self::Tax => "消費税".to_owned(),
            Self::Itemised => "明細の有無".to_owned(),
            Self::CartCode => "カート社識別コード".to_owned(),
            Self::Line { number, field } => format!("明細{number} {}", field.label()),
        }
    }
}

impl LineField {
    const fn stem(self) -> &'static str {
        match self {
            Self::Name => "shohinMei",
            Self::Code => "shohinCode",
            Self::Quantity => "suryo",
            Self::Unit => "tani",
            Self::UnitPrice => "tanka",
            Self::Price => "kessaiKingaku",
            Self::Tax => "shohiZei",
        }
    }

    /// Its name in Japanese (documented).
    pub const fn label(self) -> &'static str {
        match self {
            Self::Name => "商品名",
            Self::Code => "商品コード",
            Self::Quantity => "数量",
            Self::Unit => "単位",
            Self::UnitPrice => "単価",
            Self::Price => "決済金額",
            Self::Tax => "消費税",
        }
    }
}
