//! A listener of the harness that must receive nothing from a shop.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
    time::timeout,
};

/// The time-out for the rest of a request.
const PATIENCE: Duration = Duration::from_secs(1);
/// The most bytes of a connection that are kept.
const MOST: usize = 64 * 1024;
/// The harness sends this to know that all earlier connections have been read.
const MARK: &[u8] = b"KAKEBARAI-MARK";

/// A listener that keeps all it receives.
#[derive(Debug)]
pub struct Decoy {
    address: SocketAddr,
    received: Arc<Mutex<Vec<Vec<u8>>>>,
    accepting: JoinHandle<()>,
}

impl Decoy {
    /// Listens on a free port of loopback.
    ///
    /// # Errors
    /// No port is free.
    pub async fn open() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let received = Arc::new(Mutex::new(Vec::new()));
        let kept = received.clone();
        let accepting = tokio::spawn(async move {
            // One connection after the other, so that their order is known.
            while let Ok((mut stream, _)) = listener.accept().await {
                let bytes = read(&mut stream).await;
                kept.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(bytes);
            }
        });
        Ok(Self {
            address,
            received,
            accepting,
        })
    }

    /// Its address with a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The received bytes, connection by connection.
    ///
    /// # Errors
    /// It cannot be reached.
    pub async fn received(&self) -> io::Result<Vec<Vec<u8>>> {
        let marks = self.kept().iter().filter(|bytes| *bytes == MARK).count();
        let mut stream = TcpStream::connect(self.address).await?;
        stream.write_all(MARK).await?;
        stream.shutdown().await?;
        // Closed once it and all before it have been read.
        let _ = stream.read_to_end(&mut Vec::new()).await;
        loop {
            let received = self.kept();
            if received.iter().filter(|bytes| *bytes == MARK).count() > marks {
                return Ok(received.into_iter().filter(|bytes| bytes != MARK).collect());
            }
            tokio::task::yield_now().await;
        }
    }

    fn kept(&self) -> Vec<Vec<u8>> {
        let received = self.received.lock();
        received.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Decoy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Reads a request as far as it arrives, and answers it.
async fn read(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut is_told_to_go_on = false;
    while bytes.len() < MOST && !is_whole(&bytes) {
        let mut buffer = [0; 4096];
        match timeout(PATIENCE, stream.read(&mut buffer)).await {
            Ok(Ok(count)) if count > 0 => bytes.extend_from_slice(&buffer[..count]),
            _ => break,
        }
        // Some clients then send the body.
        if !is_told_to_go_on && head(&bytes).is_some_and(|head| head.contains("100-continue")) {
            is_told_to_go_on = true;
            let _ = stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await;
        }
    }
    let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let _ = stream.write_all(answer).await;
    let _ = stream.shutdown().await;
    bytes
}

/// The head of a request in lower case, once it has arrived.
fn head(bytes: &[u8]) -> Option<String> {
    let end = bytes.windows(4).position(|end| end == b"\r\n\r\n")?;
    Some(String::from_utf8_lossy(&bytes[..end]).to_lowercase())
}

/// The body of a request.
pub(super) fn body(bytes: &[u8]) -> &[u8] {
    let end = bytes.windows(4).position(|end| end == b"\r\n\r\n");
    end.map_or(&[], |end| &bytes[end + 4..])
}

fn is_whole(bytes: &[u8]) -> bool {
    let Some(head) = head(bytes) else {
        return false;
    };
    let length = head.lines().find_map(|line| {
        let value = line.strip_prefix("content-length:")?;
        value.trim().parse::<usize>().ok()
    });
    // A chunked body ends with an empty chunk.
    if head.contains("transfer-encoding: chunked") {
        return bytes.ends_with(b"0\r\n\r\n");
    }
    body(bytes).len() >= length.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn send(decoy: &Decoy, request: &[u8]) {
        let mut stream = TcpStream::connect(decoy.address).await.unwrap();
        stream.write_all(request).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        assert!(answer.starts_with(b"HTTP/1.1 200 OK"), "{answer:?}");
    }

    #[tokio::test]
    async fn everything_that_comes_is_kept() {
        let decoy = Decoy::open().await.unwrap();
        assert_eq!(decoy.received().await.unwrap(), Vec::<Vec<u8>>::new());
        send(
            &decoy,
            b"POST / HTTP/1.1\r\nContent-Length: 6\r\n\r\npass=1",
        )
        .await;
        send(&decoy, b"GET / HTTP/1.1\r\n\r\n").await;
        // A connection without bytes is recorded, too.
        drop(TcpStream::connect(decoy.address).await.unwrap());
        let received = decoy.received().await.unwrap();
        let bodies: Vec<_> = received.iter().map(|bytes| body(bytes)).collect();
        assert_eq!(bodies, [&b"pass=1"[..], b"", b""]);
    }

    #[tokio::test]
    async fn a_body_that_waits_for_leave_is_kept() {
        let decoy = Decoy::open().await.unwrap();
        let mut stream = TcpStream::connect(decoy.address).await.unwrap();
        let head = b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n";
        stream.write_all(head).await.unwrap();
        let mut buffer = [0; 25];
        stream.read_exact(&mut buffer).await.unwrap();
        stream.write_all(b"body").await.unwrap();
        let received = decoy.received().await.unwrap();
        assert_eq!(body(&received[0]), b"body");
    }
}
