//! When shipments are confirmed and buyers pay by themselves.

use jiff::{
    Span,
    civil::{Date, DateTime},
};

use super::calendar::{Calendar, Delay};

/// What happens by itself.
#[derive(Clone, Copy, Debug)]
pub struct TimeSettings {
    /// How long after 出荷登録 a shipment is confirmed; `None`: only by the control address.
    pub confirm_after: Option<Delay>,
    /// Whether buyers pay on the 5th of the month after next.
    pub buyers_pay: bool,
    /// Where the 5th is no business day, they pay on the next one.
    pub payments_wait_for_business_days: bool,
    /// From 29 December to 3 January are no business days.
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

    /// When a shipment registered now is confirmed by itself.
    pub(crate) fn confirmation(self, registered: DateTime) -> Option<DateTime> {
        let after = self.confirm_after?;
        Some(after.after(registered, self.calendar()))
    }

    /// When the buyer of an order confirmed on a day pays by itself.
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
// Unknown: of which day the month counts; here of the day of 出荷確定. There is no setting.
pub(crate) fn day_of_payment(confirmed: Date) -> Date {
    let first = confirmed.first_of_month();
    first.saturating_add(Span::new().months(2).days(4))
}
