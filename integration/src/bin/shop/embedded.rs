//! The simulator inside: Yamato's test environment in the same process, with the buyers that the shop knows.

use std::net::SocketAddr;

use kakebarai_simulator::{Settings, Simulator};

/// Starts it; its books are in memory and begin anew.
pub(crate) fn start(listen: SocketAddr) -> Result<Simulator, String> {
    let settings = Settings {
        listen,
        ..Settings::default()
    };
    Simulator::start(settings).map_err(|error| {
        format!("{error}（シミュレーターのポートは --simulator-listen で変えられます）")
    })
}

/// 加盟店コード and パスワード of its first merchant.
pub(crate) fn merchant() -> Option<(String, String)> {
    let merchants = Settings::default().merchants.into_iter();
    let mut merchants = merchants.map(|merchant| (merchant.code, merchant.password));
    merchants.next()
}
