//! Everything that keeps an answer from coming, and whether the request may have been carried out.

use std::{process::Command, time::Duration};

use kakebarai::client::{
    ANSWER_LIMIT, Error, NoAnswer, Processed, Receipt, Stage, TimeOuts, Unreadable,
};

use tokio::net::{TcpSocket, TcpStream};

use super::stub::Stub;
use super::{cancellation, client, client_waiting};

async fn error_at(stub: &Stub) -> Error {
    client(&stub.url)
        .cancel_payment(&cancellation())
        .await
        .unwrap_err()
}

#[track_caller]
fn assert_lost(error: &Error, expected_stage: Stage, expected_time_out: bool, expected: Processed) {
    let Error::NoAnswer(NoAnswer {
        stage, timed_out, ..
    }) = error
    else {
        panic!("{error:?}")
    };
    assert_eq!(
        (*stage, *timed_out, error.processed()),
        (expected_stage, expected_time_out, expected),
        "{error}"
    );
}

#[tokio::test]
async fn a_refused_connection_means_that_nothing_was_processed() {
    // Nobody listens on port 1.
    let error = client("http://127.0.0.1:1")
        .cancel_payment(&cancellation())
        .await
        .unwrap_err();
    assert_lost(&error, Stage::BeforeSending, false, Processed::No);
}

#[tokio::test]
async fn a_connection_that_nobody_takes_up_means_that_nothing_was_processed() {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    // There is room for one that is not taken up yet, and here it is.
    let listener = socket.listen(0).unwrap();
    let address = listener.local_addr().unwrap();
    let first = TcpStream::connect(address).await.unwrap();
    let time_outs = TimeOuts {
        connect: Duration::from_millis(200),
        ..TimeOuts::default()
    };
    let error = client_waiting(&format!("http://{address}"), time_outs)
        .cancel_payment(&cancellation())
        .await
        .unwrap_err();
    assert_lost(&error, Stage::BeforeSending, true, Processed::No);
    drop((first, listener));
}

/// Run once more by the next test, with a proxy in its environment.
#[tokio::test]
async fn an_answer_comes_straight_from_the_provider() {
    let stub = Stub::answering("<return><returnCode>0</returnCode></return>").await;
    let answer = client(&stub.url).cancel_payment(&cancellation()).await;
    assert_eq!(answer, Ok(Receipt::new(None)));
}

#[test]
fn a_proxy_of_the_environment_is_not_used() {
    let mut again = Command::new(std::env::current_exe().unwrap());
    again.args([
        "wire::client::failures::an_answer_comes_straight_from_the_provider",
        "--exact",
    ]);
    // Nobody listens on port 1.
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        again.env(name, "http://127.0.0.1:1");
    }
    again.env_remove("NO_PROXY").env_remove("no_proxy");
    let output = again.output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.contains("1 passed"), "{printed}");
}

#[tokio::test]
async fn a_time_out_after_sending_leaves_the_outcome_unknown() {
    let stub = Stub::silent().await;
    let time_outs = TimeOuts {
        total: Duration::from_millis(500),
        ..TimeOuts::default()
    };
    let error = client_waiting(&stub.url, time_outs)
        .cancel_payment(&cancellation())
        .await
        .unwrap_err();
    assert_lost(&error, Stage::AfterSending, true, Processed::Unknown);
    assert!(stub.received().await.body.contains("orderNo=1001"));
}

#[tokio::test]
async fn a_connection_closed_after_the_request_leaves_the_outcome_unknown() {
    let stub = Stub::sending("").await;
    assert_lost(
        &error_at(&stub).await,
        Stage::AfterSending,
        false,
        Processed::Unknown,
    );
}

#[tokio::test]
async fn a_connection_closed_within_the_answer_leaves_the_outcome_unknown() {
    for begun in [
        "HTTP/1.1 200 O",
        "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<return><returnCode>0</returnCode>",
    ] {
        let stub = Stub::sending(begun).await;
        assert_lost(
            &error_at(&stub).await,
            Stage::AfterSending,
            false,
            Processed::Unknown,
        );
    }
}

#[tokio::test]
async fn an_answer_that_is_not_http_leaves_the_outcome_unknown() {
    let stub = Stub::sending("SSH-2.0-OpenSSH_9.9\r\n\r\n").await;
    assert_lost(
        &error_at(&stub).await,
        Stage::AfterSending,
        false,
        Processed::Unknown,
    );
}

#[tokio::test]
async fn every_status_but_200_is_unexpected() {
    // The body would be a good answer.
    let body = "<return><returnCode>0</returnCode></return>";
    for (status, expected) in [
        ("500 Internal Server Error", 500),
        ("503 Service Unavailable", 503),
        ("404 Not Found", 404),
        ("201 Created", 201),
    ] {
        let error = error_at(&Stub::with_status(status, body).await).await;
        assert_eq!(error, Error::UnexpectedStatus(expected));
        assert_eq!(error.processed(), Processed::Unknown);
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    elsewhere.set_nonblocking(true).unwrap();
    for status in [301, 302, 303, 307, 308] {
        let location = elsewhere.local_addr().unwrap();
        let answer = format!(
            "HTTP/1.1 {status} Moved\r\nLocation: http://{location}/\r\nContent-Length: 0\r\n\r\n"
        );
        assert_eq!(
            error_at(&Stub::sending(answer).await).await,
            Error::UnexpectedStatus(status)
        );
        assert_eq!(
            elsewhere.accept().unwrap_err().kind(),
            std::io::ErrorKind::WouldBlock
        );
    }
}

#[tokio::test]
async fn an_answer_is_read_up_to_its_limit() {
    let frame = "<return><returnCode>0</returnCode></return>";
    let padded = |length: usize| frame.to_owned() + " ".repeat(length - frame.len()).as_str();
    let stub = Stub::answering(padded(ANSWER_LIMIT)).await;
    assert_eq!(
        client(&stub.url).cancel_payment(&cancellation()).await,
        Ok(Receipt::new(None))
    );
    let error = error_at(&Stub::answering(padded(ANSWER_LIMIT + 1)).await).await;
    assert_eq!(error, Error::UnreadableAnswer(Unreadable::TooLong));
    assert_eq!(error.processed(), Processed::Unknown);
    // Neither does it wait for the end of an answer without one.
    let endless = format!("HTTP/1.1 200 OK\r\n\r\n{}", padded(3 * ANSWER_LIMIT));
    assert_eq!(
        error_at(&Stub::sending(endless).await).await,
        Error::UnreadableAnswer(Unreadable::TooLong)
    );
}

#[tokio::test]
async fn deeply_nested_xml_does_no_harm() {
    let body = "<a>".repeat(9_000) + "</a>".repeat(9_000).as_str();
    let error = error_at(&Stub::answering(body).await).await;
    assert_eq!(
        error,
        Error::UnreadableAnswer(Unreadable::Missing("returnCode"))
    );
}
