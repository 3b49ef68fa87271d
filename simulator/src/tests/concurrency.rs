//! Many requests at once: a limit is never overdrawn, a number never given twice.

use std::{
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    thread,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    runtime,
    task::JoinSet,
};

use super::asking::{
    Answered, CREDENTIALS, MERCHANT, app, ask, finished, payment, send, settings, with_journal,
    with_state,
};
use crate::{
    Simulator,
    app::AppState,
    settings::Settings,
    vendor::{CancelPayment, InquireUsage, RegisterPayment, RegisterShipment},
};

const THREADS: u32 = 16;

/// Lets every thread ask so many times at once; answers how many were accepted. Anything but `0` and `refused` fails.
fn ask_at_once(
    app: &AppState,
    times: u32,
    refused: &str,
    act: impl Fn(&AppState, u32, u32) -> Answered + Sync,
) -> u32 {
    let accepted = AtomicU32::new(0);
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let (act, accepted) = (&act, &accepted);
            scope.spawn(move || {
                for time in 0..times {
                    match act(app, thread, time).code() {
                        "0" => {
                            accepted.fetch_add(1, Relaxed);
                        }
                        code => assert_eq!(code, refused),
                    }
                }
            });
        }
    });
    accepted.into_inner()
}

fn used(app: &AppState, buyer: &str) -> u64 {
    with_state(app, |state| state.books().buyer(buyer).unwrap().used_amount)
}

#[test]
fn a_limit_is_filled_and_not_overdrawn() {
    // 11,000 each: 54 of them make 594,000, and 55 would be 605,000.
    let app = app("");
    let accepted = ask_at_once(&app, 40, "G55", |app, thread, time| {
        let order = format!("{thread}-{time}");
        ask::<RegisterPayment>(app, &payment(&order, "1111", 10_000, 1_000))
    });
    assert_eq!(accepted, 54);
    assert_eq!(used(&app, "1111"), 594_000);
    assert_eq!(used(&app, "2222"), 0);
    with_state(&app, |state| {
        assert_eq!(state.books().payment_count(), 54);
    });
}

#[test]
fn one_order_number_is_accepted_once() {
    let app = app("");
    let accepted = ask_at_once(&app, 20, "A020004", |app, _, _| {
        ask::<RegisterPayment>(app, &payment("1", "1111", 1_000, 100))
    });
    assert_eq!(accepted, 1);
    assert_eq!(used(&app, "1111"), 1_100);
}

#[test]
fn one_order_is_cancelled_once() {
    let app = app("");
    ask::<RegisterPayment>(&app, &payment("1", "1111", 1_000, 100));
    ask::<RegisterPayment>(&app, &payment("2", "1111", 500, 50));
    let accepted = ask_at_once(&app, 20, "B020005", |app, _, _| {
        ask::<CancelPayment>(app, "orderNo=1&buyerId=1111")
    });
    assert_eq!(accepted, 1);
    assert_eq!(used(&app, "1111"), 550);
}

#[test]
fn one_slip_takes_five_orders() {
    let app = app("");
    for order in 0..THREADS {
        ask::<RegisterPayment>(&app, &payment(&order.to_string(), "1111", 100, 10));
    }
    let accepted = ask_at_once(&app, 1, "C030004", |app, thread, _| {
        let fields = format!("orderNo={thread}&slipNo=123456789013");
        ask::<RegisterShipment>(app, &fields)
    });
    assert_eq!(accepted, 5);
    with_state(&app, |state| {
        assert_eq!(state.books().payments_under("123456789013").count(), 5);
    });
}

#[test]
fn what_is_registered_and_cancelled_at_once_leaves_nothing() {
    let app = app("");
    let accepted = ask_at_once(&app, 20, "G55", |app, thread, time| {
        let order = format!("{thread}-{time}");
        let registered = ask::<RegisterPayment>(app, &payment(&order, "1111", 50_000, 5_000));
        if registered.code() != "0" {
            return registered;
        }
        ask::<CancelPayment>(app, &format!("orderNo={order}&buyerId=1111"))
    });
    assert!(accepted >= 10);
    assert_eq!(used(&app, "1111"), 0);
}

#[test]
fn merchants_do_not_meet() {
    let app = app("");
    let merchants: Vec<_> = (0..THREADS).map(|_| finished(app.mint())).collect();
    let accepted = ask_at_once(&app, 60, "G55", |app, thread, time| {
        let merchant = &merchants[usize::try_from(thread).unwrap()];
        let (code, password) = (&merchant.code, merchant.password());
        let fields = payment(&time.to_string(), "1111", 10_000, 1_000);
        send::<RegisterPayment>(
            app,
            &format!("traderCode={code}&passWord={password}&{fields}"),
        )
    });
    assert_eq!(accepted, 54 * THREADS);
    assert_eq!(used(&app, "1111"), 0, "the one out of the box sold nothing");
}

#[test]
fn the_journal_has_every_request_once() {
    let app = app("journal_bytes = 100000000");
    ask_at_once(&app, 50, "0", |app, _, _| {
        ask::<InquireUsage>(app, "buyerId=1111")
    });
    with_journal(&app, |journal| {
        let numbers: Vec<u64> = journal.entries().map(|entry| entry.number).collect();
        assert_eq!(numbers, (1..=800).collect::<Vec<u64>>());
    });
}

/// Posts a form over a connection of its own.
async fn post(address: std::net::SocketAddr, api: &str, body: &str) -> Answered {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let request = format!(
        "POST /kuroneko-anshin/{api}APIAction.action HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    let (head, xml) = response.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    Answered::read(xml)
}

#[test]
fn a_limit_is_filled_and_not_overdrawn_over_http() {
    let settings = Settings {
        threads: Some(4),
        ..settings("")
    };
    let simulator = Simulator::start(settings).unwrap();
    let address = simulator.address();
    let runtime = runtime::Builder::new_multi_thread()
        .worker_threads(4)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut requests = JoinSet::new();
        for order in 0..300 {
            let fields = payment(&order.to_string(), "1111", 10_000, 1_000);
            let body = format!("{CREDENTIALS}&{fields}");
            requests.spawn(async move { post(address, "AN010", &body).await });
        }
        let answers = requests.join_all().await;
        let count = |code| {
            answers
                .iter()
                .filter(|answer| answer.code() == code)
                .count()
        };
        assert_eq!((count("0"), count("G55")), (54, 246));
        let body = format!("{CREDENTIALS}&buyerId=1111");
        let usage = post(address, "AN050", &body).await;
        assert_eq!(usage.text("usePayment"), "594000", "{MERCHANT}");
    });
}
