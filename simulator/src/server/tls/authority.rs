//! The files of the authority: its key and its certificate.

use std::{
    fs, io,
    net::Ipv6Addr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use jiff::{
    ToSpan as _,
    civil::{Date, date},
};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    NameConstraints,
};
use tokio_rustls::rustls::{
    RootCertStore,
    client::{WebPkiServerVerifier, danger::ServerCertVerifier as _},
    crypto::aws_lc_rs::default_provider,
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject as _},
};

use super::{TlsError, set_validity};
use crate::{random::random, storage::private::private, vendor::HOSTS};

pub(super) const AUTHORITY: &str = "ca.pem";
pub(super) const KEY: &str = "ca-key.pem";
/// The years for which the authority is valid.
const YEARS: i32 = 10;

/// The authority of a folder.
pub(super) struct Authority {
    pub(super) issuer: Issuer<'static, KeyPair>,
    pub(super) place: PathBuf,
    /// Its certificate.
    certificate: CertificateDer<'static>,
}

impl Authority {
    /// Reads the authority of a folder, or creates it there.
    pub(super) fn of(directory: &Path, today: Date) -> Result<Self, TlsError> {
        let key = key(directory)?;
        let place = directory.join(AUTHORITY);
        let params = authority_params(today);
        if !place.exists() {
            match write(&place, &params.self_signed(&key)?.pem(), 0o644, true) {
                // Another simulator was faster; its certificate is as good.
                Err(source) if source.kind() == io::ErrorKind::AlreadyExists => {}
                written => written.map_err(|source| unusable(&place, source))?,
            }
        }
        let certificate = CertificateDer::from_pem_file(&place).map_err(|_| strange(&place))?;
        Ok(Self {
            issuer: Issuer::new(params, key),
            place,
            certificate,
        })
    }

    /// Replaces the certificate by one for the same key if it would expire before a certificate that it signs today. Clients that trust the
    /// old one still accept what the key signs until the old one expires. Returns whether it was replaced.
    pub(super) fn renew(&self, today: Date) -> Result<bool, TlsError> {
        let place = &self.place;
        let (_, old) =
            x509_parser::parse_x509_certificate(&self.certificate).map_err(|_| strange(place))?;
        let expires = old.validity().not_after.timestamp();
        if expires > seconds(today.saturating_add(1.year())) {
            return Ok(false);
        }
        let new = authority_params(today).self_signed(self.issuer.key())?;
        match write(place, &new.pem(), 0o644, false) {
            Err(source) if expires <= seconds(today) => Err(TlsError::Expired {
                place: place.display().to_string(),
                source,
            }),
            // A certificate that cannot be replaced is used until it expires.
            written => Ok(written.is_ok()),
        }
    }

    /// Checks that clients that trust the authority accept a certificate.
    pub(super) fn vouches_for(
        &self,
        certificate: &CertificateDer<'_>,
        today: Date,
    ) -> Result<(), TlsError> {
        let strange = || strange(&self.place);
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.clone()).map_err(|_| strange())?;
        let provider = Arc::new(default_provider());
        let verifier = WebPkiServerVerifier::builder_with_provider(roots.into(), provider)
            .build()
            .map_err(|_| strange())?;
        let name = ServerName::try_from(HOSTS[0]).map_err(|_| strange())?;
        let today = u64::try_from(seconds(today)).unwrap_or_default();
        let now = UnixTime::since_unix_epoch(Duration::from_secs(today));
        verifier
            .verify_server_cert(certificate, &[], &name, &[], now)
            .map_err(|_| strange())?;
        Ok(())
    }
}

/// The beginning of a day in seconds since 1970.
fn seconds(day: Date) -> i64 {
    let since = day - date(1970, 1, 1);
    i64::from(since.get_days()) * 24 * 60 * 60
}

fn strange(place: &Path) -> TlsError {
    TlsError::Strange {
        place: place.display().to_string(),
    }
}

/// The folder in which programs of this user keep their data.
pub(super) fn usual_directory() -> Option<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let data = variable("XDG_DATA_HOME")
        .or_else(|| variable("LOCALAPPDATA"))
        .map(PathBuf::from);
    let data = data.or_else(|| Some(PathBuf::from(variable("HOME")?).join(".local/share")));
    Some(data?.join("kakebarai-simulator"))
}

/// The authority's key, created if missing.
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
    match write(&path, &key.serialize_pem(), 0o600, true) {
        Ok(()) => Ok(key),
        // Another simulator was faster; its key is as good.
        Err(source) if source.kind() == io::ErrorKind::AlreadyExists => {
            let pem = fs::read_to_string(&path).map_err(|source| unusable(&path, source))?;
            Ok(KeyPair::from_pem(&pem)?)
        }
        Err(source) => Err(unusable(&path, source)),
    }
}

/// Writes a file, all of it at once. With `is_new` fails if the file exists, else replaces it.
fn write(path: &Path, text: &str, mode: u32, is_new: bool) -> io::Result<()> {
    let written = path.with_extension(format!("{}.new", std::process::id()));
    let write = || {
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
        #[cfg(not(unix))]
        let _ = mode;
        io::Write::write_all(&mut options.open(&written)?, text.as_bytes())?;
        if is_new {
            fs::hard_link(&written, path)
        } else {
            fs::rename(&written, path)
        }
    };
    let done = write();
    let _ = fs::remove_file(&written);
    done
}

fn unusable(path: &Path, source: io::Error) -> TlsError {
    TlsError::File {
        place: path.display().to_string(),
        source,
    }
}

/// The authority's parameters: always the same but for its key and the day on which it is made.
pub(super) fn authority_params(today: Date) -> CertificateParams {
    let mut params = CertificateParams::default();
    // Otherwise two certificates for one key have one number, which browsers refuse.
    params.serial_number = Some(random().into());
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
    set_validity(&mut params, today, YEARS);
    params
}
