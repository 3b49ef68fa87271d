//! Buyers (取引先): their identity, screening status and credit.

use std::collections::HashMap;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    Books,
    agenda::{Due, Moment},
    change::{Change, Decided, Misfit},
    places::place,
    undo::{Step, Undo},
};

/// What the screening says (判定). The names are the texts of the wire.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize, ToSchema)]
pub enum Judgement {
    /// Not decided. The text on the wire is a setting.
    #[serde(rename = "審査中")]
    Pending,
    /// Accepted.
    #[default]
    #[serde(rename = "ご利用可")]
    Accepted,
    /// The application was incomplete; the buyer applies again under another id.
    #[serde(rename = "申込不備")]
    Incomplete,
    /// Refused.
    #[serde(rename = "ご利用不可")]
    Refused,
    /// The membership was cancelled.
    #[serde(rename = "取消")]
    Cancelled,
    /// Accepted, and the limit was changed since.
    #[serde(rename = "限度額変更")]
    LimitChanged,
}

impl Judgement {
    /// Every judgement with its text.
    pub(crate) const ALL: [(Self, &'static str); 6] = [
        Self::Pending.with_text(),
        Self::Accepted.with_text(),
        Self::Incomplete.with_text(),
        Self::Refused.with_text(),
        Self::Cancelled.with_text(),
        Self::LimitChanged.with_text(),
    ];

    const fn with_text(self) -> (Self, &'static str) {
        (self, self.text())
    }

    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Pending => "審査中",
            Self::Accepted => "ご利用可",
            Self::Incomplete => "申込不備",
            Self::Refused => "ご利用不可",
            Self::Cancelled => "取消",
            Self::LimitChanged => "限度額変更",
        }
    }

    pub(crate) const fn is_accepted(self) -> bool {
        matches!(self, Self::Accepted | Self::LimitChanged)
    }
}

/// The data of a new buyer.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewBuyer {
    pub(crate) id: Box<str>,
    pub(crate) name: String,
    /// As given, hyphens included.
    pub(crate) telephone: String,
    pub(crate) standing: BuyerStatus,
    pub(crate) used_amount: u64,
    /// When the screening decided. `None`: long ago, so AN070 can always be called.
    pub(crate) decided_at: Option<DateTime>,
}

/// The status that a screening step gives a buyer.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BuyerStatus {
    pub(crate) judgement: Judgement,
    /// 利用可; without it the buyer exists but may not buy.
    pub(crate) usable: bool,
    /// Stopped, or the contract ended.
    pub(crate) stopped: bool,
    pub(crate) temporarily_stopped: bool,
    /// In yen.
    pub(crate) credit_limit: u32,
}

impl BuyerStatus {
    /// ご利用可, 利用可, with a limit in yen.
    pub(crate) const fn accepted(credit_limit: u32) -> Self {
        Self {
            judgement: Judgement::Accepted,
            usable: true,
            stopped: false,
            temporarily_stopped: false,
            credit_limit,
        }
    }

    /// 審査中.
    pub(crate) const fn pending() -> Self {
        Self {
            judgement: Judgement::Pending,
            credit_limit: 0,
            ..Self::accepted(0)
        }
    }
}

/// A buyer in the books.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Buyer {
    pub(crate) name: Box<str>,
    pub(crate) telephone: Box<str>,
    pub(crate) standing: BuyerStatus,
    /// The used part of the limit, in yen.
    pub(crate) used_amount: u64,
    /// In yen: the settled amounts that are not cancelled, less returns.
    pub(crate) settled_total: i64,
    /// When the application arrived, or a buyer from outside was added.
    pub(crate) applied_at: DateTime,
    pub(crate) decided_at: Option<DateTime>,
}

impl Buyer {
    /// 利用可: accepted, and neither stopped nor made unusable.
    pub(crate) const fn may_buy(&self) -> bool {
        let standing = &self.standing;
        standing.judgement.is_accepted()
            && standing.usable
            && !standing.stopped
            && !standing.temporarily_stopped
    }
}

/// The digits of a telephone number, which comparisons use.
// Unknown: whether hyphens count when a buyer is looked up by telephone. There is no setting.
pub(crate) fn digits(telephone: &str) -> String {
    telephone.chars().filter(char::is_ascii_digit).collect()
}

