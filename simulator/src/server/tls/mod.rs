//! HTTPS: a private authority that is made once and can vouch for nothing but the provider's two hosts and this machine.

mod authority;
#[cfg(test)]
mod tests;

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::{ToSpan as _, civil::Date};
use parking_lot::{Mutex, MutexGuard};
use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair,
    KeyUsagePurpose, PKCS_RSA_SHA256, RsaKeySize, SanType,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        CipherSuite, ServerConfig,
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
        /// The error of the operating system.
        source: io::Error,
    },
    /// Something is not a key, or cannot be made.
    #[error("証明書を作れません（{0}）。{AUTHORITY} と {KEY} を消すと、次の起動で作り直します")]
    Certificate(#[from] rcgen::Error),
    /// The library does not accept it.
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
        /// The error of the operating system.
        source: io::Error,
    },
    /// There is no folder for the files.
    #[error("認証局を置くフォルダーが分かりません。設定 tls.directory を指定してください")]
    NoDirectory,
}

/// The parts of an https server.
pub(crate) struct Https {
    pub(crate) acceptor: TlsAcceptor,
    pub(crate) trusted: Trusted,
}

/// The certificate that clients must trust.
#[derive(Debug)]
pub(crate) struct Trusted {
    pub(crate) place: PathBuf,
    /// Whether this start replaced a certificate that expires within a year.
    pub(crate) is_renewed: bool,
}

impl Https {
    /// Reads or creates the authority of a folder, and lets it sign a certificate for this process.
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

/// The certificate of this process, replaced before it expires.
#[derive(Debug)]
struct Certificates {
    directory: PathBuf,
    issued: Mutex<Issued>,
}

#[derive(Debug)]
struct Issued {
    on: Date,
    certificate: Arc<CertifiedKey>,
    /// The same for clients that support only RSA; made for the first of them.
    rsa: Option<Arc<CertifiedKey>>,
}

impl Issued {
    /// Whether a day is in the first eleven months of the certificate.
    fn is_fresh(&self, today: Date) -> bool {
        (self.on..self.on.saturating_add(11.months())).contains(&today)
    }
}

impl Certificates {
    fn on(&self, today: Date) -> Arc<CertifiedKey> {
        self.fresh(today).certificate.clone()
    }

    fn rsa_on(&self, today: Date) -> Option<Arc<CertifiedKey>> {
        let mut issued = self.fresh(today);
        if issued.rsa.is_none() {
            let made = Authority::of(&self.directory, issued.on).and_then(|authority| {
                let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048)?;
                certified(&authority, &key, issued.on)
            });
            // Without it the handshake fails.
            issued.rsa = made.ok().map(Arc::new);
        }
        issued.rsa.clone()
    }

    /// The issued certificates, reissued if they expire soon.
    fn fresh(&self, today: Date) -> MutexGuard<'_, Issued> {
        let mut issued = self.issued.lock();
        // If it fails, the old one is valid for a month, and the next client triggers another attempt.
        if !issued.is_fresh(today)
            && let Ok((fresh, _)) = issue(&self.directory, today)
        {
            *issued = fresh;
        }
        issued
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let usual = self.on(today());
        let has_suite = |suite| OF_ECDSA.contains(suite);
        let is_known = usual.key.choose_scheme(hello.signature_schemes()).is_some()
            && hello.cipher_suites().iter().any(has_suite);
        if is_known {
            Some(usual)
        } else {
            self.rsa_on(today())
        }
    }
}

/// The suites with which a client accepts an ECDSA certificate.
const OF_ECDSA: [CipherSuite; 6] = [
    CipherSuite::TLS13_AES_256_GCM_SHA384,
    CipherSuite::TLS13_AES_128_GCM_SHA256,
    CipherSuite::TLS13_CHACHA20_POLY1305_SHA256,
    CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    CipherSuite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    CipherSuite::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
];

/// Lets the authority of a folder sign a certificate for this process.
fn issue(directory: &Path, today: Date) -> Result<(Issued, Trusted), TlsError> {
    let authority = Authority::of(directory, today)?;
    let key = KeyPair::generate()?;
    let certificate = certified(&authority, &key, today)?;
    // Only now is it known to be the certificate of our key.
    let is_renewed = authority.renew(today)?;
    let issued = Issued {
        on: today,
        certificate: Arc::new(certificate),
        rsa: None,
    };
    let trusted = Trusted {
        place: authority.place,
        is_renewed,
    };
    Ok((issued, trusted))
}

/// A certificate for a key of this process, which clients that trust the authority accept.
fn certified(authority: &Authority, key: &KeyPair, today: Date) -> Result<CertifiedKey, TlsError> {
    let certificate = leaf(&HOSTS, today)?.signed_by(key, &authority.issuer)?;
    authority.vouches_for(certificate.der(), today)?;
    let private = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let chain = vec![certificate.der().clone()];
    Ok(CertifiedKey::from_der(chain, private, &default_provider())?)
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
