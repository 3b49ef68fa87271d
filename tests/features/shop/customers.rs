//! Steps of a customer: registering, applying, ordering.

use cucumber::{gherkin::Step, given, then, when};

use super::world::Walk;
use crate::features::wording::{Yen, is_there};

/// What everything is bought with where nothing else is said.
const KAKEBARAI: &str = "クロネコ掛け払い";

#[when(regex = "^お客様「([^」]+)」が会員登録をする$")]
async fn registers(walk: &mut Walk, email: String) {
    walk.turn_to(&email).await;
    let here = walk.here();
    here.open("/").await;
    here.follow("ログインまたは会員登録").await;
    here.follow("会員登録").await;
    for (label, value) in [
        ("メールアドレス", email.as_str()),
        ("パスワード", "a-password-of-their-own"),
        ("会社名", "株式会社くろねこ商事"),
        ("姓", "黒猫"),
        ("名", "花子"),
        ("姓（カナ）", "クロネコ"),
        ("名（カナ）", "ハナコ"),
        ("郵便番号", "171-0033"),
        ("住所", "東京都豊島区高田3-15-10"),
        ("電話番号", "03-0000-0800"),
    ] {
        here.fill(label, value);
    }
    here.press("会員登録する").await;
}

#[given(regex = "^次の審査の結果は「(ご利用可|申込不備|ご利用不可|取消|限度額変更)」になる$")]
fn will_be_screened(walk: &mut Walk, outcome: String) {
    walk.telephone = match outcome.as_str() {
        "ご利用可" => "0800",
        "申込不備" => "9001",
        "ご利用不可" => "9002",
        "取消" => "9005",
        _ => "9006",
    };
}

#[when("法人として取引先登録を申し込む")]
async fn applies(walk: &mut Walk) {
    let telephone = format!("03-0000-{}", walk.telephone);
    let here = walk.here();
    here.choose("取引先情報・法人・個人事業主", "法人");
    here.choose("取引先情報・法人格の位置", "前");
    here.choose("運営会社の有無", "運営会社無し");
    here.choose("送付先選択", "取引先情報と同じ");
    here.choose("支払方法", "銀行振込");
    for (label, value) in [
        ("取引先情報・法人格", "株式会社"),
        ("取引先名", "くろねこ商事"),
        ("取引先名（カナ）", "ｸﾛﾈｺｼｮｳｼﾞ"),
        ("取引先情報・郵便番号", "171-0033"),
        ("取引先情報・住所", "東京都豊島区高田3丁目15-10"),
        ("取引先情報・電話番号（代表）", &telephone),
        ("代表者情報・代表者名（姓）", "黒猫"),
        ("代表者情報・代表者名（名）", "花子"),
        ("代表者情報・代表者名（カナ・姓）", "クロネコ"),
        ("代表者情報・代表者名（カナ・名）", "ハナコ"),
    ] {
        here.fill(label, value);
    }
    here.press("クロネコ掛け払い取引先登録").await;
}

#[then(regex = "^もう一度申し込むボタンは(ある|ない|あり|なし)$")]
fn may_apply_again(walk: &mut Walk, there: String) {
    let here = walk.here();
    let found = here.page.has_link("もう一度申し込む");
    assert_eq!(found, is_there(&there), "{}", here.page.text());
}

/// Puts pieces of a product into the cart of whoever acts.
async fn put(walk: &mut Walk, product: &str, pieces: &str) {
    let here = walk.here();
    here.open("/").await;
    let links = here.page.links.iter();
    let path = links
        .filter(|(text, _)| text.starts_with(product))
        .map(|(_, path)| path.clone())
        .next();
    let path = path.unwrap_or_else(|| panic!("商品「{product}」がありません"));
    here.open(&path).await;
    here.fill("数量", pieces);
    here.press("カートに入れる").await;
    here.is_at("カート");
}

#[when(
    regex = "^(?:お客様|テスト取引先「([^」]+)」)が商品「([^」]+)」を([0-9,]+)個カートに入れる$"
)]
async fn puts(walk: &mut Walk, who: String, product: String, pieces: String) {
    turn(walk, &who).await;
    put(walk, &product, &pieces).await;
}

async fn turn(walk: &mut Walk, who: &str) {
    let who = if who.is_empty() { "お客様" } else { who };
    walk.turn_to(who).await;
}

#[when(regex = "^(?:お客様|テスト取引先「([^」]+)」)が注文手続きへ進む$")]
async fn to_the_checkout(walk: &mut Walk, who: String) {
    turn(walk, &who).await;
    if walk
        .here()
        .open("/cart")
        .await
        .text()
        .contains("カートに商品はありません")
    {
        put(walk, "LEDデスクライト 調光調色", "1").await;
    }
    checks_out(walk).await;
}

#[when("注文手続きへ進む")]
async fn checks_out(walk: &mut Walk) {
    walk.here().follow("注文手続きへ進む").await;
}

/// From the cart to the page that shows what will be ordered, if nothing stands in the way.
async fn choose(walk: &mut Walk, payment: &str) {
    checks_out(walk).await;
    let entered = walk.entered.clone();
    let here = walk.here();
    here.choose("配送方法", "宅急便");
    here.choose("お支払い方法", payment);
    for (label, value) in entered {
        here.fill(&label, &value);
    }
    here.press("注文内容を確認する").await;
}

