//! Cookies to the letter, and what changes behind a proxy that speaks https.

use kakebarai_shop::{Config, Hashing, Shop};
use reqwest::{Client, Response, StatusCode, redirect::Policy};

use crate::support::database_file::DatabaseFile;

/// Where a shop on a database is.
async fn open(database: &str, behind_proxy: bool) -> String {
    open_shop(database, behind_proxy).await.0
}

/// Where a shop on a database is, and the shop.
async fn open_shop(database: &str, behind_proxy: bool) -> (String, Shop) {
    let mut config = Config::new(database);
    config.behind_proxy = behind_proxy;
    config.hashing = Hashing {
        memory: 8,
        passes: 1,
    };
    let shop = Shop::open(config).await.unwrap();
    let pages = shop.router();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    // Without the address of the other end: behind a proxy it says nothing.
    tokio::spawn(async move { axum::serve(listener, pages).await });
    (url, shop)
}

fn http() -> Client {
    let client = Client::builder().no_proxy().redirect(Policy::none());
    client.build().unwrap()
}

/// What is set, split after the value.
fn cookies(answer: &Response) -> Vec<(String, String)> {
    let all = answer.headers().get_all("set-cookie").iter();
    all.map(|cookie| {
        let (value, rest) = cookie.to_str().unwrap().split_once("; ").unwrap();
        (value.to_owned(), rest.to_owned())
    })
    .collect()
}

#[tokio::test]
async fn cookies_are_for_this_shop_alone_and_outlast_a_new_start() {
    let file = DatabaseFile::new();
    let database = file.url();
    let (first, second) = (open(&database, false).await, open(&database, false).await);
    let answer = http().get(&first).send().await.unwrap();
    let given = cookies(&answer);
    let [(cookie, rest)] = &given[..] else {
        panic!("{given:?}");
    };
    assert_eq!(rest, "Path=/; Max-Age=1209600; HttpOnly; SameSite=Lax");
    let (name, value) = cookie.split_once('=').unwrap();
    assert_eq!(name, "kakebarai_customer");
    // 256 bits and a seal.
    let (value, seal) = value.split_once('.').unwrap();
    assert_eq!((value.len(), seal.len()), (64, 64));

    // It is given once, and the key outlasts a new start.
    for url in [&first, &second] {
        let answer = http()
            .get(url)
            .header("cookie", cookie)
            .send()
            .await
            .unwrap();
        assert_eq!(cookies(&answer), []);
    }
    // What this shop has not sealed is no session; another one is begun.
    let forged = format!("{name}={value}.{}", "0".repeat(64));
    for cookie in [
        forged.as_str(),
        &format!("{name}={value}"),
        "kakebarai_customer=",
    ] {
        let answer = http()
            .get(&first)
            .header("cookie", cookie)
            .send()
            .await
            .unwrap();
        assert_eq!(cookies(&answer).len(), 1, "{cookie}");
    }
    // An operator's is another.
    let admin = format!("{first}/admin/login");
    let answer = http()
        .get(&admin)
        .header("cookie", cookie)
        .send()
        .await
        .unwrap();
    let given = cookies(&answer);
    assert!(given[0].0.starts_with("kakebarai_operator="));
    assert_eq!(
        given[0].1,
        "Path=/admin; Max-Age=28800; HttpOnly; SameSite=Lax"
    );
}

/// A login from where a proxy says; `fields` are those of the form, `known` another cookie that is sent along.
async fn log_in_as(path: &str, fields: &str, forwarded_for: &str, known: &str) -> Response {
    let page = http().get(path).send().await.unwrap();
    let given = cookies(&page);
    assert!(given[0].1.ends_with("; SameSite=Lax; Secure"), "{given:?}");
    let page = page.text().await.unwrap();
    let (_, token) = page.split_once("name=\"form_token\" value=\"").unwrap();
    let token = token.split('"').next().unwrap();
    let answer = http()
        .post(path)
        .header("cookie", format!("{}; {known}", given[0].0))
        .header("x-forwarded-for", forwarded_for)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("{fields}&form_token={token}"))
        .send();
    answer.await.unwrap()
}

/// A customer's login with a wrong password.
async fn log_in(url: &str, email: &str, forwarded_for: &str) -> StatusCode {
    let fields = format!("email={email}&password=wrong");
    let answer = log_in_as(&format!("{url}/login"), &fields, forwarded_for, "").await;
    answer.status()
}

#[tokio::test]
async fn behind_a_proxy_cookies_are_secure_and_the_last_forwarder_is_believed() {
    let url = open("sqlite::memory:", true).await;
    for number in 0..50 {
        // What a visitor claims stands before what the proxy has seen.
        let forwarded = format!("198.51.100.{number}, 192.0.2.1");
        let status = log_in(&url, &format!("{number}%40example.jp"), &forwarded).await;
        assert_eq!(status, StatusCode::OK, "{number}");
    }
    let last = "50%40example.jp";
    let status = log_in(&url, last, "198.51.100.50, 192.0.2.1").await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(log_in(&url, last, "192.0.2.2").await, StatusCode::OK);
}

#[tokio::test]
async fn strangers_do_not_lock_the_operator_out_of_a_browser_that_is_known() {
    let file = DatabaseFile::new();
    let database = file.url();
    let (url, shop) = open_shop(&database, true).await;
    let password = shop.operator_password(true).await.unwrap().unwrap();
    let right = format!("name=admin&password={password}");
    let page = format!("{url}/admin/login");
    let answer = log_in_as(&page, &right, "192.0.2.1", "").await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let given = cookies(&answer);
    let (known, rest) = given
        .iter()
        .find(|(cookie, _)| cookie.starts_with("kakebarai_known_operator="))
        .unwrap();
    assert_eq!(
        rest,
        "Path=/admin; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure"
    );

    // A new start, and a new address of the operator's.
    let page = format!("{}/admin/login", open(&database, true).await);
    for number in 0..100 {
        let from = format!("198.51.100.{}", number / 5);
        let answer = log_in_as(&page, "name=admin&password=wrong", &from, "").await;
        assert_eq!(answer.status(), StatusCode::OK, "{number}");
    }
    let forged = format!("{known}0");
    let of_a_customer = known.replace("_operator", "_customer");
    for cookie in ["", &forged, &of_a_customer, "kakebarai_known_operator=1.2"] {
        let answer = log_in_as(&page, &right, "203.0.113.1", cookie).await;
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS, "{cookie}");
    }
    let answer = log_in_as(&page, &right, "203.0.113.2", known).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
}
