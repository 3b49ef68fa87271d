//! The required content of the provider's books, by a few rules: an order that the shop calls accepted exists once, with the sum shown; one
//! that it calls refused or not sent does not exist; an unknown outcome is known after it was asked about.
//!
//! Where a correct shop may act in different ways, the model only requires that shop and books agree.

use std::collections::BTreeMap;

use super::{
    action::{Action, Loss, StepText, key, slip_number, yen},
    order::{Open, OrderModel, Settlement},
};

/// The buyer.
const BUYER: &str = "1111";
/// A limit below every order, and the buyer's own limit.
const LIMITS: (u32, u32) = (1, 600_000);

/// The API that removes a shipment.
const REMOVAL: &str = "出荷取消";

/// The abilities of the adapter.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a verb of its own")]
pub(super) struct Abilities {
    pub(super) cancel: bool,
    pub(super) ship: bool,
    pub(super) unship: bool,
    pub(super) recover: bool,
}

/// The orders so far.
#[derive(Clone, Debug)]
pub(super) struct Model {
    abilities: Abilities,
    orders: BTreeMap<u8, OrderModel>,
    /// The order confirmed last, as long as its cart may be confirmed again.
    latest: Option<u8>,
    is_at_limit: bool,
    /// Whether an answer was lost whose request must be asked about later.
    has_loss: bool,
    lines: Vec<StepText>,
}

impl Model {
    pub(super) const fn new(abilities: Abilities) -> Self {
        Self {
            abilities,
            orders: BTreeMap::new(),
            latest: None,
            is_at_limit: false,
            has_loss: false,
            lines: Vec::new(),
        }
    }

    /// Drops actions that are impossible at their place. Returns the others with their sentences, and ends by resolving all unknown
    /// outcomes.
    pub(super) fn play(abilities: Abilities, actions: &[Action]) -> (Vec<Action>, Vec<StepText>) {
        let mut model = Self::new(abilities);
        let mut done: Vec<_> = actions
            .iter()
            .copied()
            .filter(|action| model.apply(*action))
            .collect();
        if done.last() != Some(&Action::Recover) && model.apply(Action::Recover) {
            done.push(Action::Recover);
        }
        (done, model.lines)
    }

    /// Performs an action and states what must hold then. Returns `false` if it is impossible here.
    pub(super) fn apply(&mut self, action: Action) -> bool {
        let is_done = match action {
            Action::Place { order, yen, .. } => self.place(order, yen, action),
            Action::Reconfirm { order } => self.reconfirm(order),
            Action::SameCart => self.same_cart(),
            Action::Cancel { order, .. } => self.abilities.cancel && self.cancel(order, action),
            Action::Ship { order, .. } => self.abilities.ship && self.ship(order, action),
            Action::Unship { order, .. } => self.abilities.unship && self.unship(order, action),
            Action::Recover => self.abilities.recover && self.recover(),
            Action::Limit { reached } => self.limit(reached),
        };
        if is_done {
            self.agreement();
        }
        is_done
    }

    fn line(&mut self, keyword: &'static str, text: impl Into<String>) {
        self.lines.push(StepText {
            keyword,
            text: text.into(),
        });
    }

    /// Loses an answer around an action; a loss that meets nothing is removed again.
    fn losing(&mut self, what: &str, action: Action, sentence: String) {
        if let Some(loss) = action.lost() {
            // Half an answer is an answer; a removal may be sent again or given up.
            self.has_loss |= loss != Loss::CutXml && what != REMOVAL;
            self.line("前提", format!("次の{what}は、{}", loss.words()));
        }
        self.line("もし", sentence);
        if action.lost().is_some() {
            self.line("前提", "障害はなくなる");
        }
    }

