//! Steps of coupons, gift certificates and points.

use cucumber::{given, when};

use super::world::{OPERATOR, Walk};
use crate::features::wording::Yen;

#[given(regex = "^「([^」]+)」で([0-9,]+)円引きになるクーポンがある$")]
async fn has_coupon(walk: &mut Walk, code: String, amount: Yen) {
    walk.turn_to(OPERATOR).await;
    let here = walk.here();
    here.open("/admin/discounts/new").await;
    here.fill("名前", "秋のお礼");
    here.fill("クーポンコード", &code);
    here.fill("割引額", &amount.0.to_string());
    here.press("追加する").await;
    here.sees("「秋のお礼」を追加しました。");
}

#[given(regex = "^額面([0-9,]+)円のギフト券「([^」]+)」がある$")]
async fn has_gift_certificate(walk: &mut Walk, amount: Yen, number: String) {
    walk.turn_to(OPERATOR).await;
    let here = walk.here();
    here.open("/admin/gift-certificates/new").await;
    here.fill("番号", &number);
    here.fill("額面（円）", &amount.0.to_string());
    here.press("追加する").await;
    here.sees(&format!("ギフト券「{number}」を追加しました。"));
}

#[given(regex = "^お客様「([^」]+)」に([0-9]+)ポイントある$")]
async fn has_points(walk: &mut Walk, email: String, points: u32) {
    walk.turn_to(OPERATOR).await;
    let here = walk.here();
    here.open("/admin/customers").await;
    here.follow(&email).await;
    here.follow("パスワードとポイント").await;
    here.fill("増減するポイント", &points.to_string());
    here.press("ポイントを変更する").await;
    here.sees(&format!("残高 {points}ポイント"));
}

#[when(regex = "^注文手続きで「([^」]+)」に「([^」]+)」と入力することにする$")]
fn will_enter(walk: &mut Walk, label: String, value: String) {
    walk.entered.push((label, value));
}
