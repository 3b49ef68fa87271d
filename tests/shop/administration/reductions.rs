//! 割引, クーポン, ギフト券 and ポイント: what is shown, what is billed, and what is left of them, by hand.

use super::products::create;
use crate::{
    shop::{KAKEBARAI, TRANSFER, put},
    support::{shop::OpenShop, visitor::Visitor},
};

/// Adds a discount.
pub(super) async fn discount(operator: &mut Visitor, kind: &str, fields: &[(&str, &str)]) {
    operator.open("/admin/discounts").await;
    operator.follow("割引・クーポンを追加する").await;
    operator.choose("割引の種類", kind);
    for (label, value) in fields {
        operator.fill(label, value);
    }
    operator.press("追加する").await;
    operator.is_at("割引");
}

/// Adds a gift certificate.
pub(super) async fn gift(operator: &mut Visitor, number: &str, amount: &str) {
    operator.open("/admin/gift-certificates").await;
    operator.follow("ギフト券を追加する").await;
    operator.fill("番号", number);
    operator.fill("額面（円）", amount);
    operator.press("追加する").await;
    operator.sees(&format!("ギフト券「{number}」を追加しました。"));
}

/// From the cart to the confirmation, with what is entered there.
pub(super) async fn choose(customer: &mut Visitor, payment: &str, entered: &[(&str, &str)]) {
    customer.open("/checkout").await;
    customer.choose("配送方法", "宅急便");
    customer.choose("お支払い方法", payment);
    for (label, value) in entered {
        customer.fill(label, value);
    }
    customer.press("注文内容を確認する").await;
}

/// Orders what is confirmed; the order's number.
pub(super) async fn order(customer: &mut Visitor) -> String {
    customer.is_at("注文内容の確認");
    customer.press("注文する").await;
    customer.is_at("ご注文ありがとうございました");
    let rest = customer.page.path.strip_prefix("/orders/").unwrap();
    rest.strip_suffix("/complete").unwrap().to_owned()
}

/// What クロネコ掛け払い bills of an order: without tax, and the tax.
async fn billed(shop: &OpenShop, number: &str) -> (i64, i64) {
    let order = shop.control.get(&format!("/orders/{number}")).await;
    (
        order["price"].as_i64().unwrap(),
        order["tax"].as_i64().unwrap(),
    )
}

/// Goods of 7,480 yen at 10 % and 6,480 yen at 8 %. Of 1,000 yen, 1,000 × 7,480 ÷ 13,960 = 535.8 → 536 fall to the first, 464
/// to the other.
#[tokio::test]
async fn a_coupon_is_shared_by_the_rates_with_the_tax_on_top_and_in_the_prices() {
    for (how, sums, expected, taxed) in [
        // 7,480 − 536 + 880 = 7,824: 782.4; 6,480 − 464 = 6,016: 481.28.
        (
            "外税",
            "商品合計13,960円クーポン（秋のお礼）-1,000円送料（宅急便）880円消費税（10%）782円消費税（8%・軽減税率）481円合計15,103円",
            (13_840, 1_263),
            "| 782 | 商品7,480円＋割引−536円＋送料880円にかかる税（外税10％、",
        ),
        // 7,824 × 10 ÷ 110 = 711.27; 6,016 × 8 ÷ 108 = 445.6.
        (
            "内税",
            "商品合計13,960円クーポン（秋のお礼）-1,000円送料（宅急便）880円うち消費税（10%）711円うち消費税（8%・軽減税率）445円合計13,840円",
            (12_684, 1_156),
            "| 711 | 商品7,480円＋割引−536円＋送料880円に含まれる税（内税10％、",
        ),
    ] {
        let shop = OpenShop::open().await;
        let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
        operator.open("/admin/taxes").await;
        for tax in ["消費税（10%）", "消費税（8%・軽減税率）"] {
            operator.fill(&format!("{tax}・内税・外税"), how);
        }
        operator.press("保存").await;
        let coupon = [
            ("名前", "秋のお礼"),
            ("クーポンコード", "AKI-10"),
            ("割引額", "1,000"),
        ];
        discount(&mut operator, "円で引く", &coupon).await;
        put(&mut customer, &[(10, "1"), (4, "3")]).await;
        // Small and full-width letters are the same code.
        choose(&mut customer, KAKEBARAI, &[("クーポンコード", "ａｋｉ-10")]).await;
        customer.sees(sums);
        let number = order(&mut customer).await;
        assert_eq!(billed(&shop, &number).await, expected, "{how}");
        operator.open(&format!("/admin/orders/{number}/sent")).await;
        operator.sees("ご注文割引 1,000円");
        operator.sees(taxed);
    }
}

