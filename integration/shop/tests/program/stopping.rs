//! The shop ends when it is told to, whatever a thousand clients do.

use tokio::{io::AsyncWriteExt as _, net::TcpStream};

use crate::process::{Process, address};

/// What clients have sent when they fall silent: nothing, a byte, half a head, half a body.
const HALF: [&str; 4] = [
    "",
    "G",
    "GET / HTTP/1.1\r\nhost: shop\r\n",
    "POST /login HTTP/1.1\r\nhost: shop\r\ncontent-type: application/x-www-form-urlencoded\r\n\
     content-length: 1000\r\n\r\nemail=",
];

#[tokio::test]
async fn a_thousand_half_open_connections_do_not_keep_it() {
    // Before the start, so that the shop has as many.
    let files = rlimit::increase_nofile_limit(u64::MAX).unwrap();
    assert!(files > 2_000, "only {files} files may be open");
    let folder = tempfile::tempdir().unwrap();
    for signal in ["TERM", "INT"] {
        let (process, lines) = Process::start(folder.path(), &["--data", "shop.db"]).await;
        let address = address(&lines);
        let mut open = Vec::new();
        for number in 0..1_000 {
            let mut stream = TcpStream::connect(&address).await.unwrap();
            let half = HALF[number % HALF.len()];
            stream.write_all(half.as_bytes()).await.unwrap();
            open.push(stream);
        }
        assert!(process.end(signal).await, "SIG{signal}");
    }
}
