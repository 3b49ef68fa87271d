//! https beside http, under the provider's own names, for clients that trust the authority that was made.

use std::{fs, net::SocketAddr, path::Path};

use kakebarai::client::{
    Address, Authorities, BuyerQuery, Client, Credentials, Error, Processed, TimeOuts,
};
use kakebarai_simulator::{Settings, Simulator, StartError};
use serde_json::json;
use tempfile::TempDir;

use crate::support::{self, control::Control, raw::post};

const HOSTS: [&str; 2] = ["yamato-credit-finance.jp", "demo.yamato-credit-finance.jp"];
const USAGE: &str = "traderCode=900000001&passWord=kakebarai-test&buyerId=1111";

/// A folder of a test's own, gone when it is dropped.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn settings(&self) -> Settings {
        let mut settings = support::settings();
        settings.tls.on = true;
        // It is made where it is missing.
        settings.tls.directory = Some(self.0.path().join("authority"));
        settings
    }

    fn start(&self) -> Simulator {
        Simulator::start(self.settings()).unwrap()
    }
}

fn https(simulator: &Simulator) -> SocketAddr {
    let url = simulator.https_url().unwrap();
    url.strip_prefix("https://").unwrap().parse().unwrap()
}

/// As the integration asks, trusting the system's authorities or the one in a file.
async fn ask(simulator: &Simulator, authority: Option<&Path>) -> Result<i64, Error> {
    let address = Address::custom(&simulator.https_url().unwrap()).unwrap();
    let credentials = Credentials::new("900000001", "kakebarai-test");
    let client = match authority {
        None => Client::new(address, credentials),
        Some(file) => {
            let authorities = Authorities::from_pem(&fs::read(file).unwrap()).unwrap();
            Client::trusting(address, credentials, TimeOuts::default(), &authorities)
        }
    };
    let (client, buyer) = (client.unwrap(), BuyerQuery::by_id("1111"));
    let usage = client.inquire_usage(&buyer).await?;
    Ok(usage.credit_limit)
}

/// A client for whom the provider's names lead to an address, as a hosts file says so.
fn client(address: SocketAddr, authority: Option<&Path>) -> reqwest::Client {
    let mut builder = reqwest::Client::builder().no_proxy();
    for host in HOSTS {
        builder = builder.resolve(host, address);
    }
    if let Some(authority) = authority {
        let pem = fs::read(authority).unwrap();
        builder = builder.tls_certs_only([reqwest::Certificate::from_pem(&pem).unwrap()]);
    }
    builder.build().unwrap()
}

async fn usage(client: &reqwest::Client, host: &str) -> reqwest::Result<String> {
    let request = client
        .post(format!(
            "https://{host}/kuroneko-anshin/AN050APIAction.action"
        ))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(USAGE);
    request.send().await?.text().await
}

#[tokio::test]
async fn the_integration_trusts_the_authority_that_it_is_given_and_sends_nothing_to_others() {
    let (folder, other) = (Folder::new(), Folder::new());
    let (simulator, other) = (folder.start(), other.start());
    assert_eq!(ask(&simulator, simulator.authority()).await, Ok(600_000));
    for wrong in [None, other.authority()] {
        let error = ask(&simulator, wrong).await.unwrap_err();
        assert_eq!(error.processed(), Processed::No, "{error}");
    }
    let journal = Control::of(simulator.url(), "900000001");
    let journal = journal.get("/journal").await;
    assert_eq!(journal["entries"].as_array().unwrap().len(), 1);
    for nothing in ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n"] {
        assert!(
            Authorities::from_pem(nothing.as_bytes()).is_err(),
            "{nothing}"
        );
    }
}

