//! The conditions on the buyer that an inquiry names.

use super::super::rules::facts::{Facts, FormFacts};
use super::items::{BUYER_ID, TELEPHONE};
use crate::books::buyers::Buyer;

pub(in crate::vendor) fn the_buyer_id_or_the_telephone_number_is_given(
    facts: &FormFacts<'_>,
) -> bool {
    facts.text(BUYER_ID).is_some() || facts.text(TELEPHONE).is_some()
}

pub(in crate::vendor) fn the_buyer_id_alone_is_registered(facts: &Facts<'_>) -> bool {
    !matches!(sought(facts), Some(Search::ById(None)))
}

pub(in crate::vendor) fn the_telephone_number_alone_is_registered(facts: &Facts<'_>) -> bool {
    !matches!(sought(facts), Some(Search::ByTelephone(buyers)) if buyers.is_empty())
}

pub(in crate::vendor) fn the_telephone_number_alone_is_of_one_buyer(facts: &Facts<'_>) -> bool {
    !matches!(sought(facts), Some(Search::ByTelephone(buyers)) if buyers.len() > 1)
}

pub(in crate::vendor) fn the_buyer_id_and_the_telephone_number_are_of_one_buyer(
    facts: &Facts<'_>,
) -> bool {
    !matches!(sought(facts), Some(Search::ByBoth(None)))
}

/// A buyer in the books, with its id.
pub(in crate::vendor) type KnownBuyer<'a> = (&'a str, &'a Buyer);

/// The buyers that a buyer id, a telephone number, or both refer to.
pub(in crate::vendor) enum Search<'a> {
    Neither,
    ById(Option<KnownBuyer<'a>>),
    ByTelephone(Vec<KnownBuyer<'a>>),
    ByBoth(Option<KnownBuyer<'a>>),
}

pub(in crate::vendor) fn sought<'a>(facts: &Facts<'a>) -> Option<Search<'a>> {
    let books = facts.books()?;
    let by_id = |id: &'a str| books.buyer(id).map(|buyer| (id, buyer));
    Some(match (facts.text(BUYER_ID), facts.text(TELEPHONE)) {
        (None, None) => Search::Neither,
        (Some(id), None) => Search::ById(by_id(id)),
        (None, Some(telephone)) => Search::ByTelephone(books.buyers_at(telephone).collect()),
        (Some(id), Some(telephone)) => {
            let mut there = books.buyers_at(telephone);
            Search::ByBoth(there.find(|(known, _)| *known == id))
        }
    })
}

impl<'a> Search<'a> {
    /// The one buyer that is meant.
    pub(in crate::vendor) fn buyer(&self) -> Option<KnownBuyer<'a>> {
        match self {
            Self::ById(buyer) | Self::ByBoth(buyer) => *buyer,
            Self::ByTelephone(buyers) if buyers.len() == 1 => buyers.first().copied(),
            Self::Neither | Self::ByTelephone(_) => None,
        }
    }
}
