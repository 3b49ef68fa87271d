//! エクスポート and インポート: to the byte, row by row.

use crate::support::{database_file::DatabaseFile, shop::OpenShop, visitor::Visitor};

/// The users of a new shop.
const USERS: &str = "E-mail,User group IDs\n\
    \"1111@cs-cart.jp\",\"9:A\"\n\
    \"2222@cs-cart.jp\",\"9:A\"\n\
    \"3333@cs-cart.jp\",\"9:A\"\n\
    \"4444@cs-cart.jp\",\"9:A\"\n";

async fn exported(operator: &mut Visitor) -> String {
    operator.open("/admin/export?add=User+group+IDs").await;
    operator.press("エクスポート").await.body.clone()
}

async fn imports(operator: &mut Visitor, button: &str, file: impl Into<Vec<u8>>) {
    operator.open("/admin/import").await;
    operator.attach("ファイル", "users.csv", file);
    operator.press(button).await;
    assert_eq!(operator.page.status, 200);
}

#[tokio::test]
async fn the_export_is_a_file_in_the_chosen_encoding() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    assert_eq!(exported(&mut operator).await, USERS);
    let page = &operator.page;
    assert_eq!(page.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        page.header("content-disposition"),
        "attachment; filename=\"users-20261124.csv\""
    );
    operator.open("/admin/export?add=User+group+IDs").await;
    operator.fill("文字コード", "UTF-8（BOM付き・表計算ソフト向け）");
    operator.fill("区切り文字", "タブ");
    let file = operator.press("エクスポート").await.body.clone();
    // The mark itself is taken away by whoever reads the answer as text.
    let with_tabs = USERS.replace(',', "\t");
    assert_eq!(file.trim_start_matches('\u{feff}'), with_tabs);
    operator.open("/admin/export?add=User+group+IDs").await;
    operator.fill("文字コード", "Shift_JIS");
    operator.fill("区切り文字", "セミコロン");
    operator.press("エクスポート").await;
    assert_eq!(operator.page.body, USERS.replace(',', ";"));
    assert_eq!(
        operator.page.header("content-type"),
        "text/csv; charset=Shift_JIS"
    );
}

#[tokio::test]
async fn a_workbook_is_called_a_workbook() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    imports(&mut operator, "試しに取り込む", b"PK\x03\x04\x14\0\x06\0").await;
    operator.sees("Excelブック（.xlsx）は取り込めません。");
}

#[tokio::test]
async fn a_trial_changes_nothing_and_the_import_changes_what_it_said() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    let file = USERS.replace(
        "\"1111@cs-cart.jp\",\"9:A\"",
        "\"1111@cs-cart.jp\",\"9:D; 4:A\"",
    );
    imports(&mut operator, "試しに取り込む", file.clone()).await;
    operator.sees("変更 1件、変更なし 3件、エラー 0件");
    operator.sees("まだ何も変更していません");
    operator.sees("2行目 | 1111@cs-cart.jp | 9:A → 9:D; 4:A");
    assert_eq!(exported(&mut operator).await, USERS);
    imports(&mut operator, "インポート", file).await;
    operator.sees("変更 1件、変更なし 3件、エラー 0件");
    let changed = USERS.replace(
        "\"1111@cs-cart.jp\",\"9:A\"",
        "\"1111@cs-cart.jp\",\"4:A; 9:D\"",
    );
    assert_eq!(exported(&mut operator).await, changed);
}

#[tokio::test]
async fn a_bad_row_is_named_and_changes_nothing_of_its_user() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    let file = "E-mail,User group IDs\r\n\
        \"1111@cs-cart.jp\",\"4:A; 9:X\"\r\n\
        \"2222@cs-cart.jp\",\"9:P\"\r\n\
        \"3333@cs-cart.jp\",\"4:A; 77:A\"\r\n\
        \"nobody@example.jp\",\"9:A\"\r\n\
        \"4444@cs-cart.jp\",\"9:A\",\"more\"\r\n\
        \"2222@cs-cart.jp\",\"9:D\"\r\n";
    imports(&mut operator, "インポート", file).await;
    operator.sees("変更 1件、変更なし 0件、エラー 5件");
    operator.sees("2行目 | 「9:X」のステータスは");
    operator.sees("4行目 | ID 77 のグループはありません。");
    operator.sees("5行目 | このメールアドレスのユーザーはいません。");
    operator.sees("6行目 | 列の数が3です。");
    operator.sees("7行目 | 同じメールアドレスの行が前にあります。");
    operator.sees("3行目 | 2222@cs-cart.jp | 9:A → 9:P");
    let changed = USERS.replace("\"2222@cs-cart.jp\",\"9:A\"", "\"2222@cs-cart.jp\",\"9:P\"");
    assert_eq!(exported(&mut operator).await, changed);
}