impl Books {
    pub(super) fn apply_to_buyers(
        &mut self,
        at: DateTime,
        change: &Change,
        undo: &mut Undo,
    ) -> Result<(), Misfit> {
        match change {
            Change::BuyerAdded(buyer) => {
                self.add(at, buyer, undo);
            }
            Change::BuyerApplied { buyer, screening } => {
                let place = self.add(at, buyer, undo);
                for (at, decision) in screening {
                    self.schedule(
                        *at,
                        Due::Screening {
                            buyer: place,
                            decision: *decision,
                        },
                        undo,
                    );
                }
            }
            Change::BuyerScreened { buyer, decision } => {
                let (index, _, buyer) = self.buyers.get_full_mut(buyer).ok_or(Misfit::Buyer)?;
                undo.note(|| Step::BuyerWas(place(index), Box::new(buyer.clone())));
                buyer.standing = *decision;
                buyer.decided_at = Some(at);
            }
            Change::BuyerAltered { buyer, alteration } => {
                let (index, _, found) = self.buyers.get_full_mut(buyer).ok_or(Misfit::Buyer)?;
                let place = place(index);
                undo.note(|| Step::BuyerWas(place, Box::new(found.clone())));
                if let Some(telephone) = &alteration.telephone {
                    let old = digits(&found.telephone);
                    found.telephone = telephone.as_str().into();
                    for digits in [&old, &digits(telephone)] {
                        undo.note(|| telephone_was(&self.telephones, digits));
                    }
                    if let Some(places) = self.telephones.get_mut(old.as_str()) {
                        places.retain(|at| *at != place);
                        if places.is_empty() {
                            self.telephones.remove(old.as_str());
                        }
                    }
                    self.telephones
                        .entry(digits(telephone).into())
                        .or_default()
                        .push(place);
                }
                let standing = &mut found.standing;
                if let Some(judgement) = alteration.judgement {
                    // An alteration from outside is final: pending steps of the screening are dropped.
                    let is_off = |_: &Moment, due: &mut Due| matches!(due, Due::Screening { buyer, .. } if *buyer == place);
                    for (moment, due) in self.agenda.extract_if(.., is_off) {
                        undo.note(|| Step::DueWas(moment, due));
                    }
                    // Unknown: whether a later judgement restarts the days of AN070; one of the screening does here.
                    if judgement == Judgement::Pending {
                        found.decided_at = None;
                    } else if judgement != standing.judgement {
                        found.decided_at = Some(at);
                    }
                }
                // What is set by hand stands: later steps of the screening do not lift a stop or a limit.
                let mut later = Vec::new();
                for (moment, due) in &mut self.agenda {
                    let before = *due;
                    let Due::Screening { buyer, decision } = due else {
                        continue;
                    };
                    if *buyer != place {
                        continue;
                    }
                    set(&mut decision.stopped, alteration.stopped);
                    set(
                        &mut decision.temporarily_stopped,
                        alteration.temporarily_stopped,
                    );
                    set(&mut decision.credit_limit, alteration.credit_limit);
                    decision.usable &= alteration.usable != Some(false);
                    if *due != before {
                        later.push((*moment, before));
                    }
                }
                for (moment, due) in later {
                    undo.note(|| Step::DueWas(moment, due));
                }
                set(&mut standing.judgement, alteration.judgement);
                set(&mut standing.usable, alteration.usable);
                set(&mut standing.stopped, alteration.stopped);
                set(
                    &mut standing.temporarily_stopped,
                    alteration.temporarily_stopped,
                );
                set(&mut standing.credit_limit, alteration.credit_limit);
                set(&mut found.name, alteration.name.as_deref().map(Into::into));
                set(&mut found.used_amount, alteration.used_amount);
                if let Some(decided) = alteration.decided_at {
                    found.decided_at = match decided {
                        Decided::LongAgo => None,
                        Decided::At(moment) => Some(moment),
                    };
                }
            }
            // Unnamed: it may hold personal data.
            _ => unreachable!("a change of another kind alters no buyers"),
        }
        Ok(())
    }

    /// Adds a buyer. Returns its place.
    fn add(&mut self, at: DateTime, buyer: &NewBuyer, undo: &mut Undo) -> u32 {
        let place = place(self.buyers.len());
        undo.note(|| telephone_was(&self.telephones, &digits(&buyer.telephone)));
        undo.note(|| Step::BuyerAdded);
        self.telephones
            .entry(digits(&buyer.telephone).into())
            .or_default()
            .push(place);
        self.buyers.insert(
            buyer.id.clone(),
            Buyer {
                name: buyer.name.as_str().into(),
                telephone: buyer.telephone.as_str().into(),
                standing: buyer.standing,
                used_amount: buyer.used_amount,
                settled_total: 0,
                applied_at: at,
                decided_at: buyer.decided_at,
            },
        );
        place
    }

    pub(super) fn place_of_buyer(&self, id: &str) -> Option<u32> {
        self.buyers.get_index_of(id).map(place)
    }
}

fn telephone_was(telephones: &HashMap<Box<str>, Vec<u32>>, digits: &str) -> Step {
    Step::TelephoneWas(digits.into(), telephones.get(digits).cloned())
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}
