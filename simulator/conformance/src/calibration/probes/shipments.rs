//! Class 2: slip numbers of settlements of 1 yen. Leftovers are removed after each probe.

use super::{
    super::{
        prober::{Prober, Stopped},
        request::{Api, ProbeRequest},
    },
    BUYER, NOT_REGISTERED, OTHER_BUYER, cancellation, registered,
};

/// For a simulator, which has no parcels.
const MADE_UP: [&str; 2] = ["123456789013", "000000000011"];
/// Eleven digits with a right check digit; a parcel has twelve.
const SHORT: &str = "00000000011";
/// The most orders that share a slip number in the simulator.
const MOST_ORDERS: usize = 5;

fn slip(prober: &Prober, number: usize) -> String {
    let given = prober.options.slips.get(number);
    given
        .map_or(MADE_UP[number], |slip| slip.as_str())
        .to_owned()
}

fn shipment(order: &str, slip: &str) -> ProbeRequest {
    ProbeRequest::new(Api::An030, &[("orderNo", order), ("slipNo", slip)])
}

fn removal(order: &str, slip: &str) -> ProbeRequest {
    ProbeRequest::new(Api::An040, &[("orderNo", order), ("slipNo", slip)])
}

/// An order with a slip number. `None`: one of both was refused, which is recorded for the guess.
async fn shipped(prober: &mut Prober, key: &str, slip: &str) -> Result<Option<String>, Stopped> {
    let Some(order) = registered(prober, BUYER).await? else {
        prober.unclear(key, NOT_REGISTERED);
        return Ok(None);
    };
    let answer = prober.send(shipment(&order, slip)).await?;
    if prober.follows(answer.is_accepted()) {
        return Ok(Some(order));
    }
    let why = format!("送り状番号を登録できません（{}）", answer.words());
    prober.unclear(key, why);
    Ok(None)
}

/// Removes shipment and settlement, if both are as they should be.
async fn undone(prober: &mut Prober, order: &str, slip: &str) -> Result<(), Stopped> {
    prober.send(removal(order, slip)).await?;
    prober.send(cancellation(order, BUYER)).await?;
    Ok(())
}

/// Shipped, then cancelled.
pub(super) async fn cancel(prober: &mut Prober) -> Result<(), Stopped> {
    let key = "rules.cancel_after_shipment";
    let slip = slip(prober, 0);
    let Some(order) = shipped(prober, key, &slip).await? else {
        return Ok(());
    };
    let answer = prober.send(cancellation(&order, BUYER)).await?;
    prober.decide_by(key, &answer, &[("B020005", "false"), ("", "true")]);
    if prober.follows(!answer.is_accepted()) {
        undone(prober, &order, &slip).await?;
    }
    Ok(())
}

/// Shipped twice.
pub(super) async fn second(prober: &mut Prober) -> Result<(), Stopped> {
    let key = "rules.replace_shipments";
    let (first, second) = (slip(prober, 0), slip(prober, 1));
    let Some(order) = shipped(prober, key, &first).await? else {
        return Ok(());
    };
    let answer = prober.send(shipment(&order, &second)).await?;
    prober.decide_by(key, &answer, &[("C020005", "false"), ("", "true")]);
    let now = if answer.is_accepted() { second } else { first };
    undone(prober, &order, &now).await
}

/// A number of eleven digits.
pub(super) async fn short_number(prober: &mut Prober) -> Result<(), Stopped> {
    let key = "rules.slip_numbers_have_12_digits";
    let Some(order) = registered(prober, BUYER).await? else {
        prober.unclear(key, NOT_REGISTERED);
        return Ok(());
    };
    let answer = prober.send(shipment(&order, SHORT)).await?;
    prober.decide_by(key, &answer, &[("C030002", "true"), ("", "false")]);
    if prober.follows(answer.is_accepted()) {
        prober.send(removal(&order, SHORT)).await?;
    }
    prober.send(cancellation(&order, BUYER)).await?;
    Ok(())
}

/// Two orders, and the slip number of the second removed in the name of the first.
pub(super) async fn of_other_order(prober: &mut Prober) -> Result<(), Stopped> {
    let key = "rules.slip_must_be_of_the_order";
    let (slip, other_slip) = (slip(prober, 0), slip(prober, 1));
    let Some(order) = shipped(prober, key, &slip).await? else {
        return Ok(());
    };
    if shipped(prober, key, &other_slip).await?.is_none() {
        return Ok(());
    }
    let answer = prober.send(removal(&order, &other_slip)).await?;
    if prober.follows(answer.is_accepted()) {
        // Which of the two has lost its shipment?
        let again = prober.send(removal(&order, &slip)).await?;
        if again.code() == Some("D020005") {
            prober.decide_because(key, "false", "AN040 受け付け：指定した注文の出荷が消えた");
        } else {
            let why = format!(
                "受け付けられましたが、指定した注文の出荷は残っていました（{}）。表す設定がありません",
                again.words()
            );
            prober.unclear(key, why);
        }
    } else {
        prober.decide_by(key, &answer, &[("D030004", "true")]);
    }
    Ok(())
}

/// Six orders of two buyers under one slip number.
pub(super) async fn bundle(prober: &mut Prober) -> Result<(), Stopped> {
    let slip = slip(prober, 0);
    let mut answered = Vec::new();
    for number in 0..=MOST_ORDERS {
        let buyer = if number % 2 == 0 { BUYER } else { OTHER_BUYER };
        let Some(order) = registered(prober, buyer).await? else {
            return Ok(());
        };
        let answer = prober.send(shipment(&order, &slip)).await?;
        answered.push(answer.words());
    }
    let mut expected = vec!["受け付け"; MOST_ORDERS];
    expected.push("C030004");
    prober.fact(
        "2つの取引先の6件の注文を、1つの送り状番号にまとめたときの応答",
        expected.join("、"),
        answered.join("、"),
    );
    Ok(())
}
