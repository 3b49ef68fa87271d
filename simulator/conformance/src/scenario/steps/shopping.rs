//! Sentences about customers, the checkout page, and confirmed orders.

use std::collections::BTreeMap;

use super::{
    super::{
        halt::{Finding, Halt, mistake},
        table::{Matched, StepTable, step},
        world::World,
    },
    last_answer::LastAnswer,
    usual_order::{simple, simple_of},
};
use crate::adapter::message::{
    after_sale::CarriedOne,
    capabilities::Capability,
    order::{ChangeOrder, Customer, Offer, Offered, Order, PlaceOrder},
    outcome::{Outcome, Placed, Shown},
};

/// The screens that confirm an order at once, if the adapter accepts as many.
const SCREENS: u32 = 8;

/// Customers, orders, the last answers.
#[derive(Debug, Default)]
pub struct Shopping {
    /// The knowledge of each order, by the harness's name of it.
    pub orders: BTreeMap<String, OrderMade>,
    /// The order confirmed last.
    pub latest: Option<String>,
    /// The outcome of the last verb.
    pub last: Option<LastAnswer>,
    /// The outcome of each of several cancellations.
    pub cancelled: Vec<CarriedOne>,
    /// The last content of the checkout page.
    pub offered: Option<Offered>,
    /// The number of opened pages.
    views: u32,
}

/// The harness's knowledge of an order.
#[derive(Clone, Debug)]
pub struct OrderMade {
    /// The buyer.
    pub customer: Customer,
    /// The last ordered goods.
    pub order: Order,
    /// 受注番号, once the shop has answered it.
    pub number: Option<String>,
    /// The last answer of a confirmation.
    pub answer: Option<Placed>,
    /// The amounts shown when the shop last reported the provider's acceptance.
    pub accepted: Option<Shown>,
}

impl Shopping {
    /// Records the answer to a confirmation.
    fn placed(&mut self, message: PlaceOrder, placed: Placed) {
        let key = message.order.key.clone();
        self.last = Some(LastAnswer::of_placed(&key, &placed));
        self.latest = Some(key.clone());
        let made = self.orders.entry(key).or_insert_with(|| OrderMade {
            customer: message.customer,
            order: message.order.clone(),
            number: None,
            answer: None,
            accepted: None,
        });
        made.order = message.order;
        if placed.order_number.is_some() {
            made.number.clone_from(&placed.order_number);
        }
        if placed.result == Outcome::Done {
            made.accepted.clone_from(&placed.shown);
        }
        made.answer = Some(placed);
    }

    /// The order of a name.
    ///
    /// # Errors
    /// It was never confirmed: the feature is wrong.
    pub fn order(&self, key: &str) -> Result<&OrderMade, Halt> {
        let made = self.orders.get(key);
        made.ok_or_else(|| mistake(format!("受注「{key}」は、まだ確定されていません")))
    }

    /// A name for the next page.
    pub fn next_view(&mut self) -> String {
        self.views += 1;
        format!("checkout-{}", self.views)
    }
}

/// A customer who is already a buyer.
pub fn test_buyer(id: &str) -> Customer {
    Customer {
        key: format!("buyer-{id}"),
        email: Some(format!("{id}@example.jp")),
        buyer_id: Some(id.to_owned()),
        groups: None,
    }
}

