//! Answers, to the byte.

use crate::support::{raw::post, settings, simulator};
use kakebarai_simulator::Simulator;

const CREDENTIALS: &str = "traderCode=900000001&passWord=kakebarai-test";

#[tokio::test]
async fn an_accepted_request_is_answered_to_the_byte() {
    let simulator = simulator();
    let form = format!(
        "{CREDENTIALS}&orderDate=20261124&orderNo=A-1&buyerId=1111&settlePrice=1000&shohiZei=100&meisaiUmu=2"
    );
    let answer = post(simulator.address(), "AN010", form).await;
    assert_eq!(answer.status, 200);
    assert!(
        answer
            .headers
            .contains("content-type: application/xml; charset=utf-8"),
        "{answer:?}"
    );
    assert_eq!(
        answer.body,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<return><returnDate>20261124100000</returnDate>\
         <returnCode>0</returnCode></return>"
    );
}

#[tokio::test]
async fn a_refusal_is_answered_to_the_byte_with_status_200() {
    let simulator = simulator();
    let answer = post(simulator.address(), "AN020", CREDENTIALS).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<return><returnDate>20261124100000</returnDate>\
         <returnCode>1</returnCode><errorCode>B020001</errorCode></return>"
    );
}

#[tokio::test]
async fn the_inquiries_answer_their_own_elements_in_order() {
    let simulator = simulator();
    let form = format!("{CREDENTIALS}&buyerId=3333&buyerTelNo=");
    let usage = post(simulator.address(), "AN050", &form).await;
    let name = usage.element("buyerName").unwrap().to_owned();
    assert!(!name.is_empty());
    assert_eq!(
        usage.body,
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<return><returnDate>20261124100000</returnDate>\
             <returnCode>0</returnCode><buyerId>3333</buyerId><buyerName>{name}</buyerName>\
             <useUsable>利用可</useUsable><useOverLimit>600000</useOverLimit><usePayment>0</usePayment></return>"
        )
    );
    let screening = post(simulator.address(), "AN070", &form).await;
    assert_eq!(
        screening.body,
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<return><returnDate>20261124100000</returnDate>\
             <returnCode>0</returnCode><buyerId>3333</buyerId><buyerName>{name}</buyerName>\
             <judgeStatus>ご利用可</judgeStatus></return>"
        )
    );
}

#[tokio::test]
async fn the_four_test_buyers_may_buy_for_600000_yen_out_of_the_box() {
    let simulator = simulator();
    for buyer in ["1111", "2222", "3333", "4444"] {
        let form = format!("{CREDENTIALS}&buyerId={buyer}");
        let usage = post(simulator.address(), "AN050", &form).await;
        let elements = ["useUsable", "useOverLimit", "usePayment"].map(|name| usage.element(name));
        assert_eq!(
            elements,
            [Some("利用可"), Some("600000"), Some("0")],
            "{buyer}"
        );
        let screening = post(simulator.address(), "AN070", &form).await;
        assert_eq!(
            screening.element("judgeStatus"),
            Some("ご利用可"),
            "{buyer}"
        );
    }
}

#[tokio::test]
async fn a_name_with_markup_in_it_is_escaped() {
    let simulator = simulator();
    let control = crate::support::control::Control::of(simulator.url(), "900000001");
    let buyer = serde_json::json!({ "id": "X-1", "name": "A&B <商会>" });
    control.post("/buyers", buyer).await;
    let usage = post(
        simulator.address(),
        "AN050",
        format!("{CREDENTIALS}&buyerId=X-1"),
    )
    .await;
    assert_eq!(usage.element("buyerName"), Some("A&amp;B &lt;商会&gt;"));
}

#[tokio::test]
async fn a_dropped_simulator_is_gone_and_its_port_is_free() {
    let simulator = simulator();
    let address = simulator.address();
    assert_eq!(post(address, "AN020", CREDENTIALS).await.code(), "B020001");
    drop(simulator);
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
    let mut again = settings();
    again.listen = address;
    let simulator = Simulator::start(again).unwrap();
    assert_eq!(post(address, "AN020", CREDENTIALS).await.code(), "B020001");
    let taken = Simulator::start({
        let mut taken = settings();
        taken.listen = simulator.address();
        taken
    });
    assert!(
        taken
            .unwrap_err()
            .to_string()
            .contains(&address.to_string())
    );
}

#[tokio::test]
async fn merchants_do_not_see_each_other() {
    let simulator = simulator();
    let (one, other) = (simulator.merchant(), simulator.merchant());
    assert_ne!(one.code(), other.code());
    let form = |merchant: &kakebarai_simulator::Merchant, rest: &str| {
        format!(
            "traderCode={}&passWord={}&{rest}",
            merchant.code(),
            merchant.password()
        )
    };
    let order =
        "orderDate=20261124&orderNo=7&buyerId=1111&settlePrice=600000&shohiZei=0&meisaiUmu=2";
    for merchant in [&one, &other] {
        let answer = post(simulator.address(), "AN010", form(merchant, order)).await;
        assert_eq!(answer.code(), "0");
    }
    // The password of one does not open the other.
    let crossed = format!(
        "traderCode={}&passWord={}&buyerId=1111",
        one.code(),
        other.password()
    );
    assert_eq!(
        post(simulator.address(), "AN050", crossed).await.code(),
        "E050002"
    );
}
