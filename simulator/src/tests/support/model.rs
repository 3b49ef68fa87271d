//! A naive model of a merchant's books: every order ever registered, with sums computed afresh for every question.

use jiff::{
    Span,
    civil::{Date, DateTime, date},
};

/// The settings that may differ between two simulators.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub(in crate::tests) struct Switches {
    /// 0 limit, 1 available, 2 only-g55.
    pub(in crate::tests) over_limit: u8,
    pub(in crate::tests) cancel_after_shipment: bool,
    pub(in crate::tests) cancel_after_confirmation: bool,
    pub(in crate::tests) reuse_cancelled_orders: bool,
    pub(in crate::tests) replace_shipments: bool,
    pub(in crate::tests) slip_must_be_of_the_order: bool,
    pub(in crate::tests) buyers_pay: bool,
    pub(in crate::tests) confirm_after_3_days: bool,
}

#[derive(Clone, Debug)]
pub(in crate::tests) struct Buyer {
    pub(in crate::tests) id: &'static str,
    pub(in crate::tests) limit: u64,
    /// When the screening answers ご利用可 and a limit; it is 審査中 until then.
    pub(in crate::tests) accepted_at: Option<DateTime>,
    /// The limit then: 600,000, or what was set by hand before.
    pub(in crate::tests) accepted_with: u64,
}

/// An order as it was registered; it stays even if its number is used again.
#[derive(Clone, Debug)]
pub(in crate::tests) struct Order {
    pub(in crate::tests) number: &'static str,
    pub(in crate::tests) buyer: &'static str,
    pub(in crate::tests) total: u64,
    pub(in crate::tests) returned: u64,
    pub(in crate::tests) state: u8,
    pub(in crate::tests) paid: bool,
    pub(in crate::tests) slip: Option<&'static str>,
    /// Its place in the order in which orders came under the slip.
    joined: usize,
    confirm_at: Option<DateTime>,
    pay_on: Option<Date>,
}

impl Order {
    fn owed(&self) -> u64 {
        self.total - self.returned
    }
}

/// A change of a buyer's used amount.
#[derive(Clone, Copy, Debug)]
enum Move {
    Take(u64),
    Give(u64),
    Set(u64),
}

#[derive(Clone, Debug)]
pub(in crate::tests) struct Model {
    switches: Switches,
    now: DateTime,
    pub(in crate::tests) buyers: Vec<Buyer>,
    pub(in crate::tests) orders: Vec<Order>,
    moves: Vec<(&'static str, Move)>,
    joined: usize,
}

impl Model {
    pub(in crate::tests) fn new(
        switches: Switches,
        now: DateTime,
        buyers: &[&'static str],
    ) -> Self {
        let buyers = buyers.iter().map(|id| Buyer {
            id,
            limit: 600_000,
            accepted_at: None,
            accepted_with: 600_000,
        });
        Self {
            switches,
            now,
            buyers: buyers.collect(),
            orders: Vec::new(),
            moves: Vec::new(),
            joined: 0,
        }
    }

    pub(in crate::tests) fn buyer(&self, id: &str) -> Option<&Buyer> {
        self.buyers.iter().find(|buyer| buyer.id == id)
    }

    /// The present order of a number.
    pub(in crate::tests) fn order(&self, number: &str) -> Option<&Order> {
        self.orders
            .iter()
            .rev()
            .find(|order| order.number == number)
    }

    fn order_mut(&mut self, number: &str) -> Option<&mut Order> {
        let mut orders = self.orders.iter_mut().rev();
        orders.find(|order| order.number == number)
    }

    pub(in crate::tests) fn used(&self, buyer: &str) -> u64 {
        let moves = self.moves.iter().filter(|(whose, _)| *whose == buyer);
        moves.fold(0, |used: u64, (_, made)| match made {
            Move::Take(amount) => used + amount,
            Move::Give(amount) => used.saturating_sub(*amount),
            Move::Set(amount) => *amount,
        })
    }

    /// A buyer's debt according to the orders alone.
    pub(in crate::tests) fn owed(&self, buyer: &str) -> u64 {
        let orders = self.orders.iter().filter(|order| order.buyer == buyer);
        let open = orders.filter(|order| order.state != 2 && !order.paid);
        open.map(Order::owed).sum()
    }

    pub(in crate::tests) fn settled(&self, buyer: &str) -> i64 {
        let orders = self.orders.iter().filter(|order| order.buyer == buyer);
        let amounts = orders.map(|order| {
            if order.state == 2 {
                return 0;
            }
            i64::try_from(order.total).unwrap() - i64::try_from(order.returned).unwrap()
        });
        amounts.sum()
    }

    /// The orders under a slip, in the order in which they were added.
    pub(in crate::tests) fn under(&self, slip: &str) -> Vec<&Order> {
        let mut orders: Vec<&Order> = self
            .orders
            .iter()
            .filter(|order| order.slip == Some(slip))
            .collect();
        orders.sort_by_key(|order| order.joined);
        orders
    }

    pub(in crate::tests) fn register(
        &mut self,
        number: &'static str,
        buyer: &'static str,
        price: u64,
        tax: u64,
    ) -> &'static str {
        let total = price + tax;
        let used = self.used(buyer);
        if let Some(order) = self.order(number)
            && !(order.state == 2 && self.switches.reuse_cancelled_orders)
        {
            return "A020004";
        }
        let Some(known) = self.buyer(buyer) else {
            return "G65";
        };
        if known.accepted_at.is_some_and(|at| at > self.now) {
            return "G65";
        }
        let left = match self.switches.over_limit {
            0 => known.limit,
            1 => known.limit.saturating_sub(used),
            _ => u64::MAX,
        };
        if price > left {
            return "A060004";
        }
        if total > left {
            return "A070004";
        }
        if used + total > known.limit {
            return "G55";
        }
        self.orders.push(Order {
            number,
            buyer,
            total,
            returned: 0,
            state: 1,
            paid: false,
            slip: None,
            joined: 0,
            confirm_at: None,
            pay_on: None,
        });
        self.moves.push((buyer, Move::Take(total)));
        "0"
    }

