//! A server that takes one request, notes it, and then does as it was told.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A request as it came.
pub(crate) struct Received {
    /// Method, path and version.
    pub(crate) first_line: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(given, _)| given == name)
            .map(|(_, value)| value.as_str())
    }

    /// The body's pairs in order, decoded here and not by a library.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let pair = |pair: &str| {
            let (name, value) = pair.split_once('=').unwrap();
            (decoded(name), decoded(value))
        };
        self.body.split('&').map(pair).collect()
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            plain => plain,
        });
    }
    String::from_utf8(bytes).unwrap()
}

pub(crate) struct Stub {
    pub(crate) url: String,
    served: JoinHandle<Received>,
}

impl Stub {
    /// Writes these bytes, head and body, and closes; nothing at all when there are none.
    pub(crate) async fn sending(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::doing(async move |mut stream| {
            // The client may hang up before the end of an answer that it does not want.
            let _ = stream.write_all(&bytes).await;
        })
        .await
    }

    /// Answers with this body, in the way of the provider.
    pub(crate) async fn answering(body: impl AsRef<[u8]>) -> Self {
        Self::with_status("200 OK", body).await
    }

    /// Answers with this body and leaves it to the client to hang up.
    pub(crate) async fn answering_and_staying(body: &str) -> Self {
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        Self::doing(async move |mut stream| {
            stream.write_all(answer.as_bytes()).await.unwrap();
            let _ = stream.read_u8().await;
        })
        .await
    }

    pub(crate) async fn with_status(status: &str, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: application/xml; charset=UTF-8\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        Self::sending([head.as_bytes(), body].concat()).await
    }

    /// Takes the request and keeps the connection open without a word until the client hangs up.
    pub(crate) async fn silent() -> Self {
        Self::doing(async |mut stream| {
            let _ = stream.read_u8().await;
        })
        .await
    }

    async fn doing<F>(then: impl FnOnce(TcpStream) -> F + Send + 'static) -> Self
    where
        F: Future<Output = ()> + Send,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let served = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let received = read(&mut stream).await;
            then(stream).await;
            received
        });
        Self { url, served }
    }

    /// What came; for after the call.
    pub(crate) async fn received(self) -> Received {
        self.served.await.unwrap()
    }
}

async fn read(stream: &mut TcpStream) -> Received {
    let mut bytes = Vec::new();
    let end_of_head = loop {
        assert_ne!(
            stream.read_buf(&mut bytes).await.unwrap(),
            0,
            "the request ends in its head"
        );
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
    };
    let head = String::from_utf8(bytes[..end_of_head].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let first_line = lines.next().unwrap().to_owned();
    let headers: Vec<(String, String)> = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let mut received = Received {
        first_line,
        headers,
        body: String::new(),
    };
    let length: usize = received.header("content-length").unwrap().parse().unwrap();
    let mut body = bytes.split_off(end_of_head + 4);
    while body.len() < length {
        assert_ne!(
            stream.read_buf(&mut body).await.unwrap(),
            0,
            "the request ends in its body"
        );
    }
    received.body = String::from_utf8(body).unwrap();
    received
}
