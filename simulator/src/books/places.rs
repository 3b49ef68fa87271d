//! Places: four-byte references between buyers and payments within the books.

#![expect(
    clippy::expect_used,
    reason = "places come from the books themselves, and nothing is ever taken out of these"
)]

use super::{Books, buyers::Buyer, payments::Payment};

/// The place of an index.
pub(super) fn place(index: usize) -> u32 {
    u32::try_from(index).expect("memory is full before there are 2^32 of anything")
}

impl Books {
    /// The buyer of a place, with the id.
    pub(super) fn buyer_at(&self, place: u32) -> (&str, &Buyer) {
        let buyer = self.buyers.get_index(place as usize);
        buyer
            .map(|(id, buyer)| (&**id, buyer))
            .expect("the books hold the buyer of each place")
    }

    pub(super) fn buyer_at_mut(&mut self, place: u32) -> &mut Buyer {
        let buyer = self.buyers.get_index_mut(place as usize);
        buyer
            .map(|(_, buyer)| buyer)
            .expect("the books hold the buyer of each place")
    }

    /// The payment of a place, with the order number.
    pub(super) fn payment_at(&self, place: u32) -> (&str, &Payment) {
        let payment = self.payments.get_index(place as usize);
        payment
            .map(|(order, payment)| (&**order, payment))
            .expect("the books hold the payment of each place")
    }

    pub(super) fn payment_at_mut(&mut self, place: u32) -> &mut Payment {
        let payment = self.payments.get_index_mut(place as usize);
        payment
            .map(|(_, payment)| payment)
            .expect("the books hold the payment of each place")
    }
}
