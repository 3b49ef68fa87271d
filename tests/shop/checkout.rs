//! 注文手続き and what becomes of it: accepted, refused, without an answer, pressed twice.

use serde_json::json;

use super::{KAKEBARAI, TRANSFER, choose, fault, inquiries, put, registered};
use crate::support::shop::OpenShop;

#[tokio::test]
async fn an_order_is_billed_to_the_yen_that_was_shown() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    // 3,980 × 2 + 12.5 × 201 = 7,960 + 2,512.5 → 2,513; 2,160 × 3 = 6,480 at 8 %; postage 880.
    // 10 % of 7,960 + 2,513 + 880 = 11,353: 1,135; 8 % of 6,480: 518. 17,833 + 1,653 = 19,486.
    put(&mut customer, &[(1, "2"), (4, "3"), (9, "201")]).await;
    customer.open("/checkout").await;
    customer.sees("利用状況利用可利用限度額600,000円利用金額0円ご利用可能額600,000円");
    choose(&mut customer, KAKEBARAI).await;
    customer.is_at("注文内容の確認");
    customer.sees("商品合計16,953円送料（宅急便）880円消費税（10%）1,135円消費税（8%・軽減税率）518円合計19,486円");
    customer.sees("〒171-0033東京都豊島区高田3-15-10株式会社青葉デザイン青木 葉子 様");
    customer.press("注文する").await;
    customer.is_at("ご注文ありがとうございました");
    customer.sees("注文番号は 1001 です。");
    assert_eq!(registered(&shop).await, [("1001".to_owned(), 19_486)]);

    // The cart is empty, the order is in the history, and the used amount is up to date at once.
    customer.open("/orders").await;
    customer.sees("注文番号 1001受付済み");
    put(&mut customer, &[(2, "1")]).await;
    customer.sees("120円");
    customer.open("/checkout").await;
    customer.sees("利用金額19,486円ご利用可能額580,514円");
}

#[tokio::test]
async fn bank_transfer_asks_nobody() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    // A product code that クロネコ掛け払い does not take is no matter here.
    put(&mut customer, &[(8, "1")]).await;
    choose(&mut customer, TRANSFER).await;
    // 1,680 + 880 = 2,560, and 256 of tax.
    customer.sees("合計2,816円");
    customer.press("注文する").await;
    customer.sees("お振り込みを確認してから、商品を発送します。");
    assert_eq!(registered(&shop).await, []);
    customer.open("/orders/1001").await;
    customer.sees("入金待ち");
}

#[tokio::test]
async fn what_cannot_be_sent_is_not_ordered_and_the_buyer_is_not_told_of_the_shops_settings() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(8, "1")]).await;
    choose(&mut customer, KAKEBARAI).await;
    customer.is_at("注文手続き");
    customer
        .sees("「ラベルシール A4 24面 100枚」は、「クロネコ掛け払い」ではご注文いただけません。");
    customer.does_not_see("商品コード");
}

#[tokio::test]
async fn a_refusal_is_told_in_the_buyers_words_and_the_cart_stays() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    // Seven chairs: 686,000 and the tax are more than the limit of 600,000.
    put(&mut customer, &[(11, "7")]).await;
    choose(&mut customer, KAKEBARAI).await;
    let asked = inquiries(&shop).await;
    customer.press("注文する").await;
    customer.is_at("注文手続き");
    customer.sees("ご利用可能額を超えています");
    customer.does_not_see("A060004");
    // What was known of the limit before is not shown again: it may be why.
    assert_eq!(inquiries(&shop).await, asked + 1);
    customer.open("/orders").await;
    customer.sees("ご注文はまだありません。");
    customer.open("/cart").await;
    assert_eq!(customer.value("数量（オフィスチェア ハイバック）"), "7");
    // What is left can be ordered, under a number of its own.
    customer.fill("数量（オフィスチェア ハイバック）", "1");
    customer.press("数量を変更する").await;
    choose(&mut customer, KAKEBARAI).await;
    customer.press("注文する").await;
    customer.sees("注文番号は 1002 です。");
    // 98,000 + 880 = 98,880, and 9,888 of tax.
    assert_eq!(registered(&shop).await, [("1002".to_owned(), 108_768)]);
}