pub(super) fn add(table: &mut StepTable) {
    step!(table, "^お客様は取引先「([^」]*)」である$", customer_is);
    step!(
        table,
        "^お客様は取引先「([^」]*)」で、ユーザーグループは「([^」]*)」である$",
        customer_with_groups_is
    );
    step!(table, "^お客様は会員「([^」]*)」である$", member_is);
    step!(table, "^お客様が注文手続きの画面を開く$", look);
    step!(
        table,
        "^クロネコ掛け払いを選べるなら、担当者が確かめる$",
        is_looked_at_if_offered
    );
    step!(
        table,
        "^クロネコ掛け払い(を選べる|は選べない)$",
        is_offered_or_not
    );
    step!(
        table,
        "^(審査に通った|取引先の)お客様は、クロネコ掛け払いを選べる$",
        is_offered_on_the_way
    );
    step!(
        table,
        "^クロネコ掛け払いを選べ、示される利用限度額は([0-9,]+)円、利用金額は([0-9,]+)円である$",
        is_offered_with
    );
    step!(
        table,
        "^受注「([^」]*)」、税抜([0-9,]+)円(?:、商品名「([^」]*)」)?の決済を登録する$",
        place_simple
    );
    step!(
        table,
        "^受注「([^」]*)」、税抜([0-9,]+)円の決済を登録してある$",
        has_placed
    );
    step!(
        table,
        "^お客様が同じカートで、もう一度注文を確定する$",
        place_again
    );
    step!(
        table,
        "^お客様が受注「([^」]*)」の中身を税抜([0-9,]+)円に変えて、もう一度注文を確定する$",
        place_simple
    );
    step!(
        table,
        "^受注「([^」]*)」の決済を8つの画面から同時に登録する$",
        place_at_once
    );
    step!(
        table,
        "^受注「([^」]*)」を税抜([0-9,]+)円に変更する$",
        change
    );
}

async fn customer_is(world: &mut World, step: Matched) -> Result<(), Halt> {
    world.customer = test_buyer(step.text(0));
    Ok(())
}

async fn customer_with_groups_is(world: &mut World, step: Matched) -> Result<(), Halt> {
    let mut customer = test_buyer(step.text(0));
    // A customer is created once, so other groups need another customer.
    customer.key = format!("{}-{}", customer.key, step.text(1));
    customer.groups = Some(step.text(1).to_owned());
    world.customer = customer;
    Ok(())
}

/// The shop knows the member's identity as a buyer.
async fn member_is(world: &mut World, step: Matched) -> Result<(), Halt> {
    world.customer = super::application::member(step.text(0));
    Ok(())
}

async fn look(world: &mut World, _: Matched) -> Result<(), Halt> {
    let offer = offer(world);
    let offered = world.ask(&offer).await?;
    world.shopping.offered = Some(offered);
    Ok(())
}

/// A request for the checkout page of the customer.
pub(super) fn offer(world: &mut World) -> Offer {
    Offer {
        session: world.session(),
        customer: world.customer.clone(),
        order: None,
        view: world.shopping.next_view(),
    }
}

/// The last content of the checkout page.
///
/// # Errors
/// The page was not opened: the feature is wrong.
pub(super) fn offered(world: &World) -> Result<&Offered, Halt> {
    let offered = world.shopping.offered.as_ref();
    offered.ok_or_else(|| mistake("だれも注文手続きの画面を開いていません"))
}

/// An answer close to known ones that nobody has seen: neither right nor wrong.
async fn is_looked_at_if_offered(world: &mut World, _: Matched) -> Result<(), Halt> {
    if !offered(world)?.offered {
        return Ok(());
    }
    let expected =
        "「利用可」のほかは選べない。似た言葉でも選べるようにしているなら、担当者が確かめている";
    Err(Finding::new(expected, "選べる").suspicion().into())
}

async fn is_offered_or_not(world: &mut World, step: Matched) -> Result<(), Halt> {
    match not_as_expected(world, step.text(0) == "を選べる")? {
        Some(finding) => Err(finding.into()),
        None => Ok(()),
    }
}

/// In a scenario of several verbs, this breaks its own requirement.
async fn is_offered_on_the_way(world: &mut World, step: Matched) -> Result<(), Halt> {
    let requirement = if step.text(0) == "取引先の" {
        "ELG-01"
    } else {
        "SCR-01"
    };
    match not_as_expected(world, true)? {
        Some(finding) => Err(finding.of(requirement).into()),
        None => Ok(()),
    }
}

fn not_as_expected(world: &World, expected: bool) -> Result<Option<Finding>, Halt> {
    let in_words = |offered| {
        if offered {
            "クロネコ掛け払いを選べる"
        } else {
            "クロネコ掛け払いは選べない"
        }
    };
    let offered = offered(world)?;
    if offered.offered == expected {
        return Ok(None);
    }
    let mut actual = in_words(offered.offered).to_owned();
    if let Some(reason) = &offered.reason {
        actual = format!("{actual}（{}）", world.adapter().log().masked(reason));
    }
    Ok(Some(Finding::new(in_words(expected), actual)))
}

