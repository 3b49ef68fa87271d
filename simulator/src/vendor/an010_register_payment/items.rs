//! The items of 決済登録, by their names on the wire.

use super::super::wire::item::{Items, items};

items! { ITEMS:
    TRADER_CODE  "traderCode"  "加盟店コード"         Open;
    PASSWORD     "passWord"    "パスワード"           Secret;
    ORDER_DATE   "orderDate"   "受注日"               Open;
    ORDER_NO     "orderNo"     "受注番号"             Open;
    BUYER_ID     "buyerId"     "取引先（会員）ID"     Open;
    SETTLE_PRICE "settlePrice" "決済金額"             Open;
    TAX          "shohiZei"    "消費税"               Open;
    HAS_LINES    "meisaiUmu"   "明細有無"             Open;
    CART_CODE    "cartCode"    "カート社識別コード"   Open;
}

items! { per line:
    LINE_NAME         "shohinMei"    "明細 商品名"     Open;
    LINE_CODE         "shohinCode"   "明細 商品コード" Open;
    PLAIN_QUANTITY    "suryo"        "明細 数量"       Open;
    PLAIN_UNIT        "tani"         "明細 単位"       Open;
    PLAIN_UNIT_PRICE  "tanka"        "明細 単価"       Open;
    LINE_PRICE        "kessaiKingaku" "明細 決済金額"  Open;
    LINE_TAX          "shohiZei"     "明細 消費税"     Open;
}

pub(super) const LINE_QUANTITY: Items = &[PLAIN_QUANTITY[0].with_fraction(2)];
// Unknown: the wire name of the unit; wire.unit_name.
pub(super) const LINE_UNIT: Items = &[PLAIN_UNIT[0].as_unit()];
pub(super) const LINE_UNIT_PRICE: Items = &[PLAIN_UNIT_PRICE[0].with_fraction(2)];
/// The three amounts of a line share their codes; only the unit price may have a fraction.
pub(super) const LINE_AMOUNTS: Items = &[LINE_UNIT_PRICE[0], LINE_PRICE[0], LINE_TAX[0]];

/// The items of a line, by position.
pub(super) const LINE_ITEMS: &[Items] = &[
    LINE_NAME,
    LINE_CODE,
    LINE_QUANTITY,
    LINE_UNIT,
    LINE_UNIT_PRICE,
    LINE_PRICE,
    LINE_TAX,
];
