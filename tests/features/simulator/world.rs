//! A shop with an account of its own, and what it heard last.

use std::{sync::LazyLock, time::Duration};

use kakebarai::client::{Address, Client, Credentials, Error, TimeOuts};
use kakebarai_simulator::Simulator;

use crate::support::{self, control::Control};

/// One for all features: the merchants keep them apart.
static SIMULATOR: LazyLock<Simulator> = LazyLock::new(support::simulator);

#[derive(cucumber::World)]
#[world(init = Self::open)]
pub(super) struct Shop {
    pub(super) client: Client,
    pub(super) control: Control,
    credentials: Credentials,
    /// What became of the last request that changes something; nothing before the first.
    pub(super) last: Option<Result<(), Error>>,
}

impl Shop {
    fn open() -> Self {
        let merchant = SIMULATOR.merchant();
        let credentials = Credentials::new(merchant.code(), merchant.password());
        Self {
            client: client(&credentials, TimeOuts::default()),
            control: Control::of(SIMULATOR.url(), merchant.code()),
            credentials,
            last: None,
        }
    }

    /// From now on the shop waits no longer than this.
    pub(super) fn wait_for(&mut self, total: Duration) {
        let connect = TimeOuts::default().connect.min(total / 2);
        self.client = client(&self.credentials, TimeOuts { connect, total });
    }

    /// What became of the last request.
    pub(super) fn last(&self) -> &Result<(), Error> {
        self.last.as_ref().expect("まだ何も要求していません")
    }

    /// The code of the last refusal, or what came instead of one.
    pub(super) fn refused(&self) -> String {
        match self.last() {
            Ok(()) => "受け付けられた".to_owned(),
            Err(Error::Refused(code)) => code.as_str().to_owned(),
            Err(other) => other.to_string(),
        }
    }
}

impl std::fmt::Debug for Shop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shop")
            .field("last", &self.last)
            .finish_non_exhaustive()
    }
}

fn client(credentials: &Credentials, time_outs: TimeOuts) -> Client {
    let address = Address::custom(SIMULATOR.url()).unwrap();
    Client::with_time_outs(address, credentials.clone(), time_outs).unwrap()
}

crate::features::running::just_ends!(Shop);
