//! Changes from outside that do not fit the books: they are named, and have no effect.

use crate::tests::support::asking::{app, ask, morning, payment, with_state};
use crate::{
    books::{
        buyers::BuyerStatus,
        change::{Alteration, Cause, Change, Misfit},
        undo::Undo,
    },
    vendor::RegisterPayment,
};

#[test]
fn a_change_that_does_not_fit_changes_nothing() {
    let app = app("");
    ask::<RegisterPayment>(&app, &payment("1", "1111", 1_000, 100));
    let mut books = with_state(&app, |state| state.books().clone());
    let before = books.clone();
    let (buyer, order) = (|| "9999".into(), || "9".into());
    let day = morning().date();
    for (change, misfit) in [
        (
            Change::BuyerScreened {
                buyer: buyer(),
                decision: BuyerStatus::pending(),
            },
            Misfit::Buyer,
        ),
        (
            Change::BuyerAltered {
                buyer: buyer(),
                alteration: Box::new(Alteration::default()),
            },
            Misfit::Buyer,
        ),
        (
            Change::PaymentRegistered {
                order: order(),
                buyer: buyer(),
                price: 1,
                tax: 0,
                date: day,
            },
            Misfit::Buyer,
        ),
        (Change::PaymentCancelled { order: order() }, Misfit::Order),
        (
            Change::ReturnBooked {
                order: order(),
                amount: 1,
            },
            Misfit::Order,
        ),
        (
            Change::ReturnBooked {
                order: "1".into(),
                amount: 1_101,
            },
            Misfit::Return,
        ),
        (Change::InvoicesPaid { due: day }, Misfit::Invoices),
        (
            Change::ShipmentRegistered {
                order: order(),
                slip: "123456789013".into(),
                confirm_at: Some(morning()),
            },
            Misfit::Order,
        ),
        (Change::ShipmentCancelled { order: order() }, Misfit::Order),
        (
            Change::ShipmentConfirmed {
                order: order(),
                pays_on: Some(day),
            },
            Misfit::Order,
        ),
    ] {
        let tried = books.try_apply(morning(), Cause::Control, &change, &mut Undo::default());
        assert_eq!(tried, Err(misfit), "{change:?}");
        assert_eq!(books, before, "{change:?}");
    }
}
