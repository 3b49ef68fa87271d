//! HTTPS: a private authority that is made once and can vouch for nothing but the provider's two hosts and this machine.

use std::{
    fs, io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    path::{Path, PathBuf},
    sync::Arc,
};

use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    NameConstraints, SanType,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        RootCertStore, ServerConfig,
        client::{WebPkiServerVerifier, danger::ServerCertVerifier as _},
        crypto::aws_lc_rs::default_provider,
        pki_types::{
            CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName, UnixTime,
            pem::PemObject as _,
        },
    },
};

use crate::{clock::today, ledger::file::private};

/// The provider's hosts: production and test.
pub(crate) const HOSTS: [&str; 2] = ["yamato-credit-finance.jp", "demo.yamato-credit-finance.jp"];
const AUTHORITY: &str = "ca.pem";
const KEY: &str = "ca-key.pem";
/// For how many years the authority is good.
const YEARS: i32 = 10;

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

/// Whether somebody who trusts the authority of a file takes a certificate.
fn vouches(authority: &Path, certificate: &CertificateDer<'_>) -> Result<bool, TlsError> {
    let strange = || TlsError::Strange {
        place: authority.display().to_string(),
    };
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(authority).map_err(|_| strange())?)
        .map_err(|_| strange())?;
    let verifier =
        WebPkiServerVerifier::builder_with_provider(roots.into(), Arc::new(default_provider()))
            .build()
            .map_err(|_| strange())?;
    let name = ServerName::try_from(HOSTS[0]).map_err(|_| strange())?;
    let now = UnixTime::now();
    let taken = verifier.verify_server_cert(certificate, &[], &name, &[], now);
    Ok(taken.is_ok())
}

/// Where programs of this user keep their data.
fn usual_directory() -> Option<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let data = variable("XDG_DATA_HOME")
        .or_else(|| variable("LOCALAPPDATA"))
        .map(PathBuf::from);
    let data = data.or_else(|| Some(PathBuf::from(variable("HOME")?).join(".local/share")));
    Some(data?.join("kakebarai-simulator"))
}

/// The authority's key, made where there is none.
fn key(directory: &Path) -> Result<KeyPair, TlsError> {
    let path = directory.join(KEY);
    match fs::read_to_string(&path) {
        Ok(pem) => {
            private(&path).map_err(|source| unusable(&path, source))?;
            return Ok(KeyPair::from_pem(&pem)?);
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(source) => return Err(unusable(&path, source)),
    }
    fs::create_dir_all(directory).map_err(|source| unusable(directory, source))?;
    let key = KeyPair::generate()?;
    match write(&path, &key.serialize_pem(), 0o600) {
        // Another simulator was faster; its key is as good.
        Err(TlsError::File { source, .. }) if source.kind() == io::ErrorKind::AlreadyExists => {
            let pem = fs::read_to_string(&path).map_err(|source| unusable(&path, source))?;
            Ok(KeyPair::from_pem(&pem)?)
        }
        written => written.map(|()| key),
    }
}

/// Writes a new file, all of it at once.
fn write(path: &Path, text: &str, mode: u32) -> Result<(), TlsError> {
    let written = path.with_extension(format!("{}.new", std::process::id()));
    let write = || {
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
        #[cfg(not(unix))]
        let _ = mode;
        io::Write::write_all(&mut options.open(&written)?, text.as_bytes())?;
        // A link fails where there is such a file already.
        fs::hard_link(&written, path)
    };
    let done = write().map_err(|source| unusable(path, source));
    let _ = fs::remove_file(&written);
    done
}

fn unusable(path: &Path, source: io::Error) -> TlsError {
    TlsError::File {
        place: path.display().to_string(),
        source,
    }
}

/// The authority: always the same but for its key and the day on which it was made.
fn authority_params() -> CertificateParams {
    let mut params = CertificateParams::default();
    let mut name = DistinguishedName::new();
    name.push(DnType::CommonName, "kakebarai-simulator private CA");
    params.distinguished_name = name;
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let dns = |name: &str| GeneralSubtree::DnsName(name.to_owned());
    let loopback_v4 = CidrSubnet::V4([127, 0, 0, 0], [255, 0, 0, 0]);
    let loopback_v6 = CidrSubnet::V6(Ipv6Addr::LOCALHOST.octets(), [255; 16]);
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: HOSTS
            .into_iter()
            .chain(["localhost"])
            .map(dns)
            .chain([loopback_v4, loopback_v6].map(GeneralSubtree::IpAddress))
            .collect(),
        excluded_subtrees: Vec::new(),
    });
    set_validity(&mut params, YEARS);
    params
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
    use tokio_rustls::{TlsConnector, rustls::ClientConfig};

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
