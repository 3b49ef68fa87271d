//! Where requests go, and the production host that no custom address leads to.

use kakebarai::client::{Address, CustomAddress, WrongAddress};

use super::stub::Stub;
use super::{cancellation, client};

#[test]
fn on_the_test_host_an010_alone_goes_over_http() {
    assert_eq!(
        Address::Test.of_every_call(),
        [
            "http://demo.yamato-credit-finance.jp/kuroneko-anshin/AN010APIAction.action",
            "https://demo.yamato-credit-finance.jp/kuroneko-anshin/AN020APIAction.action",
            "https://demo.yamato-credit-finance.jp/kuroneko-anshin/AN030APIAction.action",
            "https://demo.yamato-credit-finance.jp/kuroneko-anshin/AN040APIAction.action",
            "https://demo.yamato-credit-finance.jp/kuroneko-anshin/AN050APIAction.action",
            "https://demo.yamato-credit-finance.jp/kuroneko-anshin/AN060APIAction.action",
            "https://demo.yamato-credit-finance.jp/kuroneko-anshin/AN070APIAction.action",
        ]
    );
}

#[test]
fn production_goes_over_https() {
    assert_eq!(
        Address::Production.of_every_call(),
        [
            "https://yamato-credit-finance.jp/kuroneko-anshin/AN010APIAction.action",
            "https://yamato-credit-finance.jp/kuroneko-anshin/AN020APIAction.action",
            "https://yamato-credit-finance.jp/kuroneko-anshin/AN030APIAction.action",
            "https://yamato-credit-finance.jp/kuroneko-anshin/AN040APIAction.action",
            "https://yamato-credit-finance.jp/kuroneko-anshin/AN050APIAction.action",
            "https://yamato-credit-finance.jp/kuroneko-anshin/AN060APIAction.action",
            "https://yamato-credit-finance.jp/kuroneko-anshin/AN070APIAction.action",
        ]
    );
}

#[test]
fn a_custom_address_is_kept_without_its_last_slash() {
    for (address, first) in [
        (
            "http://127.0.0.1:8110",
            "http://127.0.0.1:8110/kuroneko-anshin/AN010APIAction.action",
        ),
        (
            "http://127.0.0.1:8110/",
            "http://127.0.0.1:8110/kuroneko-anshin/AN010APIAction.action",
        ),
        (
            "HTTP://Simulator:8110/ycf/",
            "http://simulator:8110/ycf/kuroneko-anshin/AN010APIAction.action",
        ),
        (
            "https://demo.yamato-credit-finance.jp",
            "https://demo.yamato-credit-finance.jp/kuroneko-anshin/AN010APIAction.action",
        ),
        (
            "https://example.co.jp",
            "https://example.co.jp/kuroneko-anshin/AN010APIAction.action",
        ),
        (
            "https://not-yamato-credit-finance.jp",
            "https://not-yamato-credit-finance.jp/kuroneko-anshin/AN010APIAction.action",
        ),
    ] {
        let custom: CustomAddress = address.parse().unwrap();
        assert_eq!(Address::from(custom.clone()).of_every_call()[0], first);
        assert_eq!(Address::custom(address), Ok(Address::Custom(custom)));
    }
}

#[tokio::test]
async fn a_prefix_in_a_custom_address_is_sent() {
    let stub = Stub::answering("<return><returnCode>0</returnCode></return>").await;
    client(&format!("{}/ycf/", stub.url))
        .cancel_payment(&cancellation())
        .await
        .unwrap();
    let received = stub.received().await;
    assert_eq!(
        received.first_line,
        "POST /ycf/kuroneko-anshin/AN020APIAction.action HTTP/1.1"
    );
}

#[test]
fn the_production_host_is_no_custom_address() {
    for address in [
        "https://yamato-credit-finance.jp",
        "http://yamato-credit-finance.jp/",
        "https://yamato-credit-finance.jp:443/kuroneko-anshin",
        "https://yamato-credit-finance.jp:8443",
        "https://YAMATO-Credit-Finance.JP",
        "https://yamato-credit-finance.jp.",
        "https://www.yamato-credit-finance.jp",
        "https://www.yamato-credit-finance.jp.:443/",
        "https://a.demo.yamato-credit-finance.jp",
        "https://user:secret@yamato-credit-finance.jp",
        "https://demo.yamato-credit-finance.jp@yamato-credit-finance.jp",
        "https://%79amato-credit-finance.jp",
        "https://ｙａｍａｔｏ－ｃｒｅｄｉｔ－ｆｉｎａｎｃｅ．ｊｐ",
        "https://yamato-credit-finance。jp",
        "https:yamato-credit-finance.jp",
        "https:\\\\yamato-credit-finance.jp\\",
        " https://yamato-credit-finance.jp\n",
        "https://yamato-\tcredit-finance.jp",
        "ftp://yamato-credit-finance.jp",
    ] {
        assert_eq!(
            Address::custom(address),
            Err(WrongAddress::Production),
            "{address}"
        );
    }
}

#[test]
fn what_is_no_address_is_refused_without_being_repeated() {
    for (address, expected) in [
        ("", WrongAddress::NotAnAddress),
        ("127.0.0.1:8110", WrongAddress::NotAnAddress),
        ("/kuroneko-anshin", WrongAddress::NotAnAddress),
        ("http://", WrongAddress::NotAnAddress),
        ("mailto:secret@example.co.jp", WrongAddress::NotAnAddress),
        ("localhost:8110", WrongAddress::NotAnAddress),
        ("ftp://secret.example.co.jp", WrongAddress::Scheme),
        ("file://secret/etc", WrongAddress::Scheme),
        ("http://user@127.0.0.1:8110", WrongAddress::UserInfo),
        ("http://user:secret@127.0.0.1:8110", WrongAddress::UserInfo),
        (
            "http://yamato-credit-finance.jp@127.0.0.1:8110",
            WrongAddress::UserInfo,
        ),
        (
            "http://127.0.0.1:8110/?secret=1",
            WrongAddress::QueryOrFragment,
        ),
        (
            "http://127.0.0.1:8110/#secret",
            WrongAddress::QueryOrFragment,
        ),
    ] {
        let error = Address::custom(address).unwrap_err();
        assert_eq!(error, expected, "{address}");
        assert!(
            !format!("{error} {error:?}").contains("secret"),
            "{address}"
        );
    }
}

#[test]
fn plain_http_to_another_machine_is_in_the_clear() {
    for (address, expected) in [
        ("http://127.0.0.1:8110", false),
        ("http://127.8.8.8", false),
        ("http://[::1]:8110", false),
        ("http://localhost:8110", false),
        ("https://example.co.jp", false),
        ("http://simulator:8110", true),
        ("http://192.168.0.2", true),
    ] {
        assert_eq!(
            Address::custom(address).unwrap().is_in_the_clear(),
            expected,
            "{address}"
        );
    }
    assert!(Address::Test.is_in_the_clear());
    assert!(!Address::Production.is_in_the_clear());
}
