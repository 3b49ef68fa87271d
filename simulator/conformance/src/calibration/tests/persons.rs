//! The team's information about its buyers and orders.

use serde_json::json;

use super::Calibrating;
use crate::calibration::{
    Calibrated, Options, Parity, ParityVerdict,
    request::{Api, ProbeRequest},
    sender::Sender,
    target::Scheme,
};

async fn seen(simulator: &Calibrating, options: Options, key: &str) -> (ParityVerdict, String) {
    let calibrated: Calibrated = simulator.calibrated(options).await;
    assert!(
        calibrated.notebook.stops.is_empty(),
        "{:?}",
        calibrated.notebook.stops
    );
    let parity = Parity::of(&calibrated.notebook);
    let setting = &parity.settings[key];
    (setting.verdict, setting.seen.clone().unwrap_or_default())
}

/// Sends a request of the shop itself.
async fn sent(simulator: &Calibrating, request: &ProbeRequest) {
    let mut sender = Sender::new(simulator.target()).unwrap();
    let credentials = simulator.credentials();
    let answer = sender.send(request, Scheme::Http, &credentials).await;
    let answer = answer.unwrap();
    assert!(answer.is_accepted(), "{}", answer.words());
}

#[tokio::test]
async fn a_cancelled_and_an_unusable_buyer_tell_their_codes() {
    for (toml, alteration, key, expected) in [
        (
            "rules.cancelled_code = \"G97\"",
            json!({"judgement": "取消"}),
            "rules.cancelled_code",
            "G97",
        ),
        (
            "rules.not_usable_code = \"G65\"",
            json!({"usable": false}),
            "rules.not_usable_code",
            "G65",
        ),
    ] {
        let simulator = Calibrating::of(toml).await;
        let options = |id: &str| Options {
            allow_settlements: true,
            buyer_cancelled: Some(id.to_owned()),
            buyer_not_usable: Some(id.to_owned()),
            ..Options::default()
        };
        simulator
            .merchant
            .patch("/buyers/3333", &alteration)
            .await
            .unwrap();
        let told = seen(&simulator, options("3333"), key).await;
        assert_eq!(told, (ParityVerdict::Differs, expected.to_owned()));
        // A buyer of another kind decides nothing.
        let told = seen(&simulator, options("4444"), key).await;
        assert_eq!(told.0, ParityVerdict::CantTell);
        assert!(simulator.standing().await.is_empty());
    }
}

#[tokio::test]
async fn a_confirmed_order_is_asked_about_and_not_touched() {
    for (toml, verdict) in [
        ("", ParityVerdict::Same),
        (
            "rules.cancel_after_confirmation = true",
            ParityVerdict::Differs,
        ),
    ] {
        let simulator = Calibrating::of(toml).await;
        let date = crate::assessment::in_japan().date();
        let date = date.strftime("%Y%m%d").to_string();
        let order = [
            ("orderDate", &*date),
            ("orderNo", "REAL-1"),
            ("buyerId", "1111"),
            ("settlePrice", "1000"),
            ("shohiZei", "100"),
            ("meisaiUmu", "2"),
        ];
        sent(&simulator, &ProbeRequest::new(Api::An010, &order)).await;
        let slip = [("orderNo", "REAL-1"), ("slipNo", "123456789013")];
        sent(&simulator, &ProbeRequest::new(Api::An030, &slip)).await;
        let options = || Options {
            confirmed_order: Some("REAL-1".to_owned()),
            ..Options::default()
        };
        let key = "rules.cancel_after_confirmation";
        let told = seen(&simulator, options(), key).await;
        assert_eq!(told.0, ParityVerdict::CantTell, "it is not confirmed");
        simulator
            .merchant
            .post("/orders/REAL-1/confirm", &json!({}))
            .await
            .unwrap();
        assert_eq!(seen(&simulator, options(), key).await.0, verdict, "{toml}");
        let order = simulator.merchant.order("REAL-1").await.unwrap().unwrap();
        assert_eq!(order.state, 10);
    }
}