/// Amounts that the page does not show are not judged.
async fn is_offered_with(world: &mut World, step: Matched) -> Result<(), Halt> {
    if let Some(finding) = not_as_expected(world, true)? {
        return Err(finding.into());
    }
    let offered = offered(world)?;
    let shown = [
        ("利用限度額", &offered.limit, step.decimal(0)),
        ("利用金額", &offered.used, step.decimal(1)),
    ];
    for (name, amount, expected) in shown {
        let Some(amount) = amount else {
            continue;
        };
        if amount.as_str() != expected {
            return Err(Finding::new(
                format!("{name}は{expected}円"),
                format!("{name}は{amount}円"),
            )
            .into());
        }
    }
    Ok(())
}

/// The message that confirms an order, for its first buyer.
pub(super) fn confirmation(world: &World, order: Order) -> PlaceOrder {
    let made = world.shopping.orders.get(&order.key);
    PlaceOrder {
        session: world.session(),
        customer: made.map_or_else(|| world.customer.clone(), |made| made.customer.clone()),
        order,
        by: None,
    }
}

/// Confirms an order, and records the answer.
pub(super) async fn place(world: &mut World, order: Order) -> Result<(), Halt> {
    let message = confirmation(world, order);
    let placed = world.ask(&message).await?;
    world.shopping.placed(message, placed);
    Ok(())
}

/// Records an order whose confirmation is under way.
pub(super) fn under_way(world: &mut World, message: &PlaceOrder) {
    let key = message.order.key.clone();
    world.shopping.latest = Some(key.clone());
    world.shopping.orders.insert(
        key,
        OrderMade {
            customer: message.customer.clone(),
            order: message.order.clone(),
            number: None,
            answer: None,
            accepted: None,
        },
    );
}

async fn place_simple(world: &mut World, step: Matched) -> Result<(), Halt> {
    let order = simple_of(world, &step)?;
    place(world, order).await
}

/// The message for the order in a sentence about a confirmation under way.
pub(super) fn simple_message(world: &World, step: &Matched) -> Result<PlaceOrder, Halt> {
    Ok(confirmation(world, simple_of(world, step)?))
}

async fn has_placed(world: &mut World, step: Matched) -> Result<(), Halt> {
    place(
        world,
        simple(world, step.text(0), "コピー用紙 A4", step.yen(1)?),
    )
    .await?;
    super::answers::must_be_done(world, &step, "SET-01")
}

async fn place_again(world: &mut World, _: Matched) -> Result<(), Halt> {
    let latest = world.shopping.latest.clone();
    let latest = latest.ok_or_else(|| mistake("まだ注文が確定されていません"))?;
    let mut order = world.shopping.order(&latest)?.order.clone();
    order.key = format!("{latest}（もう一度）");
    place(world, order).await
}

async fn place_at_once(world: &mut World, step: Matched) -> Result<(), Halt> {
    // A shop that answers one message after the other cannot get two at once, whatever the profile.
    let sessions = world.adapter().introduction().sessions;
    world.needs_declared(sessions >= 2, "sessions（2以上）")?;
    world.needs(Capability::Parallel)?;
    let message = confirmation(world, simple(world, step.text(0), "コピー用紙 A4", 1_000));
    let messages = (0..SCREENS.min(sessions)).map(|_| message.clone());
    for placed in world.ask_at_once(messages.collect()).await? {
        world.shopping.placed(message.clone(), placed);
    }
    Ok(())
}

async fn change(world: &mut World, step: Matched) -> Result<(), Halt> {
    let key = step.text(0);
    world.shopping.order(key)?;
    let order = simple(world, key, "コピー用紙 A4", step.yen(1)?);
    let message = ChangeOrder {
        session: world.session(),
        key: key.to_owned(),
        order,
    };
    let changed = world.ask(&message).await?;
    world.shopping.last = Some(LastAnswer::of_changed(key, &changed));
    if let Some(made) = world.shopping.orders.get_mut(key) {
        made.order = message.order;
        // The shop may change its number; the books show it.
        made.number = None;
        if changed.result == Outcome::Done {
            made.accepted = changed.shown;
        }
    }
    Ok(())
}
