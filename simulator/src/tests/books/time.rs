//! The day on which buyers pay.

use jiff::civil::date;

use crate::books::time::day_of_payment;

#[test]
fn buyers_pay_on_the_5th_of_the_month_after_next() {
    for (confirmed, paid) in [
        (date(2026, 11, 24), date(2027, 1, 5)),
        (date(2026, 11, 30), date(2027, 1, 5)),
        (date(2026, 12, 1), date(2027, 2, 5)),
        (date(2026, 12, 31), date(2027, 2, 5)),
        (date(2027, 1, 1), date(2027, 3, 5)),
        (date(2028, 2, 29), date(2028, 4, 5)),
        (date(2026, 10, 5), date(2026, 12, 5)),
    ] {
        assert_eq!(day_of_payment(confirmed), paid, "{confirmed}");
    }
}