/// 10 % of 1,235 yen are 123.5: parts of a yen are not given.
#[tokio::test]
async fn a_percentage_is_reckoned_from_the_goods_and_rounded_down() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    let product = [("商品名", "竹のものさし"), ("価格（円）", "12.345")];
    create(&mut operator, &product).await;
    discount(
        &mut operator,
        "％で引く",
        &[("名前", "全品割引"), ("割引額", "10")],
    )
    .await;
    // 100 × 12.345 = 1,234.5 → 1,235. 1,235 − 123 + 880 = 1,992, whose 10 % are 199.2.
    put(&mut customer, &[(101, "100")]).await;
    choose(&mut customer, KAKEBARAI, &[]).await;
    customer.sees(
        "商品合計1,235円割引（全品割引）-123円送料（宅急便）880円消費税（10%）199円合計2,191円",
    );
    let number = order(&mut customer).await;
    assert_eq!(billed(&shop, &number).await, (1_992, 199));
    // The order keeps it when it is gone.
    operator.open("/admin/discounts").await;
    operator.follow("全品割引").await;
    operator.follow("削除").await;
    operator.press("削除する").await;
    customer.open(&format!("/orders/{number}")).await;
    customer.sees("割引（全品割引）-123円");
}

/// Of 848 yen off, 100 fall to the 1,000 yen without tax and 748 to the 7,480 at 10 %: 7,480 − 748 + 880 = 7,612.
#[tokio::test]
async fn a_coupon_over_goods_without_tax_leaves_them_without() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    let product = [
        ("商品名", "切手"),
        ("価格（円）", "1000"),
        ("税", "非課税（税をかけない）"),
    ];
    create(&mut operator, &product).await;
    let coupon = [
        ("名前", "お礼"),
        ("クーポンコード", "OREI"),
        ("割引額", "848"),
    ];
    discount(&mut operator, "円で引く", &coupon).await;
    put(&mut customer, &[(101, "1"), (10, "1")]).await;
    choose(&mut customer, KAKEBARAI, &[("クーポンコード", "OREI")]).await;
    customer.sees("10％対象（税抜）7,612円消費税（10％）761円消費税の対象外900円");
    let number = order(&mut customer).await;
    // 1,000 + 7,480 − 848 + 880 = 8,512.
    assert_eq!(billed(&shop, &number).await, (8_512, 761));
}

/// Ten pens and the postage: 2,080, and 208 of tax.
#[tokio::test]
async fn a_gift_certificate_and_points_pay_a_part_and_leave_the_tax() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    gift(&mut operator, "GIFT-1", "500").await;
    operator.open("/admin/customers/101/access").await;
    operator.fill("増減するポイント", "1,000");
    operator.press("ポイントを変更する").await;
    operator.sees("残高 1,000ポイント");
    put(&mut customer, &[(2, "10")]).await;
    let entered = [("ギフト券番号", "gift-1"), ("利用するポイント", "300")];
    choose(&mut customer, KAKEBARAI, &entered).await;
    customer.sees("消費税（10%）208円ポイント-300円ギフト券-500円合計1,488円");
    // 送信内容の確認 is of what is about to be billed, too.
    operator.open("/admin/customers/101/cart").await;
    operator.sees("お客様への請求額 1,488円");
    let number = order(&mut customer).await;
    assert_eq!(billed(&shop, &number).await, (1_280, 208));
    operator.open("/admin/gift-certificates").await;
    operator.sees("GIFT-1 | 500円 | 0円");
    operator.open("/admin/customers/101/access").await;
    operator.sees("残高 700ポイント");
    // More than there are, and a certificate that is used up.
    put(&mut customer, &[(2, "10")]).await;
    let entered = [("ギフト券番号", "GIFT-1"), ("利用するポイント", "701")];
    choose(&mut customer, KAKEBARAI, &entered).await;
    let said = customer.said_of("ギフト券番号").join("");
    assert!(said.contains("残高がありません"), "{said}");
    let said = customer.said_of("利用するポイント").join("");
    assert!(said.contains("700ポイントです"), "{said}");
    // What is cancelled gives back what it had used.
    operator
        .open(&format!("/admin/kakebarai/cancel?one={number}"))
        .await;
    operator.press("決済を取り消す").await;
    operator.open("/admin/customers/101/access").await;
    operator.sees("残高 1,000ポイント");
    let entered = [("ギフト券番号", "GIFT-1"), ("利用するポイント", "1000")];
    choose(&mut customer, KAKEBARAI, &entered).await;
    customer.sees("ポイント-1,000円ギフト券-500円合計788円");
}

