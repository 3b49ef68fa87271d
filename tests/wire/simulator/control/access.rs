//! Who may use the control addresses, and where they are described.

use kakebarai_simulator::{Settings, Simulator, settings::ControlToken};
use serde_json::{Value, json};

use super::{CREDENTIALS, at};
use crate::support::{
    raw::{exchange, post, request},
    settings, simulator,
};

#[tokio::test]
async fn a_token_guards_the_control_addresses_and_nothing_else() {
    let mut settings = settings();
    settings.control_token = Some(ControlToken::new("0123456789abcdef").unwrap());
    let simulator = Simulator::start(settings).unwrap();
    let status = |header: &'static str| {
        let address = simulator.address();
        async move {
            request(
                address,
                &format!("GET /_simulator/v1/status HTTP/1.1\r\n{header}"),
                b"",
            )
            .await
            .status
        }
    };
    assert_eq!(status("Accept: */*").await, 401);
    assert_eq!(status("Authorization: Bearer 0123456789abcdeX").await, 401);
    assert_eq!(status("Authorization: Bearer 0123456789abcdef").await, 200);
    assert_eq!(
        post(
            simulator.address(),
            "AN050",
            format!("{CREDENTIALS}&buyerId=1111")
        )
        .await
        .code(),
        "0"
    );
}

#[tokio::test]
async fn away_from_loopback_a_token_is_made() {
    let mut settings: Settings = settings();
    settings.listen = "0.0.0.0:0".parse().unwrap();
    let simulator = Simulator::start(settings).unwrap();
    assert_eq!(simulator.control_token().unwrap().len(), 32);
    let address = ([127, 0, 0, 1], simulator.address().port()).into();
    let answer = request(
        address,
        "GET /_simulator/v1/status HTTP/1.1\r\nAccept: */*",
        b"",
    )
    .await;
    assert_eq!(answer.status, 401);
    assert!(!answer.body.contains(simulator.control_token().unwrap()));
}

#[tokio::test]
async fn a_page_of_another_site_is_turned_away() {
    let simulator = simulator();
    let reset = "POST /_simulator/v1/reset HTTP/1.1\r\nOrigin: https://evil.example";
    assert_eq!(request(simulator.address(), reset, b"").await.status, 403);
    let own = format!(
        "GET /_simulator/v1/status HTTP/1.1\r\nOrigin: {}",
        simulator.url()
    );
    assert_eq!(request(simulator.address(), &own, b"").await.status, 200);
}

