//! Calibrations of simulators in this process with known settings, and of misbehaving hosts.

mod asked;
mod codes;
mod cut_off;
mod host;
mod persons;
mod proof;
mod safety;

use std::{path::Path, pin::Pin, sync::Arc, time::Duration};

use kakebarai_simulator::Settings;
use tokio::sync::Notify;

use super::{
    Calibrated, CalibrationEvent, CalibrationInputs, Credentials, Notebook, Options, Surroundings,
    Target, calibrate,
};
use crate::provider::{Merchant, OrderSeen, Provider};

/// Advances time at the provider, and may cut off.
struct Watched {
    merchant: Option<Merchant>,
    /// The answer at which the calibration is cut off.
    cut_at: Option<(u32, Arc<Notify>)>,
}

impl Surroundings for Watched {
    fn tell(&mut self, event: &CalibrationEvent<'_>) {
        if let (CalibrationEvent::Answered { sent, .. }, Some((at, cut))) = (event, &self.cut_at)
            && sent == at
        {
            cut.notify_one();
        }
    }

    fn wait<'w>(&'w mut self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + 'w>> {
        Box::pin(async move {
            if let Some(merchant) = &self.merchant {
                merchant
                    .advance(&format!("{} seconds", time.as_secs()))
                    .await
                    .unwrap();
            }
        })
    }
}

/// A simulator with a merchant whose credentials are known.
struct Calibrating {
    provider: Provider,
    merchant: Merchant,
}

impl Calibrating {
    async fn of(toml: &str) -> Self {
        let settings = Settings::read(Some(("settings.toml", toml)), std::iter::empty());
        let settings = settings.unwrap_or_else(|problems| panic!("{toml}: {problems:?}"));
        let provider = Provider::start(settings).unwrap();
        let merchant = provider.merchant().await.unwrap();
        Self { provider, merchant }
    }

    fn target(&self) -> Target {
        let (_, port) = self.provider.url().rsplit_once(':').unwrap();
        Target::loopback(port.parse().unwrap())
    }

    fn credentials(&self) -> Credentials {
        Credentials::new(self.merchant.code(), self.merchant.password()).unwrap()
    }

    fn beginning(&self, options: Options, notebook: Notebook) -> CalibrationInputs {
        CalibrationInputs {
            target: self.target(),
            credentials: self.credentials(),
            options,
            notebook,
            surroundings: Box::new(Watched {
                merchant: Some(self.merchant.clone()),
                cut_at: None,
            }),
            recordings: None,
        }
    }

    async fn calibrated(&self, options: Options) -> Calibrated {
        let notebook = Notebook::new(self.target(), None);
        calibrate(self.beginning(options, notebook)).await.unwrap()
    }

    /// Every settlement that is not cancelled.
    async fn standing(&self) -> Vec<String> {
        let orders = self.merchant.orders().await.unwrap();
        let standing = orders.into_iter().filter(OrderSeen::stands);
        standing.map(|order| order.order_number).collect()
    }
}

/// All questions that leave nothing behind except an application.
fn everything() -> Options {
    Options {
        allow_settlements: true,
        allow_applications: true,
        wait: Some(Duration::from_hours(3)),
        ..Options::default()
    }
}

/// Every file below a folder, with its text.
fn texts(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(texts(&path));
        } else {
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((path.display().to_string(), text));
        }
    }
    found
}
