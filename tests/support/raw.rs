//! HTTP by hand: the bytes of a request as they are, the bytes of an answer as they come.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// An answer, taken apart.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// In lower case, one a line.
    pub(crate) headers: String,
    pub(crate) body: String,
}

impl Answer {
    /// The text of an element, found by its tags alone.
    pub(crate) fn element(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.body.split_once(&format!("<{name}>"))?;
        rest.split_once(&format!("</{name}>")).map(|(text, _)| text)
    }

    /// The error code, or `0` for what was accepted.
    pub(crate) fn code(&self) -> &str {
        match (self.element("returnCode"), self.element("errorCode")) {
            (Some("0"), None) => "0",
            (Some("1"), Some(code)) => code,
            _ => panic!("neither accepted nor refused: {self:?}"),
        }
    }
}

/// Sends bytes and reads until the other side closes.
pub(crate) async fn exchange(address: SocketAddr, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address).await?;
    stream.write_all(bytes).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(answer)
}

/// Sends a request's head and body as they are; the connection is to be closed behind the answer.
pub(crate) async fn request(address: SocketAddr, head: &str, body: &[u8]) -> Answer {
    let length = body.len();
    let mut bytes = format!(
        "{head}\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n"
    )
    .into_bytes();
    bytes.extend_from_slice(body);
    let answer = String::from_utf8(exchange(address, &bytes).await.unwrap()).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let (status_line, headers) = head.split_once("\r\n").unwrap();
    Answer {
        status: status_line.split(' ').nth(1).unwrap().parse().unwrap(),
        headers: headers.to_ascii_lowercase(),
        body: body.to_owned(),
    }
}

/// Posts a form to one of the seven APIs.
pub(crate) async fn post(address: SocketAddr, api: &str, form: impl AsRef<[u8]>) -> Answer {
    let head = format!(
        "POST /kuroneko-anshin/{api}APIAction.action HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded"
    );
    request(address, &head, form.as_ref()).await
}