/// The status of a request to a path with headers of one's own, the host among them.
async fn status_of(simulator: &Simulator, head: &str) -> u16 {
    let bytes = format!("{head}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    let answer = exchange(simulator.address(), bytes.as_bytes())
        .await
        .unwrap();
    let answer = String::from_utf8(answer).unwrap();
    answer[9..12].parse().unwrap()
}

#[tokio::test]
async fn a_name_that_a_stranger_made_lead_here_is_turned_away() {
    let mut settings = settings();
    settings.control_hosts = vec!["simulator.example.jp".to_owned()];
    let simulator = Simulator::start(settings).unwrap();
    for (host, status) in [
        ("127.0.0.1:8110", 200),
        ("[::1]:8110", 200),
        ("10.0.0.7", 200),
        ("localhost", 200),
        ("LOCALHOST:80", 200),
        ("shop.localhost:8110", 200),
        // As containers call each other.
        ("kakebarai:8110", 200),
        ("demo.yamato-credit-finance.jp", 200),
        ("simulator.example.jp:8110", 200),
        ("Simulator.Example.JP.", 200),
        ("evil.example", 403),
        ("evil.example:8110", 403),
        ("localhost.evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("yamato-credit-finance.jp.evil.example", 403),
        ("simulator.example.jp.evil.example", 403),
    ] {
        for path in ["/", "/_simulator/v1/status", "/_simulator/openapi.json"] {
            let head = format!("GET {path} HTTP/1.1\r\nHost: {host}");
            assert_eq!(status_of(&simulator, &head).await, status, "{host}{path}");
        }
        // The seven APIs are open under any name, as the provider's are; so is the hint at a misspelt one.
        let head = format!("POST /kuroneko-anshin/AN050APIAction.action HTTP/1.1\r\nHost: {host}");
        assert_eq!(status_of(&simulator, &head).await, 200, "{host}");
        let head = format!("POST /kuroneko-anshin/an050apiaction.action HTTP/1.1\r\nHost: {host}");
        assert_eq!(status_of(&simulator, &head).await, 404, "{host}");
    }
    let absolute = "GET http://evil.example/_simulator/v1/status HTTP/1.1\r\nHost: localhost";
    assert_eq!(status_of(&simulator, absolute).await, 403);
}

/// A page of a stranger does not know the token, so whoever does may use any name.
#[tokio::test]
async fn whoever_has_the_token_may_ask_under_any_name() {
    let mut settings = settings();
    settings.control_token = Some(ControlToken::new("0123456789abcdef").unwrap());
    let simulator = Simulator::start(settings).unwrap();
    for (token, status) in [
        ("0123456789abcdef", 200),
        ("fedcba9876543210", 403),
        ("", 403),
    ] {
        let head = format!(
            "GET /_simulator/v1/status HTTP/1.1\r\nHost: ci.example\r\nAuthorization: Bearer {token}"
        );
        assert_eq!(status_of(&simulator, &head).await, status, "{token}");
    }
}

#[tokio::test]
async fn who_does_not_say_which_host_is_asked_is_turned_away() {
    let simulator = simulator();
    for (what, version, hosts) in [
        ("none", "1.1", &b""[..]),
        ("none, as of old", "1.0", b""),
        ("an empty one", "1.1", b"Host: \r\n"),
        ("a port alone", "1.1", b"Host: :8110\r\n"),
        ("no ASCII", "1.1", b"Host: evil.example\xff\r\n"),
        ("no name", "1.1", b"Host: localhost/evil\r\n"),
        ("two", "1.1", b"Host: localhost\r\nHost: evil.example\r\n"),
        (
            "one twice",
            "1.1",
            b"Host: localhost\r\nHost: localhost\r\n",
        ),
    ] {
        let mut seen = Vec::new();
        for path in [
            "/",
            "/_simulator/v1/status",
            "/_simulator/openapi.json",
            "/_simulator/dashboard/part?view=buyers",
            "http://localhost/_simulator/v1/status",
            // The seven are answered under any name, and under none.
            "/kuroneko-anshin/AN050APIAction.action",
        ] {
            let mut bytes = format!("GET {path} HTTP/{version}\r\n").into_bytes();
            bytes.extend_from_slice(hosts);
            bytes.extend_from_slice(b"Connection: close\r\n\r\n");
            let answer = exchange(simulator.address(), &bytes).await.unwrap();
            seen.push(String::from_utf8(answer).unwrap()[9..12].to_owned());
        }
        assert_eq!(seen, ["400", "400", "400", "400", "400", "200"], "{what}");
    }
}

#[tokio::test]
async fn what_a_browser_says_of_where_it_comes_from_is_heard() {
    let simulator = simulator();
    for (headers, status) in [
        ("Origin: null", 403),
        ("Origin: http://localhost", 200),
        ("Origin: http://localhost:81", 403),
        (
            "Origin: http://localhost\r\nOrigin: https://evil.example",
            403,
        ),
        ("Sec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors", 200),
        ("Sec-Fetch-Site: none\r\nSec-Fetch-Mode: navigate", 200),
        ("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors", 403),
        ("Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors", 403),
        // A link on another page may lead here.
        (
            "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate",
            200,
        ),
    ] {
        let head = format!("GET /_simulator/v1/status HTTP/1.1\r\nHost: localhost\r\n{headers}");
        assert_eq!(status_of(&simulator, &head).await, status, "{headers}");
    }
}

#[tokio::test]
async fn the_description_names_every_address_and_is_served() {
    let simulator = simulator();
    let head = "GET /_simulator/openapi.json HTTP/1.1\r\nAccept: */*";
    let answer = request(simulator.address(), head, b"").await;
    let document: Value = serde_json::from_str(&answer.body).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3."));
    let mut addresses = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            addresses.push(format!("{} {path}", method.to_uppercase()));
            // Each parameter once, and each of the address among them.
            let parameters = operation["parameters"].as_array();
            let of = |parameter: &Value| format!("{}/{}", parameter["in"], parameter["name"]);
            let mut named: Vec<_> = parameters.into_iter().flatten().map(of).collect();
            let all = named.len();
            named.sort();
            named.dedup();
            assert_eq!(named.len(), all, "{method} {path}: {named:?}");
            let of_path = named.iter().filter(|name| name.contains("path"));
            assert_eq!(
                of_path.count(),
                path.matches('{').count(),
                "{method} {path}"
            );
        }
    }
    addresses.sort();
    crate::support::snapshots()
        .bind(|| insta::assert_snapshot!("control-addresses", addresses.join("\n")));
    // Every reference points to something.
    let references = answer.body.matches("#/components/schemas/").count();
    assert!(references > 20);
    for name in answer.body.split("#/components/schemas/").skip(1) {
        let name = name.split('"').next().unwrap();
        assert!(
            document["components"]["schemas"][name].is_object(),
            "{name}"
        );
    }
}