#[tokio::test]
async fn an_order_whose_answer_was_lost_exists_once_and_is_not_paid_twice() {
    for kind in ["answerLost", "lostBeforeProcessing"] {
        let shop = OpenShop::open().await;
        let mut customer = shop.customer("1111").await;
        put(&mut customer, &[(2, "10")]).await;
        choose(&mut customer, KAKEBARAI).await;
        let confirmation = customer.page.clone();
        fault(&shop, json!({"api": "AN010", "kind": kind, "times": 1})).await;
        customer.press("注文する").await;
        customer.is_at("ご注文を確認しています");
        customer.sees("再度のご注文はなさらず、お店からの連絡をお待ちください。");
        customer.open("/orders").await;
        customer.sees("注文番号 1001確認中");
        customer.open("/cart").await;
        customer.sees("カートに商品はありません。");

        // Back in the browser, and once more.
        customer.page = confirmation;
        customer.press("注文する").await;
        assert_eq!(customer.page.path, "/orders/1001/complete", "{kind}");

        // The shop finds out by itself.
        shop.shop.run_jobs_once().await.unwrap();
        customer.open("/orders/1001").await;
        customer.sees("受付済み");
        // 1,200 + 880 = 2,080, and 208 of tax.
        assert_eq!(
            registered(&shop).await,
            [("1001".to_owned(), 2_288)],
            "{kind}"
        );
    }
}

#[tokio::test]
async fn the_same_cart_is_not_ordered_again_while_the_first_has_no_answer() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    let lost = json!({"api": "AN010", "kind": "answerLost", "times": 1});
    fault(&shop, lost).await;
    for page in ["ご注文を確認しています", "注文手続き"] {
        put(&mut customer, &[(2, "10")]).await;
        choose(&mut customer, KAKEBARAI).await;
        customer.press("注文する").await;
        customer.is_at(page);
    }
    customer.sees("もう一度ご注文にならずに");
    shop.shop.run_jobs_once().await.unwrap();
    assert_eq!(registered(&shop).await.len(), 1);
    // Whoever wants it twice gets it twice.
    choose(&mut customer, KAKEBARAI).await;
    customer.press("注文する").await;
    customer.is_at("ご注文ありがとうございました");
}

#[tokio::test]
async fn an_order_that_turns_out_to_be_refused_says_so() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(2, "10")]).await;
    choose(&mut customer, KAKEBARAI).await;
    fault(
        &shop,
        json!({"api": "AN010", "kind": "lostBeforeProcessing", "times": 1}),
    )
    .await;
    customer.press("注文する").await;
    fault(
        &shop,
        json!({"api": "AN010", "kind": "code", "code": "G61", "times": 1}),
    )
    .await;
    shop.shop.run_jobs_once().await.unwrap();
    customer.open("/orders").await;
    customer.sees("注文番号 1001不成立");
    customer.open("/orders/1001/complete").await;
    customer.is_at("ご注文は成立しませんでした");
    customer.does_not_see("G61");
}

#[tokio::test]
async fn the_payment_method_is_there_for_who_may_use_it() {
    let shop = OpenShop::open().await;
    let path = "/buyers/2222";
    shop.control
        .send("PATCH", path, json!({"usable": false}))
        .await;
    let mut customer = shop.customer("2222").await;
    put(&mut customer, &[(2, "1")]).await;
    customer.open("/checkout").await;
    customer.does_not_see("利用限度額");
    customer.sees(TRANSFER);

    // Somebody who has not applied is told how.
    let mut newcomer = shop.newcomer("hanako@example.jp", "03-0000-5555").await;
    put(&mut newcomer, &[(2, "1")]).await;
    newcomer.open("/checkout").await;
    newcomer.does_not_see("利用限度額");
    newcomer.sees("「クロネコ掛け払い」は、取引先登録をするとご利用いただけます。");
}

#[tokio::test]
async fn who_is_being_screened_is_told_so() {
    let shop = OpenShop::open().await;
    let mut customer = shop.newcomer("hanako@example.jp", "03-0000-0800").await;
    customer.open("/kakebarai").await;
    super::application::fill(&mut customer);
    customer.press("クロネコ掛け払い取引先登録").await;
    customer.sees("審査中");
    put(&mut customer, &[(2, "1")]).await;
    customer.open("/checkout").await;
    customer.sees("「クロネコ掛け払い」は審査中です。");
    customer.does_not_see("取引先登録をすると");
    customer.follow("審査の状況を確認する").await;
    assert_eq!(customer.page.path, "/kakebarai");
}

