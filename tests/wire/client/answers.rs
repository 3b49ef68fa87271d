//! The answers, read from literal bytes.

use jiff::civil::{DateTime, date};
use kakebarai::client::{
    CancelShipment, Client, Error, Judgement, Processed, Receipt, RegisterBuyer, RegisterPayment,
    RegisterShipment, Screening, Unreadable, Usability, Usage,
};

use super::stub::Stub;
use super::{buyer_1111, cancellation, client};

async fn answered<T>(body: impl AsRef<[u8]>, call: impl AsyncFnOnce(Client) -> T) -> T {
    let stub = Stub::answering(body).await;
    call(client(&stub.url)).await
}

/// The answer to a cancellation, which has no elements of its own.
async fn receipt(body: impl AsRef<[u8]>) -> Result<Receipt, Error> {
    answered(body, async |client| {
        client.cancel_payment(&cancellation()).await
    })
    .await
}

fn ten_o_clock() -> DateTime {
    date(2026, 11, 24).at(10, 0, 0, 0)
}

#[tokio::test]
async fn an_acceptance_without_elements_of_its_own() {
    const ACCEPTED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<return><returnDate>20261124100000</returnDate>\
        <returnCode>0</returnCode></return>";
    let payment = RegisterPayment::new(date(2026, 11, 23), "1001", "1111", 1, 0);
    let order_number = "1001".to_owned();
    let slip_number = "123456789013".to_owned();
    let shipment = RegisterShipment::new(&order_number, &slip_number);
    let removal = CancelShipment::new(order_number, slip_number);
    let accepted = Ok(Receipt::new(Some(ten_o_clock())));
    assert_eq!(
        answered(ACCEPTED, async |client| client
            .register_payment(&payment)
            .await)
        .await,
        accepted
    );
    assert_eq!(
        answered(ACCEPTED, async |client| client
            .cancel_payment(&cancellation())
            .await)
        .await,
        accepted
    );
    assert_eq!(
        answered(ACCEPTED, async |client| client
            .register_shipment(&shipment)
            .await)
        .await,
        accepted
    );
    assert_eq!(
        answered(ACCEPTED, async |client| client
            .cancel_shipment(&removal)
            .await)
        .await,
        accepted
    );
    let application = RegisterBuyer::default();
    assert_eq!(
        answered(ACCEPTED, async |client| client
            .register_buyer(&application)
            .await)
        .await,
        accepted
    );
}

#[tokio::test]
async fn usage() {
    let usage = async |usable: &str| {
        let body = format!(
            "<return><returnDate>20261124100000</returnDate><returnCode>0</returnCode><buyerId>1111</buyerId>\
             <buyerName>A&amp;B商事 </buyerName><useUsable>{usable}</useUsable><useOverLimit>600000</useOverLimit>\
             <usePayment>14014</usePayment></return>"
        );
        answered(body, async |client| {
            client.inquire_usage(&buyer_1111()).await
        })
        .await
        .unwrap()
    };
    let expected = |usability| {
        let mut usage = Usage::new("1111", "A&B商事 ", usability, 600_000, 14_014);
        usage.returned_at = Some(ten_o_clock());
        usage
    };
    assert_eq!(usage("利用可").await, expected(Usability::Usable));
    // An element that is broken over lines says the same.
    assert_eq!(usage("\n  利用可 ").await, expected(Usability::Usable));
    assert_eq!(
        usage("利用不可").await,
        expected(Usability::Other("利用不可".to_owned()))
    );
    // Other than in the screening, there is no ご here; nothing but the exact word lets a buyer pay.
    for other in ["ご利用可", "利用 可", ""] {
        let usage = usage(other).await;
        assert!(!usage.usability.is_usable());
        assert_eq!(usage.usability.as_str(), other);
    }
}

#[tokio::test]
async fn usage_with_amounts_that_are_none() {
    for (amount, expected) in [
        (
            "<usePayment>14,014</usePayment>",
            Unreadable::NotANumber("usePayment"),
        ),
        ("<usePayment/>", Unreadable::NotANumber("usePayment")),
        (
            "<usePayment>99999999999999999999</usePayment>",
            Unreadable::NotANumber("usePayment"),
        ),
        ("", Unreadable::Missing("usePayment")),
    ] {
        let body = format!(
            "<return><returnCode>0</returnCode><buyerId>1111</buyerId><buyerName>A</buyerName>\
             <useUsable>利用可</useUsable><useOverLimit>600000</useOverLimit>{amount}</return>"
        );
        let answer = answered(body, async |client| {
            client.inquire_usage(&buyer_1111()).await
        })
        .await;
        assert_eq!(answer, Err(Error::UnreadableAnswer(expected)), "{amount}");
    }
}