#[tokio::test]
async fn the_status_counts_all_318_rules() {
    let simulator = simulator();
    let (_, status) = at(&simulator, "GET", "/status", Value::Null).await;
    assert_eq!(
        (&status["rules"], &status["merchants"]),
        (&json!(318), &json!(1))
    );
}

#[tokio::test]
async fn whatever_is_wrong_is_said_as_a_problem() {
    let simulator = simulator();
    let merchant = "/merchants/900000001";
    for (method, path, expected) in [
        ("GET", "/requests/abc".to_owned(), 400),
        ("POST", format!("{merchant}/changes/-1/restore"), 400),
        ("DELETE", format!("{merchant}/faults/x"), 400),
        ("DELETE", "/faults/99999999999999999999".to_owned(), 400),
        ("GET", format!("{merchant}/buyers/%FF"), 400),
        ("PUT", "/status".to_owned(), 405),
        ("PATCH", format!("{merchant}/orders"), 405),
        ("GET", "/nothing".to_owned(), 404),
        ("GET", format!("{merchant}/journal?api=an010"), 422),
        ("GET", "/journal?api=AN080".to_owned(), 422),
        ("GET", format!("{merchant}/journal?limit=0"), 422),
        ("GET", format!("{merchant}/changes?limit=1001"), 422),
        ("GET", format!("{merchant}/orders?limit=5000"), 422),
        ("GET", format!("{merchant}/orders?limit=many"), 400),
    ] {
        let (status, problem) = at(&simulator, method, &path, Value::Null).await;
        assert_eq!(status, expected, "{method} {path}: {problem}");
        for part in ["what", "remedy"] {
            let text = problem[part].as_str().unwrap();
            assert!(!text.is_ascii(), "{method} {path}: {problem}");
        }
    }
    let head = "PUT /_simulator/v1/status HTTP/1.1\r\nAccept: */*";
    let answer = request(simulator.address(), head, b"").await;
    assert!(
        answer.headers.contains("allow: get,head"),
        "{}",
        answer.headers
    );
}

#[tokio::test]
async fn the_description_says_what_may_go_wrong() {
    let simulator = simulator();
    let head = "GET /_simulator/openapi.json HTTP/1.1\r\nAccept: */*";
    let body = request(simulator.address(), head, b"").await.body;
    let document: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        document["components"]["securitySchemes"]["token"],
        json!({ "type": "http", "scheme": "bearer" })
    );
    assert_eq!(document["security"], json!([{}, { "token": [] }]));
    let statuses = |method: &str, path: &str| {
        let operation = &document["paths"][format!("/_simulator/v1{path}")][method];
        let responses = operation["responses"].as_object().unwrap();
        responses.keys().cloned().collect::<Vec<_>>().join(" ")
    };
    for (method, path, expected) in [
        ("get", "/status", "200 400 401 403 503"),
        ("post", "/faults", "201 400 401 403 409 413 415 422 503"),
        (
            "post",
            "/merchants/{code}/faults",
            "201 400 401 403 404 409 413 415 422 503",
        ),
        (
            "delete",
            "/merchants/{code}/faults/{id}",
            "204 400 401 403 404 503",
        ),
        ("get", "/merchants/{code}", "200 400 401 403 404 503"),
        (
            "get",
            "/merchants/{code}/journal",
            "200 400 401 403 404 422 503",
        ),
        ("get", "/requests/{request}", "200 400 401 403 404 503"),
        (
            "put",
            "/merchants/{code}/snapshots/{name}",
            "201 400 401 403 404 409 413 422 503",
        ),
    ] {
        assert_eq!(statuses(method, path), expected, "{method} {path}");
    }
}
