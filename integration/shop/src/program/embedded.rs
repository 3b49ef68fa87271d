//! The simulator inside: Yamato's test environment in the same process, with its books in a file of its own.

use std::{net::SocketAddr, path::Path, sync::Arc};

use jiff::tz::Offset;
use kakebarai_shop::{ProviderClock, SampleChange, SampleEvent};
use kakebarai_simulator::{
    MAGIC_NUMBERS, PastChange, PastEvent, Settings, Simulator, settings::Data,
};

/// Starts it; what it knows lies in a file.
///
/// `shop` is the address of the shop's administration, to which its pages link; how requests come is kept for them, too.
pub(crate) fn start(listen: SocketAddr, file: &Path, shop: String) -> Result<Simulator, String> {
    let settings = Settings {
        listen,
        data: Some(Data::File(file.to_owned())),
        shop_url: Some(shop),
        transport_facts: true,
        ..Settings::default()
    };
    Simulator::start(settings).map_err(|error| {
        format!("{error}（シミュレーターのポートは --simulator-listen で変えられます）")
    })
}

/// What its clock shows, as long as it is there.
pub(crate) fn clock(simulator: &Arc<Simulator>) -> ProviderClock {
    let simulator = Arc::downgrade(simulator);
    ProviderClock::of(move |merchant| {
        let shown = simulator.upgrade()?.clock(merchant)?;
        Offset::constant(9).to_timestamp(shown).ok()
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

/// Enters into a merchant's books what the shop has made up.
pub(crate) fn enter(
    simulator: &Simulator,
    merchant: &str,
    events: &[SampleEvent],
) -> Result<(), String> {
    let past = events.iter().map(|event| PastEvent {
        at: event.at,
        what: past_change(event.what.clone()),
    });
    let entered = simulator.enter_history(merchant, past.collect());
    entered.map_err(|error| {
        format!("作り物の注文を、シミュレーターの帳簿に記録できません（{error}）。--fresh で初めから始めてください")
    })
}

fn past_change(change: SampleChange) -> PastChange {
    match change {
        SampleChange::BuyerAccepted {
            buyer,
            name,
            telephone,
            credit_limit,
        } => PastChange::BuyerAccepted {
            buyer,
            name,
            telephone,
            credit_limit,
        },
        SampleChange::BuyerStopped { buyer } => PastChange::BuyerStopped { buyer },
        SampleChange::PaymentRegistered {
            order,
            buyer,
            price,
            tax,
        } => PastChange::PaymentRegistered {
            order,
            buyer,
            price,
            tax,
        },
        SampleChange::PaymentCancelled { order } => PastChange::PaymentCancelled { order },
        SampleChange::ShipmentRegistered { order, slip } => {
            PastChange::ShipmentRegistered { order, slip }
        }
        SampleChange::ShipmentConfirmed { order } => PastChange::ShipmentConfirmed { order },
    }
}