#[tokio::test]
async fn what_is_too_large_is_named() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(11, "9999")]).await;
    choose(&mut customer, KAKEBARAI).await;
    customer.is_at("注文手続き");
    customer
        .sees("「オフィスチェア ハイバック」が979,902,000円になり、1回のご注文では扱えません。");
    customer.sees("数量を減らすか、ご注文を分けてください。");
    customer.does_not_see("お店へお問い合わせ");
}

#[tokio::test]
async fn a_transfer_is_told_its_account_paid_and_cancelled() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    for _ in 0..2 {
        put(&mut customer, &[(2, "1")]).await;
        choose(&mut customer, TRANSFER).await;
        customer.press("注文する").await;
        customer.sees("お振込先見本銀行（架空）しらかば支店");
    }
    operator.open("/admin/payment-methods").await;
    operator.follow(TRANSFER).await;
    operator.fill("お振込先", "架空銀行 本店\r\n普通 1234567");
    operator.press("保存").await;
    operator.sees("支払方法を保存しました。");
    customer.open("/orders/1001").await;
    customer.sees("お振込先架空銀行 本店普通 1234567");
    operator.open("/admin/orders/1001").await;
    operator.follow("入金済みにする").await;
    operator.is_at("入金の確認");
    operator.press("入金済みにする").await;
    operator.sees("入金済みにしました。");
    assert!(!operator.page.has_link("入金済みにする"));
    customer.open("/orders/1001").await;
    customer.sees("ご入金を確認しました。");
    customer.does_not_see("お振込先");
    operator.open("/admin/orders/1002").await;
    operator.follow("注文取消").await;
    operator.is_at("注文取消の確認");
    let question = operator.page.clone();
    operator.press("注文を取り消す").await;
    operator.sees("注文を取り消しました。");
    operator.does_not_see("配送手続きの追加");
    operator.page = question;
    operator.press("注文を取り消す").await;
    operator.sees("この注文は、取り消せません。");
    customer.open("/orders/1002/complete").await;
    customer.is_at("ご注文は取り消されました");
    customer.does_not_see("お振込先");
    // What is shipped is not cancelled any more.
    operator.open("/admin/orders/1001/shipment").await;
    operator.fill("送り状番号", "123456789013");
    operator.press("登録").await;
    operator.open("/admin/orders/1001/cancel").await;
    operator.is_at("注文 1001");
    operator.sees("先に配送管理で削除してください。");
    // Without an account nobody is promised one.
    operator.open("/admin/payment-methods/1").await;
    operator.fill("お振込先", "");
    operator.press("保存").await;
    put(&mut customer, &[(2, "1")]).await;
    customer.open("/checkout").await;
    customer.sees("ご注文のあとに、お店からお振込先をご連絡します。");
}

#[tokio::test]
async fn mistakes_stand_beside_their_fields_and_what_was_entered_stays() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    put(&mut customer, &[(2, "1")]).await;
    customer.open("/checkout").await;
    customer.fill("お名前", "");
    customer.fill("郵便番号", "000-0000");
    customer.fill("住所", "どこか");
    customer.press("注文内容を確認する").await;
    customer.sees("入力内容に誤りがあります（4件）");
    assert!(customer.page.title.starts_with("エラー：注文手続き"));
    assert!(customer.page.body.contains("tabindex=\"-1\" autofocus"));
    assert_eq!(customer.said_of("お名前"), ["入力してください。"]);
    assert_eq!(
        customer.said_of("郵便番号")[0],
        "実在する7桁の郵便番号を入力してください。"
    );
    assert_eq!(customer.value("住所"), "どこか");
    customer.fill("郵便番号", "530-0001");
    customer.press("住所を検索").await;
    assert_eq!(customer.value("住所"), "大阪府大阪市北区梅田");
    assert_eq!(customer.value("お名前"), "");
}

#[tokio::test]
async fn an_empty_cart_leads_nowhere() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    for path in ["/checkout", "/checkout/confirm"] {
        customer.open(path).await;
        assert_eq!(customer.page.path, "/cart");
    }
    let mut nobody = shop.visitor();
    nobody.open("/checkout").await;
    assert_eq!(nobody.page.path, "/login?next=%2Fcheckout");
}