#[tokio::test]
async fn what_is_paid_in_full_is_no_matter_of_kakebarai_and_is_paid_at_once() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    gift(&mut operator, "GIFT-2", "3000").await;
    put(&mut customer, &[(2, "10")]).await;
    choose(&mut customer, KAKEBARAI, &[("ギフト券番号", "GIFT-2")]).await;
    customer.is_at("注文手続き");
    customer.sees(
        "お支払いいただく金額が0円になるため、「クロネコ掛け払い」ではご注文いただけません。",
    );
    choose(&mut customer, TRANSFER, &[("ギフト券番号", "GIFT-2")]).await;
    customer.sees("ギフト券-2,288円合計0円");
    let number = order(&mut customer).await;
    customer.does_not_see("お振込先");
    operator.open(&format!("/admin/orders/{number}")).await;
    operator.sees("状態入金済み");
    operator.open("/admin/gift-certificates").await;
    operator.sees("GIFT-2 | 3,000円 | 712円");
    // A transfer that is cancelled gives it back, too.
    operator
        .open(&format!("/admin/orders/{number}/cancel"))
        .await;
    operator.sees("ギフト券とポイントは、自動で残高に戻ります。");
    operator.does_not_see("ご返金の手続き");
    operator.press("注文を取り消す").await;
    operator.open("/admin/gift-certificates").await;
    operator.sees("GIFT-2 | 3,000円 | 3,000円");
}

#[tokio::test]
async fn of_two_who_confirm_one_coupon_one_has_it() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    let coupon = [
        ("名前", "先着1名"),
        ("クーポンコード", "ONCE"),
        ("割引額", "100"),
        ("使える回数", "1"),
    ];
    discount(&mut operator, "円で引く", &coupon).await;
    let mut both = [shop.customer("1111").await, shop.customer("3333").await];
    for customer in &mut both {
        put(customer, &[(2, "10")]).await;
        choose(customer, KAKEBARAI, &[("クーポンコード", "ONCE")]).await;
        customer.is_at("注文内容の確認");
    }
    let [first, second] = &mut both;
    order(first).await;
    second.press("注文する").await;
    second.is_at("注文手続き");
    second.sees("このクーポンコードは、ご利用いただけません。");
}

#[tokio::test]
async fn postage_is_free_from_its_limit_on_coupons_taken_off() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    operator.open("/admin/shipping-methods").await;
    operator.follow("宅急便").await;
    operator.fill("送料が無料になる商品合計（円）", "10,000");
    operator.press("保存").await;
    operator.sees("宅急便 | 880円 | 10,000円以上");
    let coupon = [
        ("名前", "お礼"),
        ("クーポンコード", "OREI"),
        ("割引額", "2000"),
    ];
    discount(&mut operator, "円で引く", &coupon).await;
    // 3 × 3,980 = 11,940, and 1,194 of tax.
    put(&mut customer, &[(1, "3")]).await;
    customer.open("/checkout").await;
    customer.sees("送料 880円（商品合計10,000円以上で無料）");
    choose(&mut customer, KAKEBARAI, &[]).await;
    customer.sees("商品合計11,940円送料（宅急便）0円消費税（10%）1,194円合計13,134円");
    // 9,940 are less than 10,000: 9,940 + 880 = 10,820, and 1,082 of tax.
    choose(&mut customer, KAKEBARAI, &[("クーポンコード", "OREI")]).await;
    customer.sees("送料（宅急便）880円消費税（10%）1,082円合計11,902円");
    let number = order(&mut customer).await;
    assert_eq!(billed(&shop, &number).await, (10_820, 1_082));
}

#[tokio::test]
async fn a_coupon_has_its_days_and_its_least_sum() {
    let shop = OpenShop::open().await;
    let (mut operator, mut customer) = (shop.operator().await, shop.customer("1111").await);
    // It is the 24th of November.
    for (name, first, last) in [("EARLY", "2026-11-25", ""), ("LATE", "", "2026/11/23")] {
        let fields = [
            ("名前", name),
            ("クーポンコード", name),
            ("割引額", "100"),
            ("開始日", first),
            ("終了日", last),
        ];
        discount(&mut operator, "円で引く", &fields).await;
    }
    let fields = [
        ("名前", "大口"),
        ("クーポンコード", "LARGE"),
        ("割引額", "100"),
        ("使える商品合計（円）", "1201"),
        ("終了日", "2026-11-24"),
    ];
    discount(&mut operator, "円で引く", &fields).await;
    put(&mut customer, &[(2, "10")]).await;
    for (code, why) in [
        ("EARLY", "ご利用いただけません"),
        ("LATE", "ご利用いただけません"),
        ("LARGE", "商品合計が1,201円以上"),
    ] {
        choose(&mut customer, KAKEBARAI, &[("クーポンコード", code)]).await;
        let said = customer.said_of("クーポンコード").join("");
        assert!(said.contains(why), "{code}: {said}");
    }
    put(&mut customer, &[(2, "1")]).await;
    choose(&mut customer, KAKEBARAI, &[("クーポンコード", "LARGE")]).await;
    customer.sees("クーポン（大口）-100円");
    // A code is one coupon's alone.
    operator.open("/admin/discounts/new").await;
    for (label, value) in [("名前", "別"), ("クーポンコード", "large"), ("割引額", "1")]
    {
        operator.fill(label, value);
    }
    operator.press("追加する").await;
    let said = operator.said_of("クーポンコード").join("");
    assert!(said.contains("同じコードのクーポンがあります"), "{said}");
}
