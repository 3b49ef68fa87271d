//! Why a simulator could not be started.

use std::net::SocketAddr;

use super::tls::TlsError;
use crate::{settings::Problem, storage::data_error::DataError};

/// Why a simulator could not be started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be listened on.
    #[error(
        "{address} で待ち受けできません（{source}）。別のアドレスかポート（0 なら空きポート）を指定してください"
    )]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// The settings contradict each other or are out of range.
    #[error("{0}")]
    Settings(Problem),
    /// https cannot be set up.
    #[error("https で待ち受けできません：{0}")]
    Tls(#[from] TlsError),
    /// The stored data cannot be used.
    #[error("{place}：{source}")]
    Data {
        /// Where it is stored; without a password.
        place: String,
        /// The reason.
        source: DataError,
    },
}
