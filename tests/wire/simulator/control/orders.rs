//! Orders: listed, confirmed, returned; and the clock.

use serde_json::{Value, json};

use super::CREDENTIALS;
use crate::support::{control::Control, raw::post, simulator};

fn order(number: &str, price: u32) -> String {
    format!(
        "{CREDENTIALS}&orderDate=20261124&orderNo={number}&buyerId=1111&settlePrice={price}&shohiZei=0&meisaiUmu=2"
    )
}

#[tokio::test]
async fn orders_are_listed_page_by_page_confirmed_and_returned() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    for number in 1..=5 {
        let form = order(&format!("N/{number}"), number * 1_000);
        assert_eq!(
            post(simulator.address(), "AN010", form.replace('/', "%2F"))
                .await
                .code(),
            "0"
        );
    }
    let first = control.get("/orders?limit=2").await;
    assert_eq!(first["next"], 2);
    let second = control.get("/orders?limit=2&after=2").await;
    let numbers = |page: &Value| -> Vec<String> {
        let orders = page["orders"].as_array().unwrap();
        orders
            .iter()
            .map(|order| order["orderNumber"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(numbers(&second), ["N/3", "N/4"]);
    let last = control.get("/orders?limit=2&after=4").await;
    assert_eq!(
        (numbers(&last), &last["next"]),
        (vec!["N/5".to_owned()], &Value::Null)
    );

    // Not shipped yet; then shipped, confirmed, and 5,000 yen of it returned by 2,000.
    assert_eq!(
        control
            .send("POST", "/orders/N%2F5/confirm", Value::Null)
            .await
            .0,
        409
    );
    let shipment = format!("{CREDENTIALS}&orderNo=N%2F5&slipNo=123456789013");
    assert_eq!(
        post(simulator.address(), "AN030", shipment).await.code(),
        "0"
    );
    let confirmed = control.post("/orders/N%2F5/confirm", Value::Null).await;
    assert_eq!(
        (&confirmed["state"], &confirmed["stateName"]),
        (&json!(10), &json!("出荷確定"))
    );
    let returned = control
        .post("/orders/N%2F5/returns", json!({ "amount": 2_000 }))
        .await;
    assert_eq!(returned["returned"], 2_000);
    // 1,000 + 2,000 + 3,000 + 4,000 + 5,000 − 2,000
    assert_eq!(control.get("/buyers/1111").await["usedAmount"], 13_000);
    assert_eq!(
        control
            .send("POST", "/orders/N%2F5/returns", json!({ "amount": 3_001 }))
            .await
            .0,
        422
    );
    assert_eq!(numbers(&control.get("/orders?state=10").await), ["N/5"]);
    assert_eq!(
        numbers(&control.get("/orders?buyer=2222").await),
        Vec::<String>::new()
    );
    assert_eq!(
        control.send("GET", "/orders?state=4", Value::Null).await.0,
        422
    );
    assert_eq!(
        control.send("GET", "/orders?stat=1", Value::Null).await.0,
        400
    );
}

#[tokio::test]
async fn a_time_that_was_shown_can_be_set() {
    let simulator = kakebarai_simulator::Simulator::start(kakebarai_simulator::Settings::default());
    let simulator = simulator.unwrap();
    let control = Control::of(simulator.url(), "900000001");
    let frozen = control.post("/clock/freeze", json!({})).await;
    let now = json!({ "now": frozen["now"] });
    assert_eq!(control.post("/clock/set", now).await["now"], frozen["now"]);
    for wrong in ["2099-12-25T23:00:00+00:00", "2099-12-25T23:00:00Z", ""] {
        let set = json!({ "now": wrong });
        assert_eq!(control.send("POST", "/clock/set", set).await.0, 422);
    }
}

#[tokio::test]
async fn the_clock_tells_what_has_happened_and_never_goes_back() {
    let simulator = simulator();
    let control = Control::of(simulator.url(), "900000001");
    assert_eq!(
        post(simulator.address(), "AN010", order("1", 4_000))
            .await
            .code(),
        "0"
    );
    let shipment = format!("{CREDENTIALS}&orderNo=1&slipNo=123456789013");
    assert_eq!(
        post(simulator.address(), "AN030", shipment).await.code(),
        "0"
    );
    control.post("/orders/1/confirm", Value::Null).await;

    // Confirmed in November, closed at its end, paid on 5 January.
    let eve = control
        .post("/clock/set", json!({ "now": "2027-01-04T23:59:59" }))
        .await;
    assert_eq!(eve["events"], json!([]));
    assert_eq!(control.get("/buyers/1111").await["usedAmount"], 4_000);
    let day = control
        .post("/clock/advance", json!({ "by": "1 second" }))
        .await;
    assert_eq!(day["now"], "2027-01-05T00:00:00+09:00");
    assert_eq!(
        day["events"],
        json!([{ "at": "2027-01-05T00:00:00+09:00", "change": "invoicesPaid", "due": "2027-01-05" }])
    );
    assert_eq!(control.get("/buyers/1111").await["usedAmount"], 0);
    assert_eq!(control.get("/orders/1").await["paid"], true);

    assert_eq!(
        control
            .send(
                "POST",
                "/clock/set",
                json!({ "now": "2026-12-01T00:00:00" })
            )
            .await
            .0,
        409
    );
    assert_eq!(
        control
            .send("POST", "/clock/advance", json!({ "by": "-1 day" }))
            .await
            .0,
        422
    );
    assert_eq!(
        control
            .send("POST", "/clock/advance", json!({ "by": "soon" }))
            .await
            .0,
        422
    );
    assert_eq!(
        control.post("/clock/run", Value::Null).await["frozen"],
        false
    );
    assert_eq!(
        control.post("/clock/freeze", Value::Null).await["frozen"],
        true
    );

    // Another merchant's clock is its own.
    let other = simulator.merchant();
    let other = Control::of(simulator.url(), other.code());
    assert_eq!(
        other.get("/clock").await["now"],
        "2026-11-24T10:00:00+09:00"
    );
}
