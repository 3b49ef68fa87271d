//! HTTPS: a private authority that is made once and can vouch for nothing but the provider's two hosts and this machine.

mod authority;

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{ToSpan as _, civil::Date};
use parking_lot::Mutex;
use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair,
    KeyUsagePurpose, SanType,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs::default_provider,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
        server::{ClientHello, ResolvesServerCert},
        sign::CertifiedKey,
    },
};

use self::authority::{AUTHORITY, Authority, KEY, usual_directory};
use crate::{clock::today, vendor::HOSTS};

/// Why there is no https.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The files of the authority cannot be read or written.
    #[error("{place} を読み書きできません（{source}）")]
    File {
        /// The file.
        place: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// Something is no key, or cannot be made.
    #[error("証明書を作れません（{0}）。{AUTHORITY} と {KEY} を消すと、次の起動で作り直します")]
    Certificate(#[from] rcgen::Error),
    /// The library does not take it.
    #[error("証明書を使えません（{0}）")]
    Rustls(#[from] tokio_rustls::rustls::Error),
    /// The certificate of the authority is not that of its key.
    #[error(
        "{place} は、同じフォルダーの {KEY} の証明書ではありません。両方を消すと、次の起動で作り直します。接続する側には新しい {AUTHORITY} を信頼させてください"
    )]
    Strange {
        /// The certificate.
        place: String,
    },
    /// The authority has expired and cannot be replaced.
    #[error(
        "認証局 {place} は期限が切れていて、作り直せません（{source}）。このフォルダーに書き込めるようにするか、設定 tls.directory で別のフォルダーを指定してください"
    )]
    Expired {
        /// The certificate.
        place: String,
        /// What the operating system says.
        source: io::Error,
    },
    /// There is no place for the files.
    #[error("認証局を置くフォルダーが分かりません。設定 tls.directory を指定してください")]
    NoDirectory,
}

/// What https is served with.
pub(crate) struct Https {
    pub(crate) acceptor: TlsAcceptor,
    pub(crate) trusted: Trusted,
}

/// The certificate that clients are to trust.
#[derive(Debug)]
pub(crate) struct Trusted {
    pub(crate) place: PathBuf,
    /// Whether this start replaced a certificate that expires within a year.
    pub(crate) is_renewed: bool,
}

impl Https {
    /// Takes the authority of a folder, or makes it there, and has it vouch for this process.
    pub(crate) fn new(directory: Option<&Path>) -> Result<Self, TlsError> {
        let directory = match directory {
            Some(directory) => directory.to_owned(),
            None => usual_directory().ok_or(TlsError::NoDirectory)?,
        };
        let (issued, trusted) = issue(&directory, today())?;
        let certificates = Certificates {
            directory,
            issued: Mutex::new(issued),
        };
        let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(certificates));
        config.alpn_protocols = vec![b"http/1.1".to_vec(), b"http/1.0".to_vec()];
        Ok(Self {
            acceptor: TlsAcceptor::from(Arc::new(config)),
            trusted,
        })
    }
}

/// The certificate of this process, replaced in time before it expires.
#[derive(Debug)]
struct Certificates {
    directory: PathBuf,
    issued: Mutex<Issued>,
}

#[derive(Debug)]
struct Issued {
    on: Date,
    certificate: Arc<CertifiedKey>,
}

impl Issued {
    /// Whether a day is one of the first eleven months of its year.
    fn is_fresh(&self, today: Date) -> bool {
        (self.on..self.on.saturating_add(11.months())).contains(&today)
    }
}

impl Certificates {
    fn on(&self, today: Date) -> Arc<CertifiedKey> {
        let mut issued = self.issued.lock();
        // If it fails, the old one is good for a month, and the next client has it tried again.
        if !issued.is_fresh(today)
            && let Ok((fresh, _)) = issue(&self.directory, today)
        {
            *issued = fresh;
        }
        issued.certificate.clone()
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.on(today()))
    }
}

/// Has the authority of a folder vouch for this process.
fn issue(directory: &Path, today: Date) -> Result<(Issued, Trusted), TlsError> {
    let authority = Authority::of(directory, today)?;
    let key = KeyPair::generate()?;
    let certificate = leaf(&HOSTS, today)?.signed_by(&key, &authority.issuer)?;
    authority.vouches_for(certificate.der(), today)?;
    // Only now is it known to be the certificate of our key.
    let is_renewed = authority.renew(today)?;
    let private = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let chain = vec![certificate.der().clone()];
    let certificate = CertifiedKey::from_der(chain, private, &default_provider())?;
    let issued = Issued {
        on: today,
        certificate: Arc::new(certificate),
    };
    let trusted = Trusted {
        place: authority.place,
        is_renewed,
    };
    Ok((issued, trusted))
}

/// A certificate for hosts and this machine, for a year.
fn leaf(hosts: &[&str], today: Date) -> Result<CertificateParams, rcgen::Error> {
    let names: Vec<String> = hosts
        .iter()
        .copied()
        .chain(["localhost"])
        .map(Into::into)
        .collect();
    let mut params = CertificateParams::new(names)?;
    let addresses = [
        IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(Ipv6Addr::LOCALHOST),
    ];
    params
        .subject_alt_names
        .extend(addresses.map(SanType::IpAddress));
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, "kakebarai-simulator");
    params.distinguished_name = name;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    set_validity(&mut params, today, 1);
    Ok(params)
}

/// From yesterday on, for clocks that are a little behind.
fn set_validity(params: &mut CertificateParams, today: Date, years: i32) {
    let from = today.yesterday().unwrap_or(today);
    let [month, day] = [from.month(), from.day()].map(i8::unsigned_abs);
    let year = i32::from(from.year());
    params.not_before = rcgen::date_time_ymd(year, month, day);
    // There is not always a 29 February.
    params.not_after = rcgen::date_time_ymd(year + years, month, day.min(28));
}

#[cfg(test)]
mod tests {
    use std::fs;

    use jiff::civil::date;
    use rcgen::Issuer;
    use tokio_rustls::{
        TlsConnector,
        rustls::{ClientConfig, RootCertStore, pki_types::ServerName},
    };

    use super::{authority::authority_params, *};

    /// The authority in a folder as it is now.
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
        // Also one whose clock was wrong at its start.
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
            // Clients that trust the old one accept what the new one vouches for, and the other way round.
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
        // In the way of the file that is to become the new one.
        let new = format!("ca.{}.new", std::process::id());
        fs::create_dir(folder.path().join(new)).unwrap();
        let (_, trusted) = issue(folder.path(), date(2036, 1, 13)).unwrap();
        assert!(!trusted.is_renewed, "it is good for a day more");
        let error = issue(folder.path(), date(2036, 1, 14)).err().unwrap();
        let text = error.to_string();
        assert!(text.contains("ca.pem は期限が切れていて") && text.contains("tls.directory"));
    }

    /// Whether a client that trusts the authority alone takes a certificate that it signed for a host.
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
}
