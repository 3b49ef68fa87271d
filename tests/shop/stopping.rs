//! The shop stops in time, whatever clients do, and closes what never becomes a request.

use std::{net::SocketAddr, time::Duration};

use crate::{shop::administration::access::token, support::visitor::Visitor};
use kakebarai_shop::{Config, Hashing, Patience, Shop};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::oneshot,
};

async fn open(patience: Patience) -> (Shop, TcpListener) {
    let mut config = Config::new("sqlite::memory:");
    config.hashing = Hashing {
        memory: 8,
        passes: 1,
    };
    config.patience = patience;
    let shop = Shop::open(config).await.unwrap();
    (shop, TcpListener::bind("127.0.0.1:0").await.unwrap())
}

/// Heads and bodies that never end.
const HALF: [&str; 3] = [
    "G",
    "GET / HTTP/1.1\r\nhost: shop\r\n",
    "POST /login HTTP/1.1\r\nhost: shop\r\ncontent-length: 1000\r\n\r\nemail=",
];

#[tokio::test]
async fn half_requests_do_not_keep_it_from_stopping() {
    let (shop, listener) = open(Patience {
        head: Duration::from_hours(1),
        body: Duration::from_hours(1),
        end: Duration::from_millis(50),
    })
    .await;
    let address = listener.local_addr().unwrap();
    let (tell, end) = oneshot::channel::<()>();
    let serving = tokio::spawn(async move {
        let told = async move {
            let _ = end.await;
        };
        shop.serve(listener, told).await
    });
    let mut open = Vec::new();
    for _ in 0..100 {
        for half in HALF {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(half.as_bytes()).await.unwrap();
            open.push(stream);
        }
    }
    tell.send(()).unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(10), serving).await;
    ended.unwrap().unwrap().unwrap();
}

#[tokio::test]
async fn half_heads_are_closed() {
    let (shop, listener) = open(Patience {
        head: Duration::from_millis(50),
        ..Patience::default()
    })
    .await;
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(async move { shop.serve(listener, std::future::pending()).await });
    for half in &HALF[..2] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(half.as_bytes()).await.unwrap();
        let mut rest = Vec::new();
        let read = stream.read_to_end(&mut rest);
        let closed = tokio::time::timeout(Duration::from_secs(10), read).await;
        assert!(closed.is_ok(), "{half:?} is still open");
    }
    serving.abort();
}

/// Sends the beginning of a request; what is answered before the connection is closed.
async fn answered(address: SocketAddr, beginning: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(beginning.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    let closed = tokio::time::timeout(Duration::from_secs(10), read).await;
    assert!(closed.is_ok(), "{beginning:?} is still open");
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn half_bodies_are_answered_and_closed() {
    let (shop, listener) = open(Patience {
        body: Duration::from_millis(500),
        ..Patience::default()
    })
    .await;
    let address = listener.local_addr().unwrap();
    let password = shop.operator_password(true).await.unwrap().unwrap();
    let serving = tokio::spawn(async move { shop.serve(listener, std::future::pending()).await });
    let mut operator = Visitor::of(&format!("http://{address}"));
    operator.open("/admin").await;
    operator.fill("パスワード", &password);
    operator.press("ログイン").await;
    operator.open("/admin/import").await;
    let (cookies, token) = (operator.cookies("/admin/import"), token(&operator));
    // A file of who is logged in, before and after the token.
    let file = format!(
        "POST /admin/import HTTP/1.1\r\nhost: shop\r\ncookie: {cookies}\r\ncontent-length: 10000\r\n\
         content-type: multipart/form-data; boundary=x\r\n\r\n--x\r\n"
    );
    let begun = format!(
        "{file}content-disposition: form-data; name=\"form_token\"\r\n\r\n{token}\r\n--x\r\n\
         content-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nE-mail"
    );
    let form = "POST /login HTTP/1.1\r\nhost: shop\r\ncontent-length: 1000\r\n\
         content-type: application/x-www-form-urlencoded\r\n\r\nemail=";
    for half in [form, &file, &begun] {
        let answer = answered(address, half).await;
        assert!(answer.starts_with("HTTP/1.1 408 "), "{half}: {answer}");
        assert!(answer.contains("送信が途中で止まりました"), "{answer}");
    }
    // What nobody reads is answered at once, and closed as well.
    answered(address, HALF[2]).await;
    serving.abort();
}
