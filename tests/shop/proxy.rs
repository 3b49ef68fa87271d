//! Cookies to the letter, and what changes behind a proxy that speaks https.

use kakebarai_shop::{Config, Hashing, Shop};
use reqwest::{Client, Response, StatusCode, redirect::Policy};

use crate::support::database_file::DatabaseFile;

/// A shop on a database, and where it is.
async fn open(database: &str, behind_proxy: bool) -> String {
    let mut config = Config::new(database);
    config.behind_proxy = behind_proxy;
    config.hashing = Hashing {
        memory: 8,
        passes: 1,
    };
    let pages = Shop::open(config).await.unwrap().router();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    // Without the address of the other end: behind a proxy it says nothing.
    tokio::spawn(async move { axum::serve(listener, pages).await });
    url
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

/// A login with a wrong password, from where a proxy says.
async fn log_in(url: &str, email: &str, forwarded_for: &str) -> StatusCode {
    let path = format!("{url}/login");
    let page = http().get(&path).send().await.unwrap();
    let given = cookies(&page);
    assert!(given[0].1.ends_with("; SameSite=Lax; Secure"), "{given:?}");
    let page = page.text().await.unwrap();
    let (_, token) = page.split_once("name=\"form_token\" value=\"").unwrap();
    let token = token.split('"').next().unwrap();
    let answer = http()
        .post(&path)
        .header("cookie", &given[0].0)
        .header("x-forwarded-for", forwarded_for)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("email={email}&password=wrong&form_token={token}"))
        .send();
    answer.await.unwrap().status()
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