    pub(in crate::tests) fn cancel(&mut self, number: &str, buyer: &str) -> &'static str {
        let switches = self.switches;
        let Some(order) = self.order(number).cloned() else {
            return "B020004";
        };
        if order.buyer != buyer {
            return "B020004";
        }
        let may = match order.state {
            1 => true,
            3 => switches.cancel_after_shipment,
            10 => switches.cancel_after_confirmation,
            _ => false,
        };
        if !may {
            return "B020005";
        }
        if self.settled(order.buyer) < i64::try_from(order.total).unwrap() {
            return "B050001";
        }
        if !order.paid {
            self.moves.push((order.buyer, Move::Give(order.owed())));
        }
        let order = self.order_mut(number).unwrap();
        order.state = 2;
        order.slip = None;
        order.confirm_at = None;
        order.pay_on = None;
        "0"
    }

    pub(in crate::tests) fn ship(&mut self, number: &str, slip: &'static str) -> &'static str {
        let Some(order) = self.order(number) else {
            return "C020004";
        };
        if !(order.state == 1 || order.state == 3 && self.switches.replace_shipments) {
            return "C020005";
        }
        let mut others = self.under(slip);
        others.retain(|other| other.number != number);
        if others.len() >= 5 || others.iter().any(|other| other.state == 10) {
            return "C030004";
        }
        let of_the_buyer = others.iter().filter(|other| other.buyer == order.buyer);
        let sum: u64 = of_the_buyer.map(|other| other.owed()).sum();
        let limit = self.buyer(order.buyer).unwrap().limit;
        if sum + order.owed() > limit {
            return "C030006";
        }
        self.joined += 1;
        let (joined, now) = (self.joined, self.now);
        let confirm_at = self
            .switches
            .confirm_after_3_days
            .then(|| now.saturating_add(Span::new().hours(72)));
        let order = self.order_mut(number).unwrap();
        order.state = 3;
        order.slip = Some(slip);
        order.joined = joined;
        order.confirm_at = confirm_at;
        "0"
    }

    pub(in crate::tests) fn unship(&mut self, number: &str, slip: &str) -> &'static str {
        let Some(order) = self.order(number) else {
            return "D020004";
        };
        if order.state != 3 {
            return "D020005";
        }
        let carriers = self.under(slip);
        let own = carriers.iter().find(|carrier| carrier.number == number);
        if carriers.is_empty() || self.switches.slip_must_be_of_the_order && own.is_none() {
            return "D030004";
        }
        if own.unwrap_or(&carriers[0]).state != 3 {
            return "D030005";
        }
        let order = self.order_mut(number).unwrap();
        order.state = 1;
        order.slip = None;
        order.confirm_at = None;
        "0"
    }