#[tokio::test]
async fn a_client_that_trusts_the_authority_is_answered_under_each_name() {
    let folder = Folder::new();
    let simulator = folder.start();
    let address = https(&simulator);
    let trusting = client(address, simulator.authority());
    for host in HOSTS {
        // The port of the address that it leads to counts, as with curl --resolve.
        let answer = usage(&trusting, host).await.unwrap();
        assert!(
            answer.contains("<returnCode>0</returnCode>"),
            "{host}: {answer}"
        );
    }
    let local = format!("localhost:{}", address.port());
    assert!(
        usage(&trusting, &local)
            .await
            .unwrap()
            .contains("<returnCode>0<")
    );
    assert!(
        usage(&trusting, &address.to_string())
            .await
            .unwrap()
            .contains("<returnCode>0<")
    );
    // The others do not trust it.
    for host in HOSTS {
        assert!(
            usage(&client(address, None), host)
                .await
                .unwrap_err()
                .is_connect()
        );
    }
    // http is served as ever; and both are of one simulator.
    assert_eq!(post(simulator.address(), "AN050", USAGE).await.code(), "0");
    let journal = Control::of(simulator.url(), "900000001")
        .get("/journal")
        .await;
    assert_eq!(journal["entries"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn an_answer_is_lost_over_https_too() {
    let folder = Folder::new();
    let simulator = folder.start();
    let control = Control::of(simulator.url(), "900000001");
    let trusting = client(https(&simulator), simulator.authority());
    for kind in ["answerLost", "lostBeforeProcessing", "reset"] {
        control
            .post("/faults", json!({ "kind": kind, "times": 1 }))
            .await;
        assert!(usage(&trusting, HOSTS[1]).await.is_err(), "{kind}");
        assert!(usage(&trusting, HOSTS[1]).await.is_ok(), "{kind}");
    }
}

#[tokio::test]
async fn the_authority_is_made_once_and_its_key_is_nobody_elses_to_read() {
    let folder = Folder::new();
    let read = |name: &str| fs::read(folder.0.path().join("authority").join(name)).unwrap();
    let simulator = folder.start();
    let authority = simulator.authority().unwrap().to_owned();
    assert_eq!(authority, folder.0.path().join("authority/ca.pem"));
    let before = (read("ca.pem"), read("ca-key.pem"));
    assert!(String::from_utf8_lossy(&before.1).contains("PRIVATE KEY"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let key = fs::metadata(folder.0.path().join("authority/ca-key.pem")).unwrap();
        assert_eq!(key.permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(
        fs::read_dir(authority.parent().unwrap()).unwrap().count(),
        2
    );
    drop(simulator);
    // A client that trusted the first one trusts the next.
    let trusting = |simulator: &Simulator| client(https(simulator), Some(&authority));
    let simulator = folder.start();
    assert_eq!((read("ca.pem"), read("ca-key.pem")), before);
    assert!(usage(&trusting(&simulator), HOSTS[1]).await.is_ok());
    drop(simulator);
    // A certificate that was deleted is made anew for the same key.
    fs::remove_file(&authority).unwrap();
    let simulator = folder.start();
    assert_eq!(read("ca-key.pem"), before.1);
    assert!(usage(&trusting(&simulator), HOSTS[1]).await.is_ok());
}

#[tokio::test]
async fn a_certificate_of_another_key_is_named() {
    let folder = Folder::new();
    drop(folder.start());
    // Somebody deleted the key alone.
    fs::remove_file(folder.0.path().join("authority/ca-key.pem")).unwrap();
    let error = Simulator::start(folder.settings()).unwrap_err().to_string();
    assert!(
        error.contains("ca.pem は、同じフォルダーの ca-key.pem の証明書ではありません"),
        "{error}"
    );
    fs::write(folder.0.path().join("authority/ca.pem"), "no certificate").unwrap();
    let error = Simulator::start(folder.settings()).unwrap_err().to_string();
    assert!(error.contains("ca.pem は、"), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_key_that_others_could_read_is_nobody_elses_again() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    drop(folder.start());
    let key = folder.0.path().join("authority/ca-key.pem");
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    drop(folder.start());
    assert_eq!(
        fs::metadata(&key).unwrap().permissions().mode() & 0o777,
        0o600
    );
}

#[tokio::test]
async fn what_is_no_key_is_named() {
    let folder = Folder::new();
    let authority = folder.0.path().join("authority");
    fs::create_dir_all(&authority).unwrap();
    fs::write(authority.join("ca-key.pem"), "no key").unwrap();
    let Err(error @ StartError::Tls(_)) = Simulator::start(folder.settings()) else {
        panic!("served with no key");
    };
    assert!(error.to_string().contains("ca-key.pem"), "{error}");
    fs::remove_dir_all(&authority).unwrap();
    fs::write(&authority, "a file where the folder should be").unwrap();
    let error = Simulator::start(folder.settings()).unwrap_err().to_string();
    assert!(error.contains("authority"), "{error}");
}

#[tokio::test]
async fn an_address_that_is_taken_is_named() {
    let folder = Folder::new();
    let simulator = folder.start();
    let mut settings = folder.settings();
    settings.tls.listen = https(&simulator);
    let taken = settings.tls.listen;
    let Err(StartError::Listen { address, .. }) = Simulator::start(settings) else {
        panic!("two on one address");
    };
    assert_eq!(address, taken);
    let mut settings = support::settings();
    settings.listen = simulator.address();
    assert!(matches!(
        Simulator::start(settings),
        Err(StartError::Listen { .. })
    ));
}

#[tokio::test]
async fn without_being_told_there_is_no_https() {
    let simulator = support::simulator();
    assert_eq!(simulator.https_url(), None);
    assert_eq!(simulator.authority(), None);
}