#[tokio::test]
async fn screening() {
    for (text, judgement) in [
        ("ご利用可", Judgement::Approved),
        ("申込不備", Judgement::Incomplete),
        ("ご利用不可", Judgement::Rejected),
        ("取消", Judgement::Cancelled),
        ("限度額変更", Judgement::LimitChanged),
        ("審査中", Judgement::Pending),
        ("利用可", Judgement::Other("利用可".to_owned())),
    ] {
        let body = format!(
            "<return><returnDate>20261124100000</returnDate><returnCode>0</returnCode><buyerId>1111</buyerId>\
             <buyerName>クロネコ商事</buyerName><judgeStatus>{text}</judgeStatus></return>"
        );
        let answer = answered(body, async |client| {
            client.inquire_screening(&buyer_1111()).await
        })
        .await;
        assert_eq!(judgement.as_str(), text);
        let mut expected = Screening::new("1111", "クロネコ商事", judgement);
        expected.returned_at = Some(ten_o_clock());
        assert_eq!(answer, Ok(expected));
    }
}

#[tokio::test]
async fn a_refusal_keeps_its_code_known_or_not() {
    for (code, outcome) in [
        ("B020005", Processed::No),
        ("G12", Processed::No),
        ("0500002", Processed::Unknown),
        ("Z020001", Processed::Unknown),
        ("Q999999", Processed::No),
        ("新", Processed::No),
    ] {
        let body = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<return><returnDate>20261124100000</returnDate>\
             <returnCode>1</returnCode><errorCode>{code}</errorCode></return>"
        );
        let error = receipt(body).await.unwrap_err();
        assert_eq!(error.code().unwrap().as_str(), code);
        assert_ne!(error.code().unwrap(), &"A010001");
        assert_eq!(
            error.to_string(),
            format!("the provider refused the request with code {code}")
        );
        assert_eq!(error.processed(), outcome, "{code}");
    }
    // Nothing but the code is asked of a refusal, whichever call it answers.
    let refused = "<return><returnCode>1</returnCode><errorCode>E050003</errorCode></return>";
    let answer = answered(refused, async |client| {
        client.inquire_usage(&buyer_1111()).await
    })
    .await;
    assert_eq!(answer.unwrap_err().code().unwrap(), &"E050003");
}

#[tokio::test]
async fn a_refusal_with_several_codes_keeps_them_all() {
    for (codes, kept, outcome) in [
        (
            "<errorCode>A020003</errorCode><errorCode>A100001</errorCode>",
            "A020003 A100001",
            Processed::No,
        ),
        // one element for all of them, however they are parted
        (
            "<errorCode>A020003,A100001\n G55</errorCode>",
            "A020003 A100001 G55",
            Processed::No,
        ),
        // empty ones, and one that comes twice
        (
            "<errorCode/><errorCode>G55</errorCode><errorCode> G55 </errorCode>",
            "G55",
            Processed::No,
        ),
        // one of a system that broke down is enough to leave it open
        (
            "<errorCode>A020003</errorCode><errorCode>0500002</errorCode>",
            "A020003 0500002",
            Processed::Unknown,
        ),
    ] {
        let body = format!("<return><returnCode>1</returnCode>{codes}</return>");
        let error = receipt(&body).await.unwrap_err();
        assert_eq!(error.code().unwrap().as_str(), kept, "{body}");
        assert_eq!(error.processed(), outcome, "{body}");
    }
}

