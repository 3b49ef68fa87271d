//! The certificates that the authority signs, their validity, and which one a client gets.

use std::fs;

use jiff::civil::date;
use rcgen::Issuer;
use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, RootCertStore,
        pki_types::{CertificateDer, ServerName, pem::PemObject as _},
        version::TLS12,
    },
};

use super::{authority::authority_params, *};

/// The present authority in a folder.
fn authority(folder: &Path) -> (String, String) {
    [AUTHORITY, KEY]
        .map(|name| fs::read_to_string(folder.join(name)).unwrap())
        .into()
}

#[test]
fn a_process_that_runs_for_years_always_has_a_certificate_that_is_good() {
    let folder = tempfile::tempdir().unwrap();
    let start = date(2026, 1, 15);
    let (issued, _) = issue(folder.path(), start).unwrap();
    let first = issued.certificate.clone();
    let certificates = Certificates {
        directory: folder.path().to_owned(),
        issued: Mutex::new(issued),
    };
    for today in [start, date(2026, 12, 14)] {
        assert!(Arc::ptr_eq(&certificates.on(today), &first), "{today}");
    }
    // Also an authority whose clock was wrong at its start.
    let days = [
        date(2026, 12, 15),
        date(2028, 3, 1),
        date(2047, 1, 1),
        date(2025, 6, 1),
    ];
    for today in days {
        let certificate = certificates.on(today);
        assert!(!Arc::ptr_eq(&certificate, &first), "{today}");
        let authority = Authority::of(folder.path(), today).unwrap();
        for day in [today, today.saturating_add(1.month())] {
            let leaf = certificate.end_entity_cert().unwrap();
            authority.vouches_for(leaf, day).unwrap();
        }
    }
}

#[test]
fn an_authority_is_replaced_a_year_before_it_expires_and_keeps_its_key() {
    let folder = tempfile::tempdir().unwrap();
    let (_, trusted) = issue(folder.path(), date(2026, 1, 15)).unwrap();
    assert!(!trusted.is_renewed);
    let first = authority(folder.path());
    let old = Authority::of(folder.path(), date(2026, 1, 15)).unwrap();
    let (_, trusted) = issue(folder.path(), date(2035, 1, 13)).unwrap();
    assert!(!trusted.is_renewed && authority(folder.path()) == first);
    for today in [date(2035, 1, 14), date(2060, 1, 1)] {
        let before = authority(folder.path());
        let (issued, trusted) = issue(folder.path(), today).unwrap();
        assert!(trusted.is_renewed, "{today}");
        let renewed = authority(folder.path());
        assert!(renewed.0 != before.0 && renewed.1 == first.1, "{today}");
        // Clients that trust the old one accept what the new one signs, and the other way round.
        let leaf = issued.certificate.end_entity_cert().unwrap();
        old.vouches_for(leaf, today).unwrap();
        let new = Authority::of(folder.path(), today).unwrap();
        new.vouches_for(leaf, today).unwrap();
        assert!(!issue(folder.path(), today).unwrap().1.is_renewed);
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn an_expired_authority_that_cannot_be_replaced_is_named() {
    let folder = tempfile::tempdir().unwrap();
    issue(folder.path(), date(2026, 1, 15)).unwrap();
    // Blocks the file that would become the new one.
    let new = format!("ca.{}.new", std::process::id());
    fs::create_dir(folder.path().join(new)).unwrap();
    let (_, trusted) = issue(folder.path(), date(2036, 1, 13)).unwrap();
    assert!(!trusted.is_renewed, "it is good for a day more");
    let error = issue(folder.path(), date(2036, 1, 14)).err().unwrap();
    let text = error.to_string();
    assert!(text.contains("ca.pem は期限が切れていて") && text.contains("tls.directory"));
}

/// Whether a client that trusts only the authority accepts a certificate that it signed for a host.
async fn is_trusted(host: &'static str) -> Result<(), String> {
    let key = KeyPair::generate().unwrap();
    let authority = authority_params(today()).self_signed(&key).unwrap();
    let own_key = KeyPair::generate().unwrap();
    let issuer = Issuer::new(authority_params(today()), key);
    let mut params = leaf(&[], today()).unwrap();
    params.subject_alt_names = CertificateParams::new(vec![host.to_owned()])
        .unwrap()
        .subject_alt_names;
    let certificate = params.signed_by(&own_key, &issuer).unwrap();
    let private = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(own_key.serialize_der()));
    let provider = Arc::new(default_provider());
    let server = ServerConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], private)
        .unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).unwrap();
    let client = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let (near, far) = tokio::io::duplex(64 * 1024);
    let name = ServerName::try_from(host).unwrap();
    let (connected, _) = tokio::join!(
        TlsConnector::from(Arc::new(client)).connect(name, near),
        TlsAcceptor::from(Arc::new(server)).accept(far)
    );
    connected.map(drop).map_err(|error| error.to_string())
}

#[tokio::test]
async fn the_authority_vouches_for_the_two_hosts_and_this_machine_alone() {
    for host in [
        HOSTS[0],
        HOSTS[1],
        "localhost",
        "127.0.0.1",
        "127.9.9.9",
        "::1",
    ] {
        assert_eq!(is_trusted(host).await, Ok(()), "{host}");
    }
    for host in [
        "example.com",
        "yamato.jp",
        "credit-finance.jp",
        "10.0.0.1",
        "::2",
    ] {
        let refused = is_trusted(host).await.unwrap_err();
        assert!(refused.contains("NameConstraint"), "{host}: {refused}");
    }
}

/// The certificate for a client that supports only these suites of TLS 1.2 and trusts the authority of a folder.
async fn certificate_for(suites: &[CipherSuite], folder: &Path) -> Result<Vec<u8>, String> {
    let mut provider = default_provider();
    provider
        .cipher_suites
        .retain(|suite| suites.contains(&suite.suite()));
    let pem = fs::read(folder.join(AUTHORITY)).unwrap();
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(&pem).unwrap())
        .unwrap();
    let client = ClientConfig::builder_with_provider(Arc::new(provider))
        .with_protocol_versions(&[&TLS12])
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let https = Https::new(Some(folder)).unwrap();
    let (near, far) = tokio::io::duplex(64 * 1024);
    let name = ServerName::try_from("localhost").unwrap();
    let (connected, _) = tokio::join!(
        TlsConnector::from(Arc::new(client)).connect(name, near),
        https.acceptor.accept(far)
    );
    let connected = connected.map_err(|error| error.to_string())?;
    let certificates = connected.get_ref().1.peer_certificates().unwrap();
    Ok(certificates[0].to_vec())
}

#[tokio::test]
async fn a_client_that_knows_rsa_alone_gets_a_certificate_of_its_kind() {
    let folder = tempfile::tempdir().unwrap();
    Https::new(Some(folder.path())).unwrap();
    for (suite, algorithm) in [
        (
            CipherSuite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            "1.2.840.113549.1.1.1",
        ),
        (
            CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            "1.2.840.10045.2.1",
        ),
    ] {
        let certificate = certificate_for(&[suite], folder.path()).await.unwrap();
        let (_, certificate) = x509_parser::parse_x509_certificate(&certificate).unwrap();
        let found = &certificate.public_key().algorithm.algorithm;
        assert_eq!(found.to_id_string(), algorithm, "{suite:?}");
    }
}
