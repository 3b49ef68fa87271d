//! Who gets in, who does not, and what either is told.

use std::time::Duration;

use crate::support::{
    shop::{OpenShop, PASSWORD},
    visitor::{Visitor, escaped},
};

async fn tries(visitor: &mut Visitor, email: &str, password: &str) -> u16 {
    visitor.open("/login").await;
    visitor.fill("メールアドレス", email);
    visitor.fill("パスワード", password);
    visitor.press("ログイン").await.status
}

fn session(visitor: &Visitor) -> String {
    let page = &visitor.page;
    page.forms[0].controls[0].value.clone()
}

#[tokio::test]
async fn nobody_learns_which_customers_there_are() {
    let shop = OpenShop::open().await;
    let (mut known, mut unknown) = (shop.visitor(), shop.visitor());
    let statuses = [
        tries(&mut known, "1111@cs-cart.jp", "wrong").await,
        tries(&mut unknown, "nobody@example.jp", "wrong").await,
    ];
    assert_eq!(statuses, [200, 200]);
    known.sees("メールアドレスまたはパスワードが違います。");
    assert_eq!(known.page.text(), unknown.page.text());
}

#[tokio::test]
async fn the_session_and_its_token_change_at_the_login_and_the_logout() {
    let shop = OpenShop::open().await;
    let mut visitor = shop.visitor();
    visitor.open("/login").await;
    let before = session(&visitor);
    tries(&mut visitor, "1111@CS-CART.jp", PASSWORD).await;
    visitor.is_at("商品一覧");
    let within = session(&visitor);
    assert_ne!(before, within);
    visitor.press("ログアウト").await;
    visitor.open("/login").await;
    visitor.is_at("ログインまたは会員登録");
    assert!(![before, within].contains(&session(&visitor)));
}

#[tokio::test]
async fn what_was_in_the_cart_before_the_login_is_there_after_it() {
    let shop = OpenShop::open().await;
    let mut visitor = shop.visitor();
    visitor.open("/products/2").await;
    visitor.fill("数量", "３");
    visitor.press("カートに入れる").await;
    visitor.sees("「ゲルインクボールペン 0.5mm 黒」をカートに入れました。");
    visitor.sees("360円");
    tries(&mut visitor, "1111@cs-cart.jp", PASSWORD).await;
    visitor.open("/cart").await;
    assert_eq!(visitor.value("数量（ゲルインクボールペン 0.5mm 黒）"), "3");
    // Others do not see it.
    let mut other = shop.customer("2222").await;
    other.open("/cart").await;
    other.sees("カートに商品はありません。");
}

#[tokio::test]
async fn after_five_wrong_passwords_the_right_one_has_to_wait() {
    let shop = OpenShop::open().await;
    let mut visitor = shop.visitor();
    for _ in 0..5 {
        assert_eq!(tries(&mut visitor, "1111@cs-cart.jp", "wrong").await, 200);
    }
    assert_eq!(tries(&mut visitor, "1111@cs-cart.jp", PASSWORD).await, 429);
    visitor.sees("短い間に何度も試されたため、しばらく受け付けられません。15分ほどたってから");
    assert_eq!(visitor.page.header("retry-after"), "900");
    // Another browser makes no difference; another account does.
    assert_eq!(
        tries(&mut shop.visitor(), "1111@cs-cart.jp ", PASSWORD).await,
        429
    );
    assert_eq!(
        tries(&mut shop.visitor(), "2222@cs-cart.jp", PASSWORD).await,
        200
    );
    shop.pass(Duration::from_secs(899));
    assert_eq!(tries(&mut visitor, "1111@cs-cart.jp", PASSWORD).await, 429);
    shop.pass(Duration::from_secs(1));
    assert_eq!(tries(&mut visitor, "1111@cs-cart.jp", PASSWORD).await, 200);
    visitor.is_at("商品一覧");
}

#[tokio::test]
async fn unknown_accounts_have_to_wait_as_well_and_so_does_an_address() {
    let shop = OpenShop::open().await;
    let mut visitor = shop.visitor();
    for _ in 0..5 {
        assert_eq!(tries(&mut visitor, "nobody@example.jp", "wrong").await, 200);
    }
    assert_eq!(tries(&mut visitor, "nobody@example.jp", "wrong").await, 429);
    for number in 0..44 {
        let email = format!("nobody{number}@example.jp");
        assert_eq!(tries(&mut visitor, &email, "wrong").await, 200, "{number}");
    }
    assert_eq!(tries(&mut visitor, "1111@cs-cart.jp", PASSWORD).await, 429);
}

