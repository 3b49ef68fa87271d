//! HTTPS: a private authority that is made once and can vouch for nothing but the provider's two hosts and this machine.

mod authority;

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    path::{Path, PathBuf},
    sync::Arc,
};

use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, Issuer, KeyPair,
    KeyUsagePurpose, SanType,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs::default_provider,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

use self::authority::{AUTHORITY, KEY, authority_params, key, usual_directory, vouches, write};
use crate::clock::today;

/// The provider's hosts: production and test.
pub(crate) const HOSTS: [&str; 2] = ["yamato-credit-finance.jp", "demo.yamato-credit-finance.jp"];

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
    /// There is no place for the files.
    #[error("認証局を置くフォルダーが分かりません。設定 tls.directory を指定してください")]
    NoDirectory,
}

/// What https is served with.
pub(crate) struct Https {
    pub(crate) acceptor: TlsAcceptor,
    /// What clients are to trust.
    pub(crate) authority: PathBuf,
}

impl Https {
    /// Takes the authority of a folder, or makes it there, and has it vouch for this start.
    pub(crate) fn new(directory: Option<&Path>) -> Result<Self, TlsError> {
        let directory = match directory {
            Some(directory) => directory.to_owned(),
            None => usual_directory().ok_or(TlsError::NoDirectory)?,
        };
        let key = key(&directory)?;
        let authority = directory.join(AUTHORITY);
        if !authority.exists() {
            let certificate = authority_params().self_signed(&key)?;
            match write(&authority, &certificate.pem(), 0o644) {
                // Another simulator was faster; its certificate is as good.
                Err(TlsError::File { source, .. })
                    if source.kind() == io::ErrorKind::AlreadyExists => {}
                written => written?,
            }
        }
        let issuer = Issuer::new(authority_params(), key);
        let own_key = KeyPair::generate()?;
        let certificate = leaf(&HOSTS)?.signed_by(&own_key, &issuer)?;
        if !vouches(&authority, certificate.der())? {
            return Err(TlsError::Strange {
                place: authority.display().to_string(),
            });
        }
        let private = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(own_key.serialize_der()));
        let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], private)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            acceptor: TlsAcceptor::from(Arc::new(config)),
            authority,
        })
    }
}

/// A certificate for hosts and this machine, for a year.
fn leaf(hosts: &[&str]) -> Result<CertificateParams, rcgen::Error> {
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
    set_validity(&mut params, 1);
    Ok(params)
}

/// From yesterday on, for clocks that are a little behind.
fn set_validity(params: &mut CertificateParams, years: i32) {
    let from = today().yesterday().unwrap_or_else(|_| today());
    let [month, day] = [from.month(), from.day()].map(i8::unsigned_abs);
    let year = i32::from(from.year());
    params.not_before = rcgen::date_time_ymd(year, month, day);
    // There is not always a 29 February.
    params.not_after = rcgen::date_time_ymd(year + years, month, day.min(28));
}

#[cfg(test)]
mod tests {
    use tokio_rustls::{
        TlsConnector,
        rustls::{ClientConfig, RootCertStore, pki_types::ServerName},
    };

    use super::*;

    /// Whether a client that trusts the authority alone takes a certificate that it signed for a host.
    async fn is_trusted(host: &'static str) -> Result<(), String> {
        let key = KeyPair::generate().unwrap();
        let authority = authority_params().self_signed(&key).unwrap();
        let own_key = KeyPair::generate().unwrap();
        let issuer = Issuer::new(authority_params(), key);
        let mut params = leaf(&[]).unwrap();
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