    fn place(&mut self, order: u8, amount: u32, action: Action) -> bool {
        let lost = action.lost();
        if self.orders.contains_key(&order) || self.is_at_limit && lost.is_some() {
            return false;
        }
        let name = key(order);
        self.losing("決済登録", action, confirmation(order, amount));
        let settlement = match lost {
            Some(how) if !how.is_processed() => Settlement::None,
            None if self.is_at_limit => Settlement::None,
            _ => Settlement::Registered,
        };
        self.orders.insert(
            order,
            OrderModel {
                yen: amount,
                settlement,
                open: lost.map(|_| Open::Place),
                vague: false,
            },
        );
        self.latest = Some(order);
        if lost.is_some() {
            self.line("ならば", "結果は分からない");
            self.line(
                "かつ",
                format!("結果の分からない間、受注「{name}」は支払済みではない"),
            );
        } else if self.is_at_limit {
            self.line("ならば", "ヤマトに断られるか、送信されない");
            self.line("かつ", format!("お店で、受注「{name}」は支払済みではない"));
        } else {
            self.line("ならば", "ヤマトに受け付けられる");
        }
        true
    }

    fn reconfirm(&mut self, order: u8) -> bool {
        let Some(known) = self.orders.get(&order).copied() else {
            return false;
        };
        let is_once = known.settlement == Settlement::Registered && known.is_certain();
        if !is_once && known.open != Some(Open::Place) {
            return false;
        }
        self.line("もし", confirmation(order, known.yen));
        self.latest = Some(order);
        true
    }

    fn same_cart(&mut self) -> bool {
        let latest = self.latest.take();
        let known = latest.and_then(|latest| self.orders.get(&latest));
        if known.is_none_or(|known| known.open != Some(Open::Place)) {
            self.latest = latest;
            return false;
        }
        self.line("もし", "お客様が同じカートで、もう一度注文を確定する");
        true
    }

    /// A verb for which an order with this settlement is ready, and which changes the settlement.
    fn carry(
        &mut self,
        order: u8,
        action: Action,
        (api, sentence): (&str, String),
        (ready, then): (Settlement, Settlement),
        open: Open,
    ) -> bool {
        let Some(known) = self.orders.get(&order).copied() else {
            return false;
        };
        let is_ready = known.settlement == ready;
        if !known.is_certain() || action.lost().is_some() && !is_ready {
            return false;
        }
        self.losing(api, action, sentence);
        let becomes = match action.lost() {
            Some(loss) if !loss.is_processed() => known.settlement,
            _ if is_ready => then,
            _ => known.settlement,
        };
        if let Some(known) = self.orders.get_mut(&order) {
            known.settlement = becomes;
            known.open = action.lost().map(|_| open);
        }
        match (action.lost(), open) {
            // A shop may register a shipment again if the outcome of its removal is unknown.
            (Some(_), Open::Unship) => {}
            (Some(_), _) => self.line("ならば", "結果は分からない"),
            (None, _) if is_ready => self.line("ならば", "ヤマトに受け付けられる"),
            (None, _) => self.line("ならば", "ヤマトに断られるか、送信されない"),
        }
        true
    }

    fn cancel(&mut self, order: u8, action: Action) -> bool {
        let sentence = format!("受注「{}」の決済を取り消す", key(order));
        let known = self.orders.get_mut(&order);
        if let Some(known) = known
            && known.open == Some(Open::Place)
            && action.lost().is_none()
        {
            // The shop may send it, or wait for the outcome.
            known.vague = true;
            self.line("もし", sentence);
            return true;
        }
        self.carry(
            order,
            action,
            ("決済取消", sentence),
            (Settlement::Registered, Settlement::Cancelled),
            Open::Cancel,
        )
    }

    fn ship(&mut self, order: u8, action: Action) -> bool {
        if self.is_at_limit {
            // The limit would be checked again.
            return false;
        }
        let known = self.orders.get(&order);
        let is_second = known.is_some_and(|known| known.settlement == Settlement::Shipped);
        let slip = slip_number(order, u8::from(is_second));
        self.carry(
            order,
            action,
            (
                "出荷登録",
                format!(
                    "受注「{}」の出荷を送り状番号「{slip}」で登録する",
                    key(order)
                ),
            ),
            (Settlement::Registered, Settlement::Shipped),
            Open::Ship,
        )
    }