#[tokio::test]
async fn a_session_ends_after_two_weeks_and_an_operators_after_eight_hours() {
    let shop = OpenShop::open().await;
    let (mut customer, mut operator) = (shop.customer("1111").await, shop.operator().await);
    shop.pass(Duration::from_hours(8));
    operator.open("/admin").await;
    operator.is_at("ログイン");
    customer.open("/").await;
    assert!(customer.page.body.contains("株式会社青葉デザイン 様"));
    shop.pass(Duration::from_hours(14 * 24 - 8));
    customer.open("/").await;
    assert!(!customer.page.body.contains("株式会社青葉デザイン 様"));
}

#[tokio::test]
async fn the_administration_is_for_operators() {
    let shop = OpenShop::open().await;
    let mut customer = shop.customer("1111").await;
    customer.open("/admin").await;
    assert_eq!(customer.page.path, "/admin/login");
    // A customer's password is no operator's, and neither is a wrong one.
    customer.fill("ユーザー名", "1111@cs-cart.jp");
    customer.fill("パスワード", PASSWORD);
    customer.press("ログイン").await;
    customer.sees("ユーザー名またはパスワードが違います。");
    let mut operator = shop.operator().await;
    operator.press("ログアウト").await;
    operator.open("/admin").await;
    operator.is_at("ログイン");
}

#[tokio::test]
async fn a_new_password_of_the_operator_ends_what_the_old_one_opened() {
    let shop = OpenShop::open().await;
    let mut operator = shop.operator().await;
    assert_eq!(shop.shop.operator_password(false).await.unwrap(), None);
    let fresh = shop.shop.operator_password(true).await.unwrap().unwrap();
    assert_ne!(fresh, shop.operator_password);
    operator.open("/admin").await;
    operator.is_at("ログイン");
}

#[tokio::test]
async fn the_login_leads_back_and_nowhere_else() {
    let shop = OpenShop::open().await;
    for (next, path) in [
        ("/cart", "/cart"),
        ("//example.com/", "/"),
        ("https://example.com/", "/"),
        ("/\\example.com", "/"),
    ] {
        let mut visitor = shop.visitor();
        visitor
            .open(&format!("/login?next={}", escaped(next)))
            .await;
        visitor.fill("メールアドレス", "3333@cs-cart.jp");
        visitor.fill("パスワード", PASSWORD);
        assert_eq!(visitor.press("ログイン").await.path, path, "{next}");
    }
}

#[tokio::test]
async fn of_a_shared_postal_code_only_what_all_its_places_have_is_filled_in() {
    let shop = OpenShop::open().await;
    let mut visitor = shop.visitor();
    visitor.open("/register").await;
    for (code, address, said) in [
        (
            "029-5501",
            "岩手県和賀郡西和賀町",
            "この郵便番号は「下左草」「左草」に共通です。続きを入力してください。",
        ),
        (
            "871-0000",
            "岩手県和賀郡西和賀町",
            "この郵便番号は「大分県中津市」「福岡県築上郡吉富町」に共通です。続きを入力してください。",
        ),
    ] {
        visitor.fill("郵便番号", code);
        visitor.press("住所を検索").await;
        assert_eq!(visitor.value("住所"), address, "{code}");
        assert_eq!(visitor.said_of("住所")[0], said, "{code}");
    }
    // What was written on stays.
    visitor.fill("郵便番号", "029-5501");
    visitor.fill("住所", "岩手県和賀郡西和賀町左草1地割");
    visitor.press("住所を検索").await;
    assert_eq!(visitor.value("住所"), "岩手県和賀郡西和賀町左草1地割");
}

