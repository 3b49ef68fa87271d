//! クロネコ掛け払い取引先登録・照会, from the empty form to the first order.

use serde_json::json;

use super::{KAKEBARAI, choose, put};
use crate::support::{shop::OpenShop, visitor::Visitor};

const TITLE: &str = "クロネコ掛け払い取引先登録・照会";
const FORM_TITLE: &str = "クロネコ掛け払い取引先登録";

/// What a corporation must enter besides what the shop knows of it.
pub(super) fn fill(visitor: &mut Visitor) {
    visitor.fill("取引先名（カナ）", "ﾊﾅｺｼｮｳｶｲ");
    visitor.fill("代表者情報・代表者名（カナ・姓）", "ヤマダ");
    visitor.fill("代表者情報・代表者名（カナ・名）", "ハナコ");
    visitor.choose("支払方法", "銀行振込");
}

/// The two questions of the page share its patience: the delays of 20 seconds are longer than any test client waits.
#[tokio::test]
async fn a_late_provider_keeps_nobody_waiting_for_the_screening() {
    let shop = OpenShop::open_adjusted(|config| {
        config.checkout_patience = std::time::Duration::from_millis(300);
    })
    .await;
    let mut customer = shop.customer("1111").await;
    for (api, shown) in [
        ("AN070", "審査状況"),
        ("AN050", "ただいまご利用状況を確認できません。"),
    ] {
        let late = json!({"api": api, "kind": "delay", "milliseconds": 20_000, "times": 1});
        shop.control.post("/faults", late).await;
        let opened = customer.open("/kakebarai");
        let opened = tokio::time::timeout(std::time::Duration::from_secs(10), opened).await;
        opened.expect("the page waits for the provider");
        customer.sees(shown);
        customer.does_not_see("利用限度額");
    }
    customer.open("/kakebarai").await;
    customer.sees("利用限度額");
}

#[tokio::test]
async fn a_customer_applies_is_screened_and_buys() {
    let shop = OpenShop::open().await;
    let mut customer = shop.newcomer("hanako@example.jp", "03-0000-5555").await;
    customer.open("/kakebarai").await;
    customer.is_at(FORM_TITLE);
    // What the shop knows is filled in.
    assert_eq!(customer.value("取引先名"), "花子商会");
    assert_eq!(customer.value("取引先情報・法人格"), "株式会社");
    assert_eq!(customer.value("代表者情報・代表者名（姓）"), "山田");
    fill(&mut customer);
    customer.press("クロネコ掛け払い取引先登録").await;
    customer.sees("お申し込みを受け付けました。");
    customer.sees("審査状況審査中");
    // The first customer after the four of the demonstration has the number 105.
    customer.sees("取引先ID000000010500");
    let applied = shop.control.get("/buyers/000000010500").await;
    assert_eq!(applied["judgement"], "審査中");

    put(&mut customer, &[(2, "10")]).await;
    customer.open("/checkout").await;
    customer.does_not_see("利用限度額");
    // The page comes anew by itself, but only where that is asked for.
    customer.open("/kakebarai").await;
    assert_eq!(customer.page.header("refresh"), "");
    customer.follow("結果が出るまで自動で確認する").await;
    assert_eq!(customer.page.header("refresh"), "30");
    customer.sees("30秒ごとに新しくなります");

    shop.control
        .post("/clock/advance", json!({"by": "5 minutes"}))
        .await;
    customer.open("/kakebarai?refresh=1").await;
    assert_eq!(customer.page.header("refresh"), "");
    customer.sees("審査状況ご利用可");
    customer.sees("利用限度額600,000円");
    customer.does_not_see("もう一度申し込む");
    choose(&mut customer, KAKEBARAI).await;
    customer.press("注文する").await;
    customer.is_at("ご注文ありがとうございました");
}

#[tokio::test]
async fn every_mistake_stands_beside_its_field_and_every_value_stays() {
    let shop = OpenShop::open().await;
    let mut customer = shop.newcomer("hanako@example.jp", "03-0000-5555").await;
    customer.open("/kakebarai").await;
    customer.fill("取引先名", "株式会社花子商会");
    customer.fill("取引先情報・郵便番号", "0000000");
    customer.fill("事業内容2", "食肉小売業");
    customer.choose("運営会社の有無", "運営会社有り");
    customer.choose("送付先選択", "その他");
    customer.fill("送付先名称", "経理センター");
    customer.press("クロネコ掛け払い取引先登録").await;
    customer.is_at(FORM_TITLE);
    assert_eq!(
        customer.said_of("取引先名")[0],
        "「株式会社」は法人格の欄で選び、ここには入れないでください。"
    );
    assert_eq!(
        customer.said_of("取引先情報・郵便番号")[0],
        "実在しない郵便番号です。確認してください。"
    );
    assert_eq!(
        customer.said_of("運営会社情報・住所")[0],
        "入力してください。"
    );
    assert_eq!(
        customer.said_of("請求書送付先情報・郵便番号")[0],
        "入力してください。"
    );
    customer.sees("運営会社情報・運営会社名：入力してください。");
    customer.sees("支払方法：選択してください。");
    // 事業内容2 brings 事業内容1 with it.
    assert_eq!(customer.value("事業内容1"), "飲食料品小売業");
    assert_eq!(customer.value("事業内容2"), "食肉小売業");
    assert_eq!(customer.value("送付先名称"), "経理センター");
    assert_eq!(customer.value("取引先名"), "株式会社花子商会");
    let applied = shop
        .control
        .send("GET", "/buyers/000000010500", json!(null))
        .await;
    assert_eq!(applied.0, 404, "nothing was sent");

    // Closed again, the parts are no matter, and what was entered in them is not sent.
    customer.fill("取引先名", "花子商会");
    customer.fill("取引先情報・郵便番号", "１７１－００３３");
    customer.choose("運営会社の有無", "運営会社無し");
    customer.choose("送付先選択", "取引先情報と同じ");
    fill(&mut customer);
    customer.press("クロネコ掛け払い取引先登録").await;
    customer.sees("お申し込みを受け付けました。");
}

