//! The simulator inside: Yamato's test environment in the same process, with its books in a file of its own.

use std::{net::SocketAddr, path::Path};

use kakebarai_simulator::{MAGIC_NUMBERS, Settings, Simulator, settings::Data};

/// Starts it; what it knows lies in a file.
pub(crate) fn start(listen: SocketAddr, file: &Path) -> Result<Simulator, String> {
    let settings = Settings {
        listen,
        data: Some(Data::File(file.to_owned())),
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

/// What it does with certain applications, by the last digits of the telephone number.
pub(crate) fn application_hints() -> Vec<(String, String)> {
    let hints = MAGIC_NUMBERS.iter().map(|magic| {
        let what = format!("電話番号（代表）の末尾が{}", magic.digits);
        (what, magic.meaning.to_owned())
    });
    let usual = (
        "そのほかの電話番号".to_owned(),
        "5分後にご利用可になる".to_owned(),
    );
    hints.chain([usual]).collect()
}
