//! The same troubles over HTTP.

use tokio::{
    io::AsyncReadExt as _,
    net::{TcpListener, TcpStream},
};

use super::{super::NotConnected, *};

/// Reads a request: its head and its body.
async fn request(stream: &mut TcpStream) -> Option<(String, Value)> {
    let mut bytes = Vec::new();
    loop {
        let mut part = [0; 4_096];
        let read = stream.read(&mut part).await.ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&part[..read]);
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let head = head.to_ascii_lowercase();
            let length = head.split("content-length: ").nth(1)?;
            let length: usize = length.split("\r\n").next()?.parse().ok()?;
            if body.len() == length {
                return Some((head, serde_json::from_str(body).unwrap()));
            }
        }
    }
}

fn response(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// A shop at an address, good except for its answer to a status: the whole response, by head and message.
async fn shop(answers: impl Fn(&str, &Value) -> String + Clone + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/_kakebarai", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let answers = answers.clone();
            tokio::spawn(async move {
                while let Some((head, message)) = request(&mut stream).await {
                    let response = if message["do"] == "orderStatus" {
                        answers(&head, &message)
                    } else {
                        response("200 OK", &good(&message).to_string())
                    };
                    if stream.write_all(response.as_bytes()).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    url
}

async fn at(url: String, token: Option<&str>) -> Adapter {
    let token = token.map(ToOwned::to_owned);
    let patience = Patience::default();
    let adapter = Adapter::connect(Place::Url { url, token }, patience).await;
    adapter.unwrap()
}

async fn status_at(
    answers: impl Fn(&str, &Value) -> String + Clone + Send + Sync + 'static,
) -> (Adapter, Result<Reply<OrderKnown>, Trouble>) {
    let adapter = at(shop(answers).await, None).await;
    let answer = adapter.ask(&status("s1")).await;
    (adapter, answer)
}

#[tokio::test]
async fn the_same_objects_are_understood() {
    let (adapter, answer) = status_at(|head, message| {
        assert!(head.starts_with("post /_kakebarai http/1.1"), "{head}");
        assert!(head.contains("content-type: application/json"), "{head}");
        assert!(!head.contains("authorization"), "{head}");
        response("200 OK", &good(message).to_string())
    })
    .await;
    assert_good(answer);
    assert!(!adapter.has_process());
    adapter.stop().await.unwrap();
    adapter.close().await.unwrap();
}

#[tokio::test]
async fn a_token_is_sent() {
    let url = shop(|head, message| {
        assert!(
            head.contains("authorization: bearer secret-of-the-shop"),
            "{head}"
        );
        response("200 OK", &good(message).to_string())
    });
    let adapter = at(url.await, Some("secret-of-the-shop")).await;
    assert_good(adapter.ask(&status("s1")).await);
}

#[tokio::test]
async fn another_status_means_that_the_adapter_broke() {
    for status in [
        "500 Internal Server Error",
        "307 Temporary Redirect\r\nLocation: /elsewhere",
    ] {
        let (_, answer) = status_at(move |_, _| response(status, "Fatal error: x")).await;
        match answer.unwrap() {
            Reply::Failed(failed) => {
                let code = &status[..3];
                assert!(
                    failed.message.contains(&format!("HTTPステータス {code}")),
                    "{failed:?}"
                );
                assert!(failed.message.contains("いつも 200 で応答し"), "{failed:?}");
                assert_eq!(failed.trace.as_deref(), Some("Fatal error: x"));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn what_a_framework_prints_before_it_is_noise() {
    let (adapter, answer) = status_at(|_, message| {
        let answer = serde_json::to_string_pretty(&good(message)).unwrap();
        response("200 OK", &format!("\nNotice: x\n<br />\n{answer}\n"))
    })
    .await;
    assert_good(answer);
    assert_eq!(adapter.log().noise(), 2);
}

#[tokio::test]
async fn what_is_no_answer_has_the_words_of_the_other_line() {
    for (body, words) in [
        ("<html>", "「orderStatus」の応答をJSONとして読めません"),
        ("", "「orderStatus」の応答をJSONとして読めません"),
        ("{\"state\":\"none\"}", "応答に id がありません"),
        ("{\"id\":99}", "id が 99 ですが"),
        (
            "{\"id\":2,\"state\":\"none\",\"paid\":1}",
            "`paid` を読めません",
        ),
    ] {
        let (_, answer) = status_at(move |_, _| response("200 OK", body)).await;
        let text = answer.unwrap_err().to_string();
        assert!(text.contains(words), "{words}\n{text}");
    }
}

#[tokio::test]
async fn where_nobody_listens_it_is_said_at_once() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let place = Place::Url {
        url: url.clone(),
        token: None,
    };
    let refused = Adapter::connect(place, Patience::default()).await;
    match refused.unwrap_err() {
        NotConnected::Trouble(trouble @ Trouble::Unreachable { .. }) => {
            let text = trouble.to_string();
            assert!(text.contains(&url), "{text}");
            assert!(text.contains("お店が起動しているか"), "{text}");
        }
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_shop_that_does_not_answer_is_not_waited_for() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let place = Place::Url { url, token: None };
    let refused = Adapter::connect(place, short()).await;
    let text = refused.unwrap_err().to_string();
    assert!(
        text.contains("「start」の応答が http://127.0.0.1:"),
        "{text}"
    );
    assert!(text.contains("から300ミリ秒待っても届きません"), "{text}");
    drop(listener);
}