#[tokio::test]
async fn each_postal_code_finds_the_address_beside_it() {
    let shop = OpenShop::open().await;
    let mut customer = shop.newcomer("hanako@example.jp", "03-0000-5555").await;
    customer.open("/kakebarai").await;
    for (section, code, address) in [
        ("取引先情報", "100-0001", "東京都千代田区千代田"),
        ("運営会社情報", "5300001", "大阪府大阪市北区梅田"),
        (
            "請求書送付先情報",
            "〒060-0001",
            "北海道札幌市中央区北一条西",
        ),
    ] {
        customer.fill(&format!("{section}・郵便番号"), code);
        customer.press(&format!("住所を検索（{section}）")).await;
        assert_eq!(customer.value(&format!("{section}・住所")), address);
        assert_eq!(customer.value(&format!("{section}・郵便番号")), code);
    }
    customer.fill("自宅郵便番号", "9999999");
    customer.press("住所を検索（代表者情報）").await;
    assert_eq!(
        customer.said_of("自宅郵便番号")[0],
        "この郵便番号の住所が見つかりません。7桁の数字を確認してください。"
    );
    assert_eq!(customer.value("取引先情報・住所"), "東京都千代田区千代田");
}

#[tokio::test]
async fn who_was_not_accepted_may_apply_again_and_who_is_refused_is_told_why() {
    let shop = OpenShop::open().await;
    // 9011: at once 申込不備.
    let mut customer = shop.newcomer("hanako@example.jp", "03-0000-9011").await;
    customer.open("/kakebarai").await;
    fill(&mut customer);
    customer.press("クロネコ掛け払い取引先登録").await;
    customer.sees("お申し込み内容に不備がありました。");
    customer.sees("審査状況申込不備");
    customer.follow("もう一度申し込む").await;
    // What was sent is there to be mended.
    for (label, value) in [
        ("取引先名", "花子商会"),
        ("取引先名（カナ）", "ハナコショウカイ"),
        ("代表者情報・代表者名（カナ・姓）", "ヤマダ"),
        ("取引先情報・電話番号（代表）", "03-0000-9011"),
    ] {
        assert_eq!(customer.value(label), value);
    }
    customer.fill("取引先情報・電話番号（代表）", "0300009010");
    customer.press("クロネコ掛け払い取引先登録").await;
    customer.sees("審査状況ご利用可");
    customer.sees("取引先ID000000010501");

    let mut other = shop.newcomer("taro@example.jp", "03-0000-5556").await;
    shop.control
        .post(
            "/faults",
            json!({"api": "AN060", "kind": "code", "code": "F060004", "times": 1}),
        )
        .await;
    other.open("/kakebarai").await;
    fill(&mut other);
    other.press("クロネコ掛け払い取引先登録").await;
    other.sees("手続きできませんでした");
    other.does_not_see("F060004");
    assert_eq!(other.value("取引先名（カナ）"), "ハナコショウカイ");
    other.press("クロネコ掛け払い取引先登録").await;
    other.sees("お申し込みを受け付けました。");
}

#[tokio::test]
async fn an_application_whose_answer_was_lost_is_found() {
    let shop = OpenShop::open().await;
    let mut customer = shop.newcomer("hanako@example.jp", "03-0000-9010").await;
    shop.control
        .post(
            "/faults",
            json!({"api": "AN060", "kind": "answerLost", "times": 1}),
        )
        .await;
    customer.open("/kakebarai").await;
    fill(&mut customer);
    customer.press("クロネコ掛け払い取引先登録").await;
    customer.sees("お申し込みの確認に時間がかかっています。");
    customer.open("/kakebarai").await;
    customer.sees("審査状況ご利用可");
    customer.sees("取引先ID000000010500");
}

#[tokio::test]
async fn who_is_not_logged_in_logs_in_first() {
    let shop = OpenShop::open().await;
    let mut nobody = shop.visitor();
    nobody.open("/").await;
    nobody.follow(TITLE).await;
    nobody.is_at("ログインまたは会員登録");
    nobody.fill("メールアドレス", "1111@cs-cart.jp");
    nobody.fill("パスワード", crate::support::shop::PASSWORD);
    nobody.press("ログイン").await;
    nobody.is_at(TITLE);
}
