//! Made-up buyers and orders, with Japanese names; the same for the same seed.

use fake::{
    Fake as _,
    faker::{address::raw::CityName, name::raw::LastName},
    locales::JA_JP,
    rand::{RngExt as _, SeedableRng as _, rngs::StdRng},
};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::books::{
    buyers::{BuyerStatus, NewBuyer},
    change::Change,
};

/// The most made-up buyers and orders in all merchants together: some 350 MB of them.
pub(crate) const MAX_OF_ALL: u64 = 1_000_000;

/// The most buyers and orders of one merchant.
pub(crate) const MAX_BUYERS: u32 = 10_000;
pub(crate) const MAX_ORDERS: u32 = 100_000;

/// The greatest integer that every program reads from JSON as it is.
pub(crate) const MAX_SEED: u64 = (1 << 53) - 1;

/// What to make up.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SampleData {
    /// How many buyers, at most 10,000. Their ids are `M000001` and so on.
    #[schema(maximum = 10_000, example = 20)]
    pub(crate) buyers: u32,
    /// How many orders, at most 100,000. Their numbers are `M-0000001` and so on. Those that do not fit a buyer's limit are made
    /// smaller.
    #[serde(default)]
    #[schema(maximum = 100_000, example = 100)]
    pub(crate) orders: u32,
    /// Left out: 1. Every client knows integers up to this one.
    #[schema(maximum = 9_007_199_254_740_991_u64, example = 1)]
    pub(crate) seed: Option<u64>,
}

impl SampleData {
    pub(crate) fn seed(&self) -> u64 {
        self.seed.unwrap_or(1)
    }

    /// The number of buyers and orders.
    pub(crate) fn size(&self) -> u64 {
        u64::from(self.buyers) + u64::from(self.orders)
    }

    /// Checks the limits. Errors name the remedy.
    pub(crate) fn check(&self) -> Result<(), &'static str> {
        if self.buyers > MAX_BUYERS || self.orders > MAX_ORDERS {
            return Err("取引先は10,000件以内、注文は100,000件以内にしてください");
        }
        if self.seed() > MAX_SEED {
            return Err("種は9,007,199,254,740,991以下にしてください");
        }
        if self.buyers == 0 && self.orders > 0 {
            return Err("注文を作るには取引先が1件以上必要です");
        }
        Ok(())
    }

    /// The changes that create such buyers and orders.
    pub(crate) fn changes(&self, now: DateTime) -> Vec<Change> {
        let mut rng = StdRng::seed_from_u64(self.seed());
        let mut changes = Vec::new();
        let mut left = Vec::new();
        for number in 1..=self.buyers {
            let (buyer, limit) = buyer(&mut rng, number);
            left.push((buyer.id.clone(), limit));
            changes.push(Change::BuyerAdded(Box::new(buyer)));
        }
        let orders = (1..=self.orders).filter(|_| self.buyers > 0);
        let drawn: Vec<(usize, u32)> = orders
            .map(|_| {
                let place = rng.random_range(0..left.len());
                (place, rng.random_range(1_000..=100_000))
            })
            .collect();
        // The orders that each buyer will have, so that credit is left for the last one, too.
        let mut to_come = vec![0_u32; left.len()];
        for (place, _) in &drawn {
            to_come[*place] += 1;
        }
        let least: Vec<u32> = left
            .iter()
            .zip(&to_come)
            .map(|((_, limit), count)| (limit / (2 * count).max(1)).min(1_100))
            .collect();
        for (number, (place, price)) in (1..).zip(drawn) {
            let (id, left) = &mut left[place];
            to_come[place] -= 1;
            let free = *left - least[place] * to_come[place];
            // At most a fifth of what is left, so that every buyer keeps credit for the next one.
            let price = price.min(*left / 5).max(least[place] * 10 / 11);
            let price = price.min(free * 10 / 11);
            let tax = price / 10;
            *left -= price + tax;
            changes.push(Change::PaymentRegistered {
                order: format!("M-{number:07}").into(),
                buyer: id.clone(),
                price,
                tax,
                date: now.date(),
            });
        }
        changes
    }
}

fn buyer(rng: &mut StdRng, number: u32) -> (NewBuyer, u32) {
    let family: String = LastName(JA_JP).fake_with_rng(rng);
    let city: String = CityName(JA_JP).fake_with_rng(rng);
    let trade = [
        "商店",
        "製作所",
        "工業",
        "食品",
        "印刷",
        "物産",
        "電機",
        "建材",
    ];
    let trade = trade[rng.random_range(0..trade.len())];
    let limit = rng.random_range(6..=30) * 100_000;
    let telephone = format!(
        "03-{:04}-{:04}",
        rng.random_range(0..10_000),
        rng.random_range(0..10_000)
    );
    let buyer = NewBuyer {
        id: format!("M{number:06}").into(),
        name: format!("株式会社{family}{trade}\u{3000}{city}支店"),
        telephone,
        standing: BuyerStatus::accepted(limit),
        used_amount: 0,
        decided_at: None,
    };
    (buyer, limit)
}
