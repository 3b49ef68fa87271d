//! No password and nothing personal in what a program prints of its values.

use std::fmt::Debug;
use std::time::Duration;

use kakebarai::client::{
    BuyerQuery, Credentials, LineItem, Password, RegisterBuyer, RegisterPayment, Screening,
    TimeOuts, Usability, Usage,
};

use super::stub::Stub;
use super::{PASSWORD, cancellation, client, client_waiting};

#[track_caller]
fn assert_hides(printed: &str, secrets: &[&str]) {
    for secret in secrets.iter().chain(&[PASSWORD]) {
        assert!(!printed.contains(secret), "{secret} in: {printed}");
    }
}

fn both_ways(value: &impl Debug) -> String {
    format!("{value:?} {value:#?}")
}

#[test]
fn the_password_is_nowhere() {
    let credentials = Credentials::new("900000001", PASSWORD);
    assert_eq!(format!("{:?}", Password::from(PASSWORD)), "Password(…)");
    assert_hides(&both_ways(&credentials), &[]);
    let client = client("http://127.0.0.1:8110");
    assert_hides(&both_ways(&client), &[]);
    assert!(both_ways(&client).contains("900000001"));
    assert!(both_ways(&client).contains("http://127.0.0.1:8110"));
}

#[test]
fn an_application_shows_which_fields_it_has_and_not_what_they_hold() {
    let application = RegisterBuyer::default()
        .buyer_id("000000000800")
        .company_name("クロネコ商事")
        .telephone("03-0000-0000")
        .home_address("東京都豊島区");
    let printed = format!("{application:?}");
    assert_eq!(
        printed,
        "RegisterBuyer { buyer_id: Some(\"000000000800\"), \
         given: [\"buyer_id\", \"company_name\", \"telephone\", \"home_address\"], .. }"
    );
    assert_hides(
        &both_ways(&application),
        &["クロネコ商事", "03-0000-0000", "東京都豊島区"],
    );
}

#[test]
fn requests_and_answers_hide_names_and_numbers() {
    let query = BuyerQuery {
        id: Some("1111".to_owned()),
        telephone: Some("03-0000-1111".to_owned()),
    };
    assert_hides(&both_ways(&query), &["03-0000-1111"]);
    let payment = RegisterPayment::new(jiff::civil::date(2026, 11, 23), "1001", "1111", 1, 0)
        .lines([LineItem::named("贈り物")]);
    assert_hides(&both_ways(&payment), &["贈り物"]);
    let usage = Usage::new("1111", "クロネコ商事", Usability::Usable, 600_000, 0);
    assert_hides(&both_ways(&usage), &["クロネコ商事"]);
    let judgement = "ご利用可".to_owned().into();
    let screening = Screening::new("1111", "クロネコ商事", judgement);
    assert_hides(&both_ways(&screening), &["クロネコ商事"]);
}

/// The stubs throw back what was sent to them, as careless error pages do.
#[tokio::test]
async fn no_error_repeats_what_was_sent_or_answered() {
    let echo = format!("passWord={PASSWORD} クロネコ商事");
    let mut stubs = vec![
        Stub::silent().await,
        Stub::sending("").await,
        Stub::sending(format!("{echo}\r\n\r\n")).await,
    ];
    for body in [
        format!("<html><body>{echo}</body></html>"),
        format!("<!DOCTYPE html><br>{echo}"),
        format!("<{PASSWORD}>"),
        format!("<return>&{PASSWORD};</return>"),
        format!("<return><returnCode>{echo}</returnCode></return>"),
        format!("<return><returnCode>0</returnCode><errorCode>{echo}</errorCode></return>"),
        echo.repeat(10_000),
    ] {
        stubs.push(Stub::answering(&body).await);
        stubs.push(Stub::with_status("500 Internal Server Error", &body).await);
    }
    for stub in stubs {
        let time_outs = TimeOuts {
            total: Duration::from_millis(500),
            ..TimeOuts::default()
        };
        let error = client_waiting(&stub.url, time_outs)
            .cancel_payment(&cancellation())
            .await
            .unwrap_err();
        assert_hides(
            &format!("{error} {}", both_ways(&error)),
            &["クロネコ商事", "kuroneko-anshin", &stub.url],
        );
    }
    let error = client("http://127.0.0.1:1")
        .cancel_payment(&cancellation())
        .await
        .unwrap_err();
    assert_hides(
        &format!("{error} {}", both_ways(&error)),
        &["kuroneko-anshin"],
    );
}
