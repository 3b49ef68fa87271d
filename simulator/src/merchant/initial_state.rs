//! The initial state of a merchant, to which a reset goes back.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::sample_data::SampleData;
use crate::{
    books::{buyers::NewBuyer, change::Change},
    settings::Settings,
};

/// The initial state of a merchant, besides the settings' unusable slips.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InitialState {
    /// The settings' buyers.
    pub(crate) test_buyers: bool,
    pub(crate) made_up: Option<SampleData>,
}

impl InitialState {
    /// The settings' buyers alone.
    pub(crate) const STANDARD: Self = Self {
        test_buyers: true,
        made_up: None,
    };

    /// The changes that lead to it.
    pub(crate) fn changes(&self, settings: &Settings, now: DateTime) -> Vec<Change> {
        let wanted = settings.buyers.iter().filter(|_| self.test_buyers);
        let buyers = wanted.map(|buyer| {
            Change::BuyerAdded(Box::new(NewBuyer {
                id: buyer.id.as_str().into(),
                name: buyer.name.clone(),
                telephone: buyer.telephone.clone(),
                standing: buyer.standing,
                used_amount: buyer.used_amount,
                decided_at: None,
            }))
        });
        let slips = settings
            .unusable_slips
            .iter()
            .map(|prefix| Change::SlipsMadeUnusable {
                prefix: prefix.as_str().into(),
            });
        let made_up = self.made_up.as_ref();
        buyers
            .chain(slips)
            .chain(made_up.into_iter().flat_map(|made_up| made_up.changes(now)))
            .collect()
    }

    /// Returns the seed of its sample data.
    pub(crate) fn seed(&self) -> Option<u64> {
        self.made_up.as_ref().map(SampleData::seed)
    }

    /// Returns its JSON for storage.
    #[expect(
        clippy::expect_used,
        reason = "it holds nothing but numbers and switches"
    )]
    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string(self).expect("it can be written as JSON")
    }
}