#[tokio::test]
async fn a_new_customer_registers_with_an_address_by_postal_code() {
    let shop = OpenShop::open().await;
    let mut visitor = shop.visitor();
    visitor.open("/register").await;
    visitor.press("会員登録する").await;
    visitor.sees("入力内容に誤りがあります（7件）");
    assert_eq!(visitor.said_of("メールアドレス"), ["入力してください。"]);
    assert_eq!(
        visitor.said_of("パスワード"),
        [
            "8文字以上で入力してください。",
            "8文字以上で入力してください。"
        ]
    );
    for (label, value) in [
        ("メールアドレス", "Hanako@example.jp"),
        ("会社名", "株式会社花子商会"),
        ("姓", "花子"),
        ("名", "山田"),
        ("郵便番号", "１７１－００３３"),
        ("電話番号", "03-0000-5555"),
    ] {
        visitor.fill(label, value);
    }
    visitor.press("住所を検索").await;
    assert_eq!(visitor.value("住所"), "東京都豊島区高田");
    assert_eq!(visitor.value("会社名"), "株式会社花子商会");
    visitor.fill("住所", "東京都豊島区高田1-2-3");
    visitor.fill("パスワード", "correct horse");
    visitor.press("会員登録する").await;
    visitor.is_at("商品一覧");
    assert!(visitor.page.body.contains("株式会社花子商会 様"));

    // The address is taken now, in capital letters or not.
    let mut second = shop.visitor();
    second.open("/register").await;
    for (label, value) in [
        ("メールアドレス", "hanako@EXAMPLE.jp"),
        ("パスワード", "another horse"),
        ("姓", "花子"),
        ("名", "山田"),
        ("郵便番号", "1710033"),
        ("住所", "東京都豊島区高田1-2-3"),
        ("電話番号", "03-0000-5555"),
    ] {
        second.fill(label, value);
    }
    second.press("会員登録する").await;
    second.sees("このメールアドレスでは登録できません。");
    assert_eq!(
        tries(&mut second, "hanako@example.jp", "correct horse").await,
        200
    );
    second.is_at("商品一覧");
}

/// Registers somebody with these.
async fn registration(shop: &OpenShop, email: &str, password: &str) -> Visitor {
    let mut visitor = shop.visitor();
    visitor.open("/register").await;
    for (label, value) in [
        ("メールアドレス", email),
        ("パスワード", password),
        ("姓", "山田"),
        ("名", "花子"),
        ("郵便番号", "1710033"),
        ("住所", "東京都豊島区高田1-2-3"),
        ("電話番号", "03-0000-5555"),
    ] {
        visitor.fill(label, value);
    }
    visitor
}

#[tokio::test]
async fn a_second_press_registers_nobody_and_refuses_nobody() {
    let shop = OpenShop::open().await;
    let visitor = registration(&shop, "hanako@example.jp", "correct horse").await;
    let (mut first, mut second) = (visitor.clone(), visitor.clone());
    first.press("会員登録する").await;
    second.press("会員登録する").await;
    for visitor in [&first, &second] {
        visitor.is_at("商品一覧");
        visitor.sees("会員登録が完了しました。");
    }
    // Somebody else learns nothing of it, nor does who comes much later.
    let mut other = registration(&shop, "hanako@example.jp", "another horse").await;
    other.press("会員登録する").await;
    other.sees("このメールアドレスでは登録できません。");
    assert!(other.page.title.starts_with("エラー："));
    shop.pass(Duration::from_mins(10));
    let mut late = visitor;
    late.press("会員登録する").await;
    late.sees("このメールアドレスでは登録できません。");
}

#[tokio::test]
async fn an_address_is_what_browsers_take_for_one_and_its_host_is_one() {
    let shop = OpenShop::open().await;
    for (number, (email, is_fine)) in [
        ("=1+1@example.jp", true),
        ("+a@example.jp", true),
        ("_taro@example.jp", true),
        ("o'brien@example.jp", true),
        ("@example.jp", false),
        ("a b@example.jp", false),
        ("a\"@example.jp", false),
        ("あ@example.jp", false),
        ("a@例え.jp", false),
        ("a@-example.jp", false),
        ("a@example", false),
        ("a@example..jp", false),
        ("hana.ko+shop@mail-1.example.jp", true),
        ("1abc..d.@example.jp", true),
    ]
    .into_iter()
    .enumerate()
    {
        if number % 10 == 0 {
            shop.pass(Duration::from_hours(1));
        }
        let mut visitor = registration(&shop, email, PASSWORD).await;
        visitor.press("会員登録する").await;
        let heading = visitor.page.heading();
        assert_eq!(heading == "商品一覧", is_fine, "{email}");
    }
    let mut long = registration(&shop, "a@example.jp", &"あ".repeat(86)).await;
    long.press("会員登録する").await;
    assert_eq!(
        long.said_of("パスワード")[0],
        "長すぎます。半角256文字（全角85文字）以内で入力してください。"
    );
}