#[tokio::test]
async fn a_file_with_the_line_ends_of_an_old_macintosh_and_two_spellings_of_one_address() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    let file = "E-mail,User group IDs\r\
        \"1111@cs-cart.jp\",\"9:D\"\r\
        \"2222@cs-cart.jp\",\"9:X\"\r\
        \"none@example.jp\",\"9:A\"\r\
        \"'1111@cs-cart.jp\",\"9:P\"\r";
    imports(&mut operator, "インポート", file).await;
    operator.sees("変更 1件、変更なし 0件、エラー 3件");
    operator.sees("3行目 | 「9:X」のステータスは");
    operator.sees("4行目 | このメールアドレスのユーザーはいません。");
    operator.sees("5行目 | 同じメールアドレスの行が前にあります。");
    let changed = USERS.replace("\"1111@cs-cart.jp\",\"9:A\"", "\"1111@cs-cart.jp\",\"9:D\"");
    assert_eq!(exported(&mut operator).await, changed);
}

#[tokio::test]
async fn no_more_than_a_hundred_problems_are_shown_and_all_are_counted() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    let rows: Vec<String> = (1..=250)
        .map(|number| format!("\"nobody{number}@example.jp\",\"9:A\"\n"))
        .collect();
    let rows = rows.concat();
    imports(
        &mut operator,
        "インポート",
        format!("E-mail,User group IDs\n{rows}"),
    )
    .await;
    operator.sees("エラー 250件");
    operator.sees("250件のうち、はじめの100件を示します。");
    operator.sees("101行目");
    operator.does_not_see("102行目");
}

#[tokio::test]
async fn what_is_no_such_file_is_said_beside_the_field() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    operator.open("/admin/import").await;
    operator.press("インポート").await;
    assert!(
        operator
            .said_of("ファイル")
            .join("")
            .contains("ファイルを選んでください")
    );
    for (file, why) in [
        (&b""[..], "ファイルが空です"),
        (b"name,age\n", "列「E-mail」がありません"),
        (b"E-mail\n", "列「User group IDs」がありません"),
    ] {
        imports(&mut operator, "試しに取り込む", file).await;
        let said = operator.said_of("ファイル").join("");
        assert!(said.contains(why), "{said}");
    }
    assert_eq!(exported(&mut operator).await, USERS);
}

#[tokio::test]
async fn what_a_spreadsheet_would_take_for_a_formula_is_none_and_comes_back_as_it_was() {
    let file = DatabaseFile::new();
    let database = file.url();
    let shop = OpenShop::open_at(&database).await;
    let pool = sqlx::AnyPool::connect(&database).await.unwrap();
    // Somebody who registered before such addresses were refused, in a database that knew no folded column.
    for change in [
        "UPDATE shop_users SET email = '=1+1@example.jp' WHERE id = 101",
        "UPDATE shop_users SET search = '', digits = ''",
    ] {
        sqlx::query(change).execute(&pool).await.unwrap();
    }
    pool.close().await;
    let mut operator = shop.operator().await;
    let written = exported(&mut operator).await;
    assert!(
        written.contains("\"'=1+1@example.jp\",\"9:A\"\n"),
        "{written}"
    );
    imports(&mut operator, "インポート", written.replace("9:A", "9:D")).await;
    operator.sees("変更 4件、変更なし 0件、エラー 0件");
    operator.open("/admin/customers/101").await;
    operator.sees("=1+1@example.jp");
    // The next start folds them.
    let shop = OpenShop::open_at(&database).await;
    let mut operator = shop.operator().await;
    operator.open("/admin/customers?q=0300001111").await;
    operator.sees("1名のお客様");
    for search in ["%EF%BC%9D1%EF%BC%8B1", "青木葉子", "アオキ"] {
        operator.open(&format!("/admin/customers?q={search}")).await;
        operator.sees("1名のお客様");
    }
}

#[tokio::test]
async fn more_users_than_are_read_or_written_at_once() {
    let file = DatabaseFile::new();
    let database = file.url();
    let shop = OpenShop::open_at(&database).await;
    let pool = sqlx::AnyPool::connect(&database).await.unwrap();
    let many = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1100) \
        INSERT INTO shop_users (id, email, password_hash, company, family_name, given_name, family_name_kana, \
        given_name_kana, postal_code, address, telephone, created_at) \
        SELECT 10000 + n, 'user' || n || '@example.jp', '', '', '', '', '', '', '', '', '', 0 FROM numbers";
    sqlx::query(many).execute(&pool).await.unwrap();
    pool.close().await;
    let mut operator = shop.operator().await;
    let rows = |groups: &str| -> String {
        let row = |number| format!("\"user{number}@example.jp\",\"{groups}\"\n");
        (1..=1_100).map(row).collect()
    };
    assert_eq!(
        exported(&mut operator).await,
        format!("{USERS}{}", rows(""))
    );
    // However the addresses are written, and strangers between them.
    let strangers = rows("9:A").replace("@example.jp", "@nowhere.example");
    let wanted = rows("4:A; 9:P").replace("user1", "USER1");
    let file_of_all = format!("E-mail,User group IDs\n{strangers}{wanted}");
    imports(&mut operator, "インポート", file_of_all).await;
    operator.sees("変更 1,100件、変更なし 0件、エラー 1,100件");
    let changed = format!("{USERS}{}", rows("4:A; 9:P"));
    assert_eq!(exported(&mut operator).await, changed);
    shop.shop.close().await;
}
