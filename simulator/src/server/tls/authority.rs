//! The files of the authority: its key and its certificate.

use std::{
    fs, io,
    net::Ipv6Addr,
    path::{Path, PathBuf},
    sync::Arc,
};

use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, KeyPair, KeyUsagePurpose, NameConstraints,
};
use tokio_rustls::rustls::{
    RootCertStore,
    client::{WebPkiServerVerifier, danger::ServerCertVerifier as _},
    crypto::aws_lc_rs::default_provider,
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject as _},
};

use crate::server::tls::{HOSTS, TlsError, set_validity};
use crate::storage::sqlite::private;

pub(super) const AUTHORITY: &str = "ca.pem";
pub(super) const KEY: &str = "ca-key.pem";
/// For how many years the authority is good.
const YEARS: i32 = 10;

/// Whether somebody who trusts the authority of a file takes a certificate.
pub(super) fn vouches(
    authority: &Path,
    certificate: &CertificateDer<'_>,
) -> Result<bool, TlsError> {
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
pub(super) fn usual_directory() -> Option<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let data = variable("XDG_DATA_HOME")
        .or_else(|| variable("LOCALAPPDATA"))
        .map(PathBuf::from);
    let data = data.or_else(|| Some(PathBuf::from(variable("HOME")?).join(".local/share")));
    Some(data?.join("kakebarai-simulator"))
}

/// The authority's key, made where there is none.
pub(super) fn key(directory: &Path) -> Result<KeyPair, TlsError> {
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
pub(super) fn write(path: &Path, text: &str, mode: u32) -> Result<(), TlsError> {
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
pub(super) fn authority_params() -> CertificateParams {
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
