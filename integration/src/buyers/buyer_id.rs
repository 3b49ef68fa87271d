//! 取引先ID: ten digits of the user's id and a counter of two.

use std::fmt;

/// A buyer id as the add-on numbers them: the user 8 is `000000000800` first and `000000000801` next (seen).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BuyerId {
    user: u64,
    counter: u8,
}

/// The largest user id that has a buyer id: ten digits.
pub const MAX_USER: u64 = 9_999_999_999;

impl BuyerId {
    /// A user's first id; `None` for a user number beyond ten digits.
    pub const fn first(user: u64) -> Option<Self> {
        if user <= MAX_USER {
            Some(Self { user, counter: 0 })
        } else {
            None
        }
    }

    /// The id after a counter; `None` after 99, or without a first id.
    pub const fn after(user: u64, counter: u8) -> Option<Self> {
        if user <= MAX_USER && counter < 99 {
            Some(Self {
                user,
                counter: counter + 1,
            })
        } else {
            None
        }
    }

    /// The counter in it.
    pub const fn counter(self) -> u8 {
        self.counter
    }
}

impl fmt::Display for BuyerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:010}{:02}", self.user, self.counter)
    }
}