    fn unship(&mut self, order: u8, action: Action) -> bool {
        let known = self.orders.get(&order);
        if known.is_none_or(|known| known.settlement != Settlement::Shipped) {
            return false;
        }
        self.carry(
            order,
            action,
            (REMOVAL, format!("受注「{}」の出荷を削除する", key(order))),
            (Settlement::Shipped, Settlement::Registered),
            Open::Unship,
        )
    }

    fn limit(&mut self, reached: bool) -> bool {
        let mut orders = self.orders.values();
        let is_open = orders.any(|order| order.open.is_some());
        // A shop that resolves unknown outcomes must not meet the limit.
        if reached == self.is_at_limit || reached && is_open {
            return false;
        }
        self.is_at_limit = reached;
        let limit = if reached { LIMITS.0 } else { LIMITS.1 };
        self.line(
            "前提",
            format!("取引先「{BUYER}」の限度額は{}円である", yen(limit)),
        );
        true
    }

    fn recover(&mut self) -> bool {
        if self.orders.values().all(|order| order.open.is_none()) {
            return false;
        }
        self.line("もし", "結果の分からない送信を確認する");
        for order in self.orders.values_mut() {
            match order.open.take() {
                Some(Open::Place) => order.settlement = Settlement::Registered,
                Some(Open::Cancel) => order.settlement = Settlement::Cancelled,
                Some(Open::Ship) => order.settlement = Settlement::Shipped,
                Some(Open::Unship) => order.vague = true,
                None => {}
            }
        }
        for (order, known) in self.orders.clone() {
            self.known(&key(order), known);
        }
        if self.has_loss {
            self.line("かつ", "応答が失われた送信は、どれも後で確かめられている");
        }
        if self.orders.values().all(|order| order.is_certain()) {
            let live = self.orders.values().filter(|order| {
                matches!(
                    order.settlement,
                    Settlement::Registered | Settlement::Shipped
                )
            });
            let used = live.map(|order| order.total()).sum();
            self.line(
                "かつ",
                format!("取引先「{BUYER}」の利用金額は{}円である", yen(used)),
            );
        }
        true
    }

    /// The required answers of shop and books about an order after it was asked about.
    fn known(&mut self, name: &str, known: OrderModel) {
        let (in_shop, in_books) = match known.settlement {
            _ if known.vague => {
                return self.line(
                    "ならば",
                    format!("お店の言う受注「{name}」の取引状況は、ヤマトの状態と一致している"),
                );
            }
            Settlement::None => ("なし", None),
            Settlement::Registered => ("登録", Some("登録")),
            Settlement::Shipped => ("登録", Some("送り状番号登録済")),
            Settlement::Cancelled => ("取消", Some("取消")),
        };
        self.line(
            "ならば",
            format!("お店で、受注「{name}」の取引状況は「{in_shop}」である"),
        );
        if let Some(in_books) = in_books {
            let total = yen(known.total());
            self.line(
                "かつ",
                format!("ヤマトで、受注「{name}」は「{in_books}」、請求額{total}円である"),
            );
        }
    }

    /// Statements that must hold at any time.
    fn agreement(&mut self) {
        for (order, known) in self.orders.clone() {
            let name = key(order);
            self.line(
                "ならば",
                format!("お店の言う受注「{name}」の取引状況は、ヤマトの状態と矛盾しない"),
            );
            if self.abilities.ship && known.settlement != Settlement::None {
                self.line(
                    "かつ",
                    format!(
                        "受注「{name}」の出荷についてお店の言うことは、ヤマトの状態と矛盾しない"
                    ),
                );
            }
        }
        let may_be_there = self
            .orders
            .values()
            .filter(|order| order.settlement != Settlement::None || order.open.is_some());
        let most = may_be_there.count();
        self.line("かつ", format!("ヤマトの決済は{most}件までである"));
    }
}

fn confirmation(order: u8, amount: u32) -> String {
    format!(
        "受注「{}」、税抜{}円の決済を登録する",
        key(order),
        yen(amount)
    )
}
