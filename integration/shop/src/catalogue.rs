//! What is on the shelves of a new shop: about a dozen products with which every case of the add-on can be met.

use super::store::{Product, ShippingMethod, Store, StoreError, UserGroup};
use kakebarai::{client::Decimal3, order::Tax};

/// 消費税 at 10 %.
const STANDARD: u32 = 1;
/// 消費税 at 8 %, for food and drink.
const REDUCED: u32 = 2;

/// The mark that the shelves were filled.
const FILLED: &str = "shelves-filled";

/// The group クロネコ掛け払い取引先.
pub(super) const BUYERS: u32 = 9;

type Shelved = (
    &'static str,
    &'static str,
    i64,
    &'static str,
    u32,
    &'static str,
    &'static str,
);

/// Name, code, price in hundredths of a yen, unit, tax, drawing, description.
#[rustfmt::skip]
const PRODUCTS: &[Shelved] = &[
    ("コピー用紙 A4 500枚×10冊", "PAPER-A4-500X10B", 398_000, "箱", STANDARD, "paper",
        "白色度93％の定番コピー用紙です。1箱に500枚入りの包みが10冊入っています。商品コードは16文字あり、送信するときは末尾の10文字だけになります。"),
    ("ゲルインクボールペン 0.5mm 黒", "PEN-BK-05", 12_000, "本", STANDARD, "pen",
        "速乾インクで、複写伝票にもしっかり書けます。商品コードは9文字です。"),
    ("2穴リングファイル A4 背幅35mm", "FILE-A4-2H", 48_000, "冊", STANDARD, "file",
        "約200枚をとじられる丈夫なファイルです。商品コードはちょうど10文字です。"),
    ("宇治玉露 100g", "TEA-GYO-100", 216_000, "袋", REDUCED, "tea",
        "来客用にふさわしい、うまみの濃い玉露です。軽減税率の対象です。商品コードは11文字で、送信するときは先頭の1文字が切られます。"),
    ("ドリップコーヒー 深煎り 50袋入り", "COFFEE-050", 259_200, "箱", REDUCED, "coffee",
        "1杯ずつ淹れられる個包装です。軽減税率の対象です。"),
    ("髙砂堂 上生菓子詰合せ㊗ 12個入り", "ｶｼ-012", 345_600, "箱", REDUCED, "sweets",
        "手みやげに喜ばれる季節の上生菓子です。商品名に送信できない文字があり、送信するときは別の文字に置き換わります。"),
    ("天然水 2L×6本", "", 78_000, "ケース", REDUCED, "water",
        "会議や備蓄に。商品コードのない商品です。"),
    ("ラベルシール A4 24面 100枚", "ラベルシール２４面", 168_000, "冊", STANDARD, "label",
        "宛名印刷に便利なラベルです。商品コードが全角のため、そのままではクロネコ掛け払いに送信できません。商品コードの設定を確かめるための商品です。"),
    ("ステンレス木ねじ 3.8×25mm", "SCREW-3825", 1_250, "本", STANDARD, "screw",
        "1本から買えるばら売りです。単価に1円未満の端数があります。"),
    ("LEDデスクライト 調光調色", "LAMP-LED-7", 748_000, "台", STANDARD, "lamp",
        "5段階の明るさと3色の光を選べます。"),
    ("オフィスチェア ハイバック", "CHAIR-HB-1", 9_800_000, "脚", STANDARD, "chair",
        "長時間の仕事を支えるハイバックチェアです。7脚で利用限度額の600,000円を超えます。"),
    ("【法人様限定・お得な年間契約対応】再生紙100％使用 エンボス加工 マルチペーパータオル 中判 200枚入り×42束 業務用ケース販売（白）", "TOWEL-200X42", 546_000, "ケース", STANDARD, "parcel",
        "とても長い商品名の商品です。送信できるのは半角60文字分までのため、残りは切られます。"),
];

/// Fills the shelves of a new shop.
pub(super) async fn fill(store: &Store) -> Result<(), StoreError> {
    // Once filled, an operator may empty them.
    if store.is_done(FILLED).await? {
        return Ok(());
    }
    if store.products().await?.is_empty() {
        stock(store).await?;
    }
    store.is_first(FILLED).await?;
    Ok(())
}

async fn stock(store: &Store) -> Result<(), StoreError> {
    for (id, name, rate) in [
        (STANDARD, "消費税（10%）", 10_u32),
        (REDUCED, "消費税（8%・軽減税率）", 8),
    ] {
        store.save_tax(&Tax::on_top(id, name, rate)).await?;
    }
    for (id, name) in [(4, "卸売会員"), (BUYERS, "クロネコ掛け払い取引先")] {
        let name = name.to_owned();
        store.save_group(&UserGroup { id, name }).await?;
    }
    let methods = [
        ("宅急便", "ご注文の翌日から3日でお届けします。", 880),
        (
            "宅急便（時間帯指定）",
            "お届けの時間帯をお電話でうかがいます。",
            1_100,
        ),
        ("店頭受け取り", "お店でお渡しします。", 0),
    ];
    for (id, (name, description, price)) in (1..).zip(methods) {
        let method = ShippingMethod {
            id,
            name: name.to_owned(),
            description: description.to_owned(),
            price,
            free_from: None,
            tax: Some(STANDARD),
        };
        store.add_shipping_method(&method).await?;
    }
    for (id, (name, code, price, unit, tax, picture, description)) in (1..).zip(PRODUCTS) {
        let product = Product {
            id,
            name: (*name).to_owned(),
            code: (*code).to_owned(),
            price: Decimal3::from_thousandths(*price * 10),
            unit: (*unit).to_owned(),
            tax: Some(*tax),
            description: (*description).to_owned(),
            picture: (*picture).to_owned(),
        };
        store.add_product(&product).await?;
    }
    Ok(())
}