#[tokio::test]
async fn what_does_not_matter_is_passed_over() {
    for body in [
        // another root, unknown elements, attributes, blanks around the numbers
        "<answer version='2'>\n <new><errorCode>G12</errorCode></new>\n <returnCode>\n0 </returnCode></answer>",
        "<r:return xmlns:r='urn:x'><r:returnCode>0</r:returnCode><r:errorCode/></r:return>",
        "\u{feff}<return><returnCode>0</returnCode></return>",
        "<return><returnCode><!-- accepted -->0</returnCode></return>",
        "<return><returnCode><![CDATA[0]]></returnCode></return>",
        // plain ASCII in an encoding that contains it
        "<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><return><returnCode>0</returnCode></return>",
        // a date that is none does not undo what was accepted
        "<return><returnDate>20261324100000</returnDate><returnCode>0</returnCode></return>",
        "<return><returnDate>2026-11-24 10:00</returnDate><returnCode>0</returnCode></return>",
    ] {
        assert_eq!(receipt(body).await, Ok(Receipt::new(None)), "{body}");
    }
}

#[tokio::test]
async fn an_answer_that_is_none() {
    for (body, expected) in [
        ("", Unreadable::NotXml),
        ("OK", Unreadable::NotXml),
        (
            "<!DOCTYPE html><html><body>Service unavailable<br></body></html>",
            Unreadable::NotXml,
        ),
        (
            "<!DOCTYPE html><html><body><p>Sorry</p></body></html>",
            Unreadable::NotXml,
        ),
        (
            "<html><body><p>Sorry</p></body></html>",
            Unreadable::Missing("returnCode"),
        ),
        (
            "<return><returnDate>20261124100000</returnDate><returnCode>0</retu",
            Unreadable::NotXml,
        ),
        ("<return><returnCode>0</returnCode>", Unreadable::NotXml),
        (
            "<return><returnDate>20261124100000</returnDate></return>",
            Unreadable::Missing("returnCode"),
        ),
        (
            "<return><answer><returnCode>0</returnCode></answer></return>",
            Unreadable::Missing("returnCode"),
        ),
        ("<return><returnCode/></return>", Unreadable::ReturnCode),
        (
            "<return><returnCode>00</returnCode></return>",
            Unreadable::ReturnCode,
        ),
        (
            "<return><returnCode>2</returnCode><errorCode>G12</errorCode></return>",
            Unreadable::ReturnCode,
        ),
        (
            "<return><returnCode>0</returnCode><errorCode>G12</errorCode></return>",
            Unreadable::ReturnCode,
        ),
        (
            "<return><returnCode>1</returnCode></return>",
            Unreadable::Missing("errorCode"),
        ),
        (
            "<return><returnCode>1</returnCode><errorCode> </errorCode></return>",
            Unreadable::Missing("errorCode"),
        ),
        (
            "<return><returnCode>1</returnCode><errorCode/><errorCode>,</errorCode></return>",
            Unreadable::Missing("errorCode"),
        ),
        (
            "<return><returnCode>0</returnCode><errorCode/><errorCode>G12</errorCode></return>",
            Unreadable::ReturnCode,
        ),
        (
            "<return><returnCode>1</returnCode><errorCode>G12<b>G55</b></errorCode></return>",
            Unreadable::Ambiguous("errorCode"),
        ),
        (
            "<return><returnCode>0</returnCode><returnCode>1</returnCode></return>",
            Unreadable::Ambiguous("returnCode"),
        ),
        (
            "<return><returnCode>0<b>1</b></returnCode></return>",
            Unreadable::Ambiguous("returnCode"),
        ),
        (
            "<!DOCTYPE return [<!ENTITY code '0'>]><return><returnCode>&code;</returnCode></return>",
            Unreadable::NotXml,
        ),
        (
            "<!DOCTYPE r [<!ENTITY f SYSTEM 'file:///etc/hostname'>]><r><returnCode>0</returnCode></r>",
            Unreadable::NotXml,
        ),
    ] {
        let error = receipt(body).await.unwrap_err();
        assert_eq!(error, Error::UnreadableAnswer(expected), "{body}");
        assert_eq!(error.processed(), Processed::Unknown);
    }
}

#[tokio::test]
async fn an_answer_in_another_encoding() {
    let mut shift_jis =
        b"<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><return><returnCode>0</returnCode><n>"
            .to_vec();
    shift_jis.extend([0x97, 0x98, 0x97, 0x70, 0x89, 0xc2]);
    shift_jis.extend(b"</n></return>");
    let utf_16: Vec<u8> = "\u{feff}<return/>"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for body in [shift_jis, utf_16] {
        assert_eq!(
            receipt(body).await,
            Err(Error::UnreadableAnswer(Unreadable::NotUtf8))
        );
    }
}
