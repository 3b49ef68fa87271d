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
    !matches!(sought(facts), Some(Search::ByTelephone(found)) if found.is_empty())
}

pub(in crate::vendor) fn the_telephone_number_alone_is_of_one_buyer(facts: &Facts<'_>) -> bool {
    !matches!(sought(facts), Some(Search::ByTelephone(found)) if found.len() > 1)
}

pub(in crate::vendor) fn the_buyer_id_and_the_telephone_number_are_of_one_buyer(
    facts: &Facts<'_>,
) -> bool {
    !matches!(sought(facts), Some(Search::ByBoth(None)))
}

/// A buyer with its id.
pub(in crate::vendor) type Found<'a> = (&'a str, &'a Buyer);

/// The buyers that a buyer id, a telephone number, or both refer to.
pub(in crate::vendor) enum Search<'a> {
    Neither,
    ById(Option<Found<'a>>),
    ByTelephone(Vec<Found<'a>>),
    ByBoth(Option<Found<'a>>),
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
    /// The buyer, if exactly one is found.
    pub(in crate::vendor) fn found(&self) -> Option<Found<'a>> {
        match self {
            Self::ById(found) | Self::ByBoth(found) => *found,
            Self::ByTelephone(found) if found.len() == 1 => found.first().copied(),
            Self::Neither | Self::ByTelephone(_) => None,
        }
    }
}
