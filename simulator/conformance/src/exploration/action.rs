//! The actions of shop, buyer and provider.

/// An action.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Action {
    /// A buyer confirms an order of this many yen without tax.
    Place {
        order: u8,
        yen: u32,
        lost: Option<Loss>,
    },
    /// The same order is confirmed again: a reload, a second click.
    Reconfirm {
        order: u8,
    },
    /// The buyer confirms the same cart as another order, since the outcome of the first is unknown.
    SameCart,
    Cancel {
        order: u8,
        lost: Option<Loss>,
    },
    Ship {
        order: u8,
        lost: Option<Loss>,
    },
    Unship {
        order: u8,
        lost: Option<Loss>,
    },
    /// The operator lets the shop resolve unknown outcomes.
    Recover,
    /// The provider lowers the buyer's limit, or raises it again.
    Limit {
        reached: bool,
    },
}

/// The way in which an answer is lost.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Loss {
    /// Processed, no answer.
    After,
    /// Not processed, no answer.
    Before,
    /// Processed, half an answer.
    CutXml,
    /// Not processed, no answer of the API.
    Unavailable,
}

impl Loss {
    /// The simplest one first.
    pub(super) const ALL: [Self; 4] = [Self::After, Self::Before, Self::CutXml, Self::Unavailable];

    /// Whether the request was processed nevertheless.
    pub(super) const fn is_processed(self) -> bool {
        matches!(self, Self::After | Self::CutXml)
    }

    /// Its words in the features.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::After => "処理された後に応答が失われる",
            Self::Before => "処理される前に失われる",
            Self::CutXml => "応答のXMLが途切れる",
            Self::Unavailable => "HTTPステータス503になる",
        }
    }
}

impl Action {
    /// The order of the action.
    pub(super) const fn order(self) -> Option<u8> {
        match self {
            Self::Place { order, .. }
            | Self::Reconfirm { order }
            | Self::Cancel { order, .. }
            | Self::Ship { order, .. }
            | Self::Unship { order, .. } => Some(order),
            Self::SameCart | Self::Recover | Self::Limit { .. } => None,
        }
    }

    /// The loss of its answer.
    pub(super) const fn lost(self) -> Option<Loss> {
        match self {
            Self::Place { lost, .. }
            | Self::Cancel { lost, .. }
            | Self::Ship { lost, .. }
            | Self::Unship { lost, .. } => lost,
            Self::Reconfirm { .. } | Self::SameCart | Self::Recover | Self::Limit { .. } => None,
        }
    }

    /// The same with another loss, if it can have one.
    pub(super) const fn losing(mut self, loss: Option<Loss>) -> Self {
        match &mut self {
            Self::Place { lost, .. }
            | Self::Cancel { lost, .. }
            | Self::Ship { lost, .. }
            | Self::Unship { lost, .. } => *lost = loss,
            Self::Reconfirm { .. } | Self::SameCart | Self::Recover | Self::Limit { .. } => {}
        }
        self
    }
}

/// A sentence of a scenario.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct StepText {
    pub(super) keyword: &'static str,
    pub(super) text: String,
}

/// The harness's name of an order.
pub(super) fn key(order: u8) -> String {
    format!("A-{order}")
}

/// Formats an amount for the features.
pub(super) fn yen(amount: u32) -> String {
    crate::scenario::table::in_groups(amount)
}

/// A slip number of an order: eleven digits, and these modulo 7.
pub(super) fn slip_number(order: u8, parcel: u8) -> String {
    let digits = 12_345_678_900 + u64::from(parcel) * 10 + u64::from(order);
    format!("{digits}{}", digits % 7)
}
