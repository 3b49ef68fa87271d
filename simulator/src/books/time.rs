//! When shipments are confirmed and buyers pay automatically.

use jiff::{
    Span,
    civil::{Date, DateTime},
};

use super::calendar::{Calendar, Delay};

/// The settings of automatic events.
#[derive(Clone, Copy, Debug)]
pub struct TimeSettings {
    /// How long after 出荷登録 a shipment is confirmed; `None`: only by the control address.
    pub confirm_after: Option<Delay>,
    /// Whether buyers pay on the 5th of the month after next.
    pub buyers_pay: bool,
    /// Whether they pay on the next business day if the 5th is not one.
    pub payments_wait_for_business_days: bool,
    /// Whether 29 December to 3 January are not business days.
    pub closed_at_new_year: bool,
}

impl Default for TimeSettings {
    fn default() -> Self {
        Self {
            confirm_after: None,
            buyers_pay: true,
            payments_wait_for_business_days: false,
            closed_at_new_year: true,
        }
    }
}

impl TimeSettings {
    pub(crate) const fn calendar(self) -> Calendar {
        Calendar {
            closed_at_new_year: self.closed_at_new_year,
        }
    }

    /// Returns when a shipment registered now is confirmed automatically.
    pub(crate) fn confirmation(self, registered: DateTime) -> Option<DateTime> {
        let after = self.confirm_after?;
        Some(after.after(registered, self.calendar()))
    }

    /// Returns when the buyer of an order confirmed on a day pays automatically.
    pub(crate) fn payment(self, confirmed: Date) -> Option<Date> {
        let day = self.buyers_pay.then(|| day_of_payment(confirmed))?;
        // Unknown: whether the 5th is put off over a weekend; time.payments_wait_for_business_days.
        Some(if self.payments_wait_for_business_days {
            self.calendar().from(day)
        } else {
            day
        })
    }
}

/// The 5th of the month after next, after the closing at the end of the month.
// Unknown: which day decides the month; here that of 出荷確定. There is no setting.
pub(crate) fn day_of_payment(confirmed: Date) -> Date {
    let first = confirmed.first_of_month();
    first.saturating_add(Span::new().months(2).days(4))
}
