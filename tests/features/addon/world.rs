//! A shop with the add-on: an account of its own, a ledger of its own, an order in the making.

use std::{sync::LazyLock, time::Duration};

use futures::future::LocalBoxFuture;
use jiff::civil::date;
use kakebarai::{
    billing::BillingTerms,
    buyers::{
        ScreeningStatus,
        application::Application,
        eligibility::{Customer, Eligibility, Offer, Rules},
    },
    client::{Address, Client, Credentials, Decimal2},
    clock::Clock,
    gateway::{ApplicationOutcome, Gateway, NotApplied, NotSent, Outcome, Retries},
    ledger::Ledger,
    order::{Order, Tax},
};
use kakebarai_simulator::Simulator;
use serde_json::Value;

use crate::{
    features::{
        running::{Leave, assert_clean},
        wording::api,
    },
    support::{self, control::Control},
};

/// One for all features: the merchants keep them apart.
static SIMULATOR: LazyLock<Simulator> = LazyLock::new(support::watching_simulator);

/// The group クロネコ掛け払い取引先 of the shop.
pub(super) const GROUP: u32 = 9;

#[derive(cucumber::World)]
#[world(init = Self::open)]
pub(super) struct Shop {
    pub(super) control: Control,
    pub(super) gateway: Gateway,
    pub(super) checkout: Eligibility,
    pub(super) rules: Rules,
    pub(super) terms: BillingTerms,
    pub(super) order: Order,
    pub(super) buyer: String,
    pub(super) customer: Option<Customer>,
    pub(super) form: Application,
    /// What became of what was asked last.
    pub(super) outcome: Option<Result<Outcome, String>>,
    pub(super) bulk: Vec<(String, Result<Outcome, NotSent>)>,
    pub(super) offer: Option<Offer>,
    pub(super) applied: Option<Result<ApplicationOutcome, NotApplied>>,
    pub(super) screening: Option<ScreeningStatus>,
    pub(super) csv: super::user_groups::Groups,
}

impl Shop {
    async fn open() -> Self {
        let merchant = SIMULATOR.merchant();
        let credentials = Credentials::new(merchant.code(), merchant.password());
        let address = Address::custom(SIMULATOR.url()).unwrap();
        let client = Client::new(address, credentials).unwrap();
        let now: jiff::Timestamp = "2026-11-24T01:00:00Z".parse().unwrap();
        let clock = Clock::of(move || now);
        let ledger = Ledger::open("sqlite::memory:", clock.clone())
            .await
            .unwrap();
        let retries = Retries {
            times: 1,
            first_wait: Duration::ZERO,
        };
        Self {
            control: Control::of(SIMULATOR.url(), merchant.code()),
            gateway: Gateway::new(client.clone(), ledger).with_retries(retries),
            checkout: Eligibility::new(client, clock, Duration::from_secs(30)),
            rules: Rules::for_everybody(),
            terms: BillingTerms::default(),
            order: order(),
            buyer: "1111".to_owned(),
            customer: None,
            form: Application::default(),
            outcome: None,
            bulk: Vec::new(),
            offer: None,
            applied: None,
            screening: None,
            csv: super::user_groups::Groups::default(),
        }
    }

    pub(super) fn outcome(&self) -> &Outcome {
        match self.outcome.as_ref().expect("まだ何も要求していません") {
            Ok(outcome) => outcome,
            Err(why) => panic!("要求していません：{why}"),
        }
    }

    /// A field that Yamato has received in the one request of a kind: its value, of personal data the number of characters alone.
    pub(super) async fn received(&self, request: &str, field: &str) -> Value {
        let journal = self
            .control
            .get(&format!("/journal?api={}", api(request)))
            .await;
        let [entry] = journal["entries"].as_array().unwrap().as_slice() else {
            panic!("{request}は1回のはずです：{journal}");
        };
        let mut fields = entry["received"].as_array().unwrap().iter();
        let found = fields.find(|known| known["name"] == field);
        found
            .unwrap_or_else(|| panic!("{field}がありません：{entry}"))
            .clone()
    }

    /// The tax of a name.
    pub(super) fn tax(&self, name: &str) -> Option<u32> {
        if name.is_empty() {
            return None;
        }
        let known = self.order.taxes.iter().find(|tax| tax.name == name);
        Some(
            known
                .unwrap_or_else(|| panic!("税「{name}」はありません"))
                .id,
        )
    }

    /// Adds a tax; the first is number 1.
    pub(super) fn add_tax(&mut self, name: &str, rate: &str, included: bool) {
        let id = u32::try_from(self.order.taxes.len()).unwrap() + 1;
        let rate: Decimal2 = rate.parse().unwrap();
        let tax = if included {
            Tax::included(id, name, rate)
        } else {
            Tax::on_top(id, name, rate)
        };
        self.order.taxes.push(tax);
    }
}

/// An order that has nothing in it.
pub(super) fn order() -> Order {
    Order::new("1001", date(2026, 11, 24))
}

impl std::fmt::Debug for Shop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shop")
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}

impl Leave for Shop {
    /// The traffic of a scenario that has not failed is clean.
    fn leave<'a>(&'a mut self, failed: Option<&'a str>) -> LocalBoxFuture<'a, ()> {
        Box::pin(async move {
            if failed.is_none() {
                assert_clean(&self.control).await;
            }
        })
    }
}
