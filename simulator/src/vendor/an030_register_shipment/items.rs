//! The items of 出荷登録, by their names on the wire.

use super::super::wire::item::items;

items! { ITEMS:
    TRADER_CODE "traderCode" "加盟店コード" Open;
    PASSWORD    "passWord"   "パスワード"   Secret;
    ORDER_NO    "orderNo"    "受注番号"     Open;
    SLIP_NO     "slipNo"     "送り状番号"   Open;
}