    /// Whether the scheme can confirm it.
    pub(in crate::tests) fn confirm(&mut self, number: &str) -> bool {
        let (now, buyers_pay) = (self.now, self.switches.buyers_pay);
        let order = self.order_mut(number);
        let Some(order) = order.filter(|order| order.state == 3) else {
            return false;
        };
        order.state = 10;
        order.confirm_at = None;
        order.pay_on = buyers_pay.then(|| fifth_of_the_month_after_next(now.date()));
        true
    }

    /// Whether that amount can be returned.
    pub(in crate::tests) fn take_back(&mut self, number: &str, amount: u64) -> bool {
        let order = self.order_mut(number);
        let Some(order) = order.filter(|order| {
            order.state != 2 && !order.paid && amount >= 1 && amount <= order.owed()
        }) else {
            return false;
        };
        order.returned += amount;
        let buyer = order.buyer;
        self.moves.push((buyer, Move::Give(amount)));
        true
    }

    pub(in crate::tests) fn apply(&mut self, id: &'static str) -> &'static str {
        if self.buyer(id).is_some() {
            return "F020004";
        }
        self.buyers.push(Buyer {
            id,
            limit: 0,
            accepted_at: Some(self.now.saturating_add(Span::new().minutes(5))),
            accepted_with: 600_000,
        });
        "0"
    }

    /// Whether there is such a buyer.
    pub(in crate::tests) fn alter(
        &mut self,
        id: &'static str,
        limit: Option<u64>,
        used: Option<u64>,
    ) -> bool {
        let Some(buyer) = self.buyers.iter_mut().find(|buyer| buyer.id == id) else {
            return false;
        };
        if let Some(limit) = limit {
            (buyer.limit, buyer.accepted_with) = (limit, limit);
        }
        self.moves.extend(used.map(|used| (id, Move::Set(used))));
        true
    }

    /// Lets time pass minute by minute: screenings end, shipments are confirmed, buyers pay.
    pub(in crate::tests) fn advance_to(&mut self, then: DateTime) {
        loop {
            let screenings = self.buyers.iter().filter_map(|buyer| buyer.accepted_at);
            let confirmations = self.orders.iter().filter_map(|order| order.confirm_at);
            let payments = self.orders.iter().filter(|order| !order.paid);
            let payments = payments.filter_map(|order| order.pay_on.map(|day| day.at(0, 0, 0, 0)));
            let next = screenings
                .filter(|at| *at > self.now)
                .chain(confirmations)
                .chain(payments)
                .min();
            let Some(next) = next.filter(|next| *next <= then) else {
                break;
            };
            self.now = next;
            self.happen();
        }
        self.now = then;
    }

    /// Lets everything of this moment happen.
    fn happen(&mut self) {
        let now = self.now;
        for buyer in &mut self.buyers {
            if buyer.accepted_at == Some(now) {
                buyer.limit = buyer.accepted_with;
            }
        }
        let due = |order: &&Order| order.confirm_at == Some(now);
        let numbers: Vec<&str> = self
            .orders
            .iter()
            .filter(due)
            .map(|order| order.number)
            .collect();
        for number in numbers {
            self.confirm(number);
        }
        for order in &mut self.orders {
            if !order.paid && order.pay_on.is_some_and(|day| day.at(0, 0, 0, 0) == now) {
                order.paid = true;
                self.moves.push((order.buyer, Move::Give(order.owed())));
            }
        }
    }
}

/// By counting months.
fn fifth_of_the_month_after_next(day: Date) -> Date {
    match day.month() {
        month @ 1..=10 => date(day.year(), month + 2, 5),
        month => date(day.year() + 1, month - 10, 5),
    }
}
