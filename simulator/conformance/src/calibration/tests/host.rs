//! A host with the answers of a case, which reports its requests.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use crate::calibration::Target;

/// The path and the body of a request.
pub(super) type Heard = (String, String);

/// A host.
pub(super) struct Host {
    port: u16,
    heard: Arc<Mutex<Vec<Heard>>>,
}

impl Host {
    /// Answers each request with the whole response that `answer` makes of its path and body.
    pub(super) async fn new(answer: fn(&str, &str) -> String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::<Mutex<Vec<Heard>>>::default();
        let noted = heard.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let noted = noted.clone();
                tokio::spawn(async move {
                    let _ = talk(stream, &noted, answer).await;
                });
            }
        });
        Self { port, heard }
    }

    pub(super) const fn target(&self) -> Target {
        Target::loopback(self.port)
    }

    pub(super) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }
}

async fn talk(
    mut stream: TcpStream,
    noted: &Mutex<Vec<Heard>>,
    answer: fn(&str, &str) -> String,
) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    loop {
        let mut piece = [0; 4096];
        let count = stream.read(&mut piece).await?;
        if count == 0 {
            return Ok(());
        }
        bytes.extend_from_slice(&piece[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            let is_length = name.eq_ignore_ascii_case("content-length");
            is_length.then(|| value.trim().parse::<usize>().unwrap())
        });
        if body.len() < length.unwrap_or_default() {
            continue;
        }
        let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
        let response = answer(&path, body);
        noted.lock().unwrap().push((path, body.to_owned()));
        stream.write_all(response.as_bytes()).await?;
        bytes.clear();
    }
}

/// A response with a flat document.
pub(super) fn xml(elements: &str) -> String {
    let body = format!("<return><returnDate>20261201100000</returnDate>{elements}</return>");
    format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/xml\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}
