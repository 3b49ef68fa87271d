//! The items of an inquiry, by their names on the wire.

use super::super::wire::item::items;

items! { ITEMS:
    TRADER_CODE "traderCode" "加盟店コード"     Open;
    PASSWORD    "passWord"   "パスワード"       Secret;
    BUYER_ID    "buyerId"    "取引先（会員）ID" Open;
    TELEPHONE   "buyerTelNo" "取引先電話番号"   Personal;
}
