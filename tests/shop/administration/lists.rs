//! Lists with many rows: pages, search, sort.

use super::{ordered, row};
use crate::support::{database_file::DatabaseFile, shop::OpenShop, visitor::Visitor};

/// A shop with 120 more orders: 2001 to 2120, every third by transfer.
async fn shop() -> (OpenShop, DatabaseFile) {
    let file = DatabaseFile::new();
    let database = file.url();
    let shop = OpenShop::open_at(&database).await;
    let mut customer = shop.customer("1111").await;
    ordered(&mut customer, &[(2, "1")]).await;
    let pool = sqlx::AnyPool::connect(&database).await.unwrap();
    let numbers = "WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < 120)";
    for change in [
        format!(
            "{numbers} INSERT INTO shop_orders (number, user_id, placed_at, outcome, payment, total, token, contents, transfer) \
             SELECT CAST(2000 + k AS TEXT), 102, placed_at + k * 60000, 'accepted', \
             CASE k % 3 WHEN 0 THEN 'transfer' ELSE 'kakebarai' END, 1000 + k, 'token-' || k, contents, '' FROM n, shop_orders WHERE number = '1001'"
        ),
        format!(
            "{numbers} INSERT INTO kakebarai_orders (order_number, buyer_id, price, tax, status, sent_at, error_code, created_at) \
             SELECT CAST(2000 + k AS TEXT), '2222', 1000, k, CASE k % 2 WHEN 0 THEN 'KB_2' ELSE 'KB_1' END, \
             created_at + k * 60000, '', created_at + k * 60000 FROM n, kakebarai_orders WHERE order_number = '1001' AND k % 3 > 0"
        ),
    ] {
        sqlx::query(sqlx::AssertSqlSafe(change))
            .execute(&pool)
            .await
            .unwrap();
    }
    pool.close().await;
    (shop, file)
}

/// The numbers of the orders on the page.
fn numbers(visitor: &Visitor) -> Vec<String> {
    let text = visitor.page.text();
    let cells = text.lines().filter_map(|line| {
        let mut cells = line.split(" | ").map(|cell| cell.trim_matches(['|', ' ']));
        let found = cells.find(|cell| cell.len() == 4 && cell.parse::<u32>().is_ok());
        found.map(str::to_owned)
    });
    cells.collect()
}

fn between(first: u32, last: u32) -> Vec<String> {
    (first..=last)
        .rev()
        .map(|number| number.to_string())
        .collect()
}

#[tokio::test]
async fn orders_are_paged_searched_and_sorted() {
    let (shop, _file) = shop().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/orders").await;
    operator.sees("121件の注文");
    operator.sees("1 / 3ページ");
    assert_eq!(numbers(&operator), between(2071, 2120));
    operator.follow("次のページ").await;
    assert_eq!(numbers(&operator), between(2021, 2070));
    operator.follow("最後").await;
    operator.sees("3 / 3ページ");
    let mut last = between(2001, 2020);
    last.push("1001".to_owned());
    assert_eq!(numbers(&operator), last);
    operator.follow("最初").await;
    assert_eq!(numbers(&operator), between(2071, 2120));
    // What is searched for stays on the other pages.
    operator.fill("検索", "緑山工務店");
    operator.fill("お支払い方法", "クロネコ掛け払い");
    operator.fill("並べ替え", "合計の大きい順");
    operator.press("絞り込む").await;
    operator.sees("80件の注文");
    assert!(row(&operator, "2119").contains(
        "有限会社緑山工務店2222@cs-cart.jp | クロネコ掛け払い | 1,119円 | 決済登録済み |"
    ));
    operator.follow("次のページ").await;
    assert_eq!(operator.value("検索"), "緑山工務店");
    assert_eq!(numbers(&operator).len(), 30);
    assert_eq!(numbers(&operator).last().unwrap(), "2001");
    for (search, count) in [
        ("2119", 1),
        ("1111@CS-cart.jp", 1),
        ("葉子", 1),
        ("100%", 0),
        ("_", 0),
    ] {
        operator.open("/admin/orders").await;
        operator.fill("検索", search);
        operator.press("絞り込む").await;
        operator.sees(&format!("{count}件の注文"));
        assert_eq!(numbers(&operator).len(), count, "{search}");
    }
    // What nobody can read in an address is as if it were not there.
    operator.open("/admin/orders?page=x&sort=y&status=z").await;
    assert_eq!(numbers(&operator), between(2071, 2120));
    operator.open("/admin/orders?page=99").await;
    operator.does_not_see("99 /");
    assert!(!numbers(&operator).is_empty());
    operator.follow("最初").await;
    assert_eq!(numbers(&operator), between(2071, 2120));
}

#[tokio::test]
async fn settlements_are_paged_searched_and_sorted() {
    let (shop, _file) = shop().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/kakebarai").await;
    operator.sees("81件の注文");
    operator.sees("1 / 2ページ");
    assert_eq!(numbers(&operator).len(), 50);
    assert_eq!(
        numbers(&operator)[..3],
        ["2119", "2118", "2116"].map(str::to_owned)[..]
    );
    operator.fill("並べ替え", "古い順");
    operator.fill("取引状況", "取消");
    operator.press("絞り込む").await;
    operator.sees("40件の注文");
    assert_eq!(
        numbers(&operator)[..2],
        ["2002", "2004"].map(str::to_owned)[..]
    );
    operator.open("/admin/kakebarai").await;
    operator.fill("検索", "1111");
    operator.press("絞り込む").await;
    assert_eq!(numbers(&operator), ["1001"]);
    operator.fill("検索", "存在しない注文番号");
    operator.press("絞り込む").await;
    operator.sees("0件の注文");
}

#[tokio::test]
async fn what_is_looked_for_is_found_however_it_is_written() {
    let shop = OpenShop::open().await;
    let mut visitor = shop.visitor();
    visitor.open("/register").await;
    for (label, value) in [
        ("メールアドレス", "Hanako@Example.JP"),
        ("パスワード", "correct horse"),
        ("会社名", "ＡＢＣ商事ﾊﾅｺ支店Ä"),
        ("姓", "山田"),
        ("名", "花子"),
        ("郵便番号", "1710033"),
        ("住所", "東京都豊島区高田1-2-3"),
        ("電話番号", "０３-9999-5555"),
    ] {
        visitor.fill(label, value);
    }
    visitor.press("会員登録する").await;
    crate::shop::put(&mut visitor, &[(2, "1")]).await;
    crate::shop::choose(&mut visitor, crate::shop::TRANSFER).await;
    visitor.press("注文する").await;
    let mut operator = shop.operator().await;
    for (search, customers, orders) in [
        ("ABC", 1, 1),
        ("abc商事", 1, 1),
        ("ＡＢＣ", 1, 1),
        ("ハナコ", 1, 1),
        ("ä", 1, 1),
        ("ＨＡＮＡＫＯ@", 1, 1),
        ("山田　花子", 1, 1),
        ("0399995555", 1, 0),
        ("03-9999-5555", 1, 0),
        ("０３（9999）", 1, 0),
        ("0300001111", 1, 0),
        ("１００１", 0, 1),
        ("%", 0, 0),
    ] {
        for (path, count) in [("customers", customers), ("orders", orders)] {
            operator.open(&format!("/admin/{path}")).await;
            operator.fill("検索", search);
            operator.press("絞り込む").await;
            let counter = if path == "customers" {
                "名のお客様"
            } else {
                "件の注文"
            };
            operator.sees(&format!("絞り込む{count}{counter}"));
        }
    }
}