/// Orders what is in the cart; the number of the order is kept if there is one.
async fn order(walk: &mut Walk, payment: &str) {
    choose(walk, payment).await;
    if walk.here().page.heading() != "注文内容の確認" {
        return;
    }
    let total = walk.here().amount("合計");
    walk.here().press("注文する").await;
    let path = &walk.here().page.path;
    if let Some(number) = path.strip_prefix("/orders/") {
        let number = number.trim_end_matches("/complete").to_owned();
        walk.orders.push(number);
        walk.total = total;
    }
}

#[when(
    regex = "^(?:テスト取引先|お客様)「([^」]+)」が商品「([^」]+)」を([0-9,]+)個、クロネコ掛け払いで注文する$"
)]
async fn orders(walk: &mut Walk, who: String, product: String, pieces: String) {
    walk.turn_to(&who).await;
    put(walk, &product, &pieces).await;
    order(walk, KAKEBARAI).await;
}

#[when(regex = "^テスト取引先「([^」]+)」が商品「([^」]+)」を([0-9,]+)個、「([^」]+)」で注文する$")]
async fn orders_by(walk: &mut Walk, who: String, product: String, pieces: String, payment: String) {
    walk.turn_to(&who).await;
    put(walk, &product, &pieces).await;
    order(walk, &payment).await;
}

#[when(
    regex = "^テスト取引先「([^」]+)」が商品「([^」]+)」を([0-9,]+)個、クロネコ掛け払いで確認の画面まで進める$"
)]
async fn orders_almost(walk: &mut Walk, who: String, product: String, pieces: String) {
    walk.turn_to(&who).await;
    put(walk, &product, &pieces).await;
    choose(walk, KAKEBARAI).await;
}

#[when(regex = "^テスト取引先「([^」]+)」が次の商品を、クロネコ掛け払いで注文する:$")]
async fn orders_all(walk: &mut Walk, who: String, step: &Step) {
    walk.turn_to(&who).await;
    for row in &step.table.as_ref().unwrap().rows {
        put(walk, &row[0], &row[1]).await;
    }
    order(walk, KAKEBARAI).await;
}

#[given(regex = "^クロネコ掛け払いで注文が([0-9]+)件ある$")]
async fn has_orders(walk: &mut Walk, number: usize) {
    walk.turn_to("1111@cs-cart.jp").await;
    for _ in 0..number {
        put(walk, "LEDデスクライト 調光調色", "1").await;
        order(walk, KAKEBARAI).await;
    }
    assert_eq!(walk.orders.len(), number, "{}", walk.here().page.text());
}

#[when(regex = "^テスト取引先「([^」]+)」がその注文の画面を開く$")]
async fn opens_order(walk: &mut Walk, who: String) {
    let number = walk.order("その注文");
    walk.turn_to(&who).await;
    walk.here().open(&format!("/orders/{number}")).await;
}

#[then(regex = "^お支払い方法に「([^」]+)」(がある|はない|あり|なし)$")]
fn is_offered(walk: &mut Walk, name: String, there: String) {
    let here = walk.here();
    here.is_at("注文手続き");
    let offered = here.choices("お支払い方法");
    assert!(!offered.is_empty());
    assert_eq!(offered.contains(&name), is_there(&there), "{offered:?}");
}

#[then(regex = "^お客様のカートに([0-9]+)点入っている$")]
async fn pieces(walk: &mut Walk, number: usize) {
    walk.here().open("/cart").await;
    assert_eq!(
        walk.here().value("数量（オフィスチェア ハイバック）"),
        number.to_string()
    );
}

#[then("その注文がある")]
fn has_order(walk: &mut Walk) {
    let number = walk.order("その注文");
    walk.here().sees(&format!("注文番号 {number}"));
}

#[then(regex = "^(注文の内訳|税率ごとの内訳)は次のとおりである:$")]
fn sums(walk: &mut Walk, which: String, step: &Step) {
    let rows = &step.table.as_ref().unwrap().rows;
    let expected: Vec<&str> = rows.iter().flatten().map(String::as_str).collect();
    let text = walk.here().page.text();
    let lines: Vec<&str> = text.lines().collect();
    let begins = |at: &usize| {
        let has_heading = which == "注文の内訳" || *at > 0 && lines[*at - 1] == which;
        has_heading && lines[*at] == expected[0]
    };
    let first = (0..lines.len()).find(begins);
    let first = first.unwrap_or_else(|| panic!("{which}がありません。\n{text}"));
    let end = first + expected.len();
    assert_eq!(lines[first..end.min(lines.len())], expected, "{text}");
    // A row more would be a name and an amount.
    let more = lines.get(end + 1).is_some_and(|line| line.ends_with('円'));
    assert!(!more, "{text}");
}

#[then(regex = "^注文の合計は([0-9,]+)円である$")]
fn total_is(walk: &mut Walk, total: Yen) {
    assert!(!walk.orders.is_empty(), "{}", walk.here().page.text());
    assert_eq!(walk.total, total.0);
}
