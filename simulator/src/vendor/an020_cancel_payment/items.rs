//! The items of 決済取消, by their names on the wire.

use super::super::wire::item::items;

items! { ITEMS:
    TRADER_CODE "traderCode" "加盟店コード"     Open;
    PASSWORD    "passWord"   "パスワード"       Secret;
    ORDER_NO    "orderNo"    "受注番号"         Open;
    BUYER_ID    "buyerId"    "取引先（会員）ID" Open;
}
