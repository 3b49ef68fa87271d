//! Checks one message of each declared verb.

use serde_json::Value;

use super::{
    NotChecked, basket,
    checker::{Checker, Session},
    line::Mark,
};
use crate::adapter::message::{
    after_sale::{CancelOrder, CancelOrders, OrderStatus, Recover, Ship, Unship},
    buyer::{Apply, Screening},
    capabilities::{Capability, Environment},
    groups::{Delimiter, FileEncoding, Groups, GroupsOperation},
    order::{ChangeOrder, Offer, PlaceOrder, Preview},
    session::{Log, Resume, Time},
};

/// A slip number with a right check digit: 12345678901 modulo 7 is 3.
const SLIP: &str = "123456789013";

pub(super) async fn sales(checker: &mut Checker<'_>) -> Result<(), NotChecked> {
    let adapter = checker.adapter.clone();
    let accepts = &adapter.introduction().accepts;
    let customer = basket::test_buyer;
    let order = |key| basket::order(key, accepts);
    let key = |key: &str| key.to_owned();
    let place = |key| {
        move |session| PlaceOrder {
            session,
            customer: customer(),
            order: order(key),
            by: None,
        }
    };
    checker
        .verb(|session| Offer {
            session,
            customer: customer(),
            order: Some(order("A-1")),
            view: key("checkout-1"),
        })
        .await?;
    checker
        .verb(|session| Preview {
            session,
            customer: customer(),
            order: order("A-1"),
        })
        .await?;
    checker.verb(place("A-1")).await?;
    checker
        .verb(|session| OrderStatus {
            session,
            key: key("A-1"),
        })
        .await?;
    checker
        .verb(|session| Ship {
            session,
            key: key("A-1"),
            slip_number: key(SLIP),
            send: true,
        })
        .await?;
    checker
        .verb(|session| Unship {
            session,
            key: key("A-1"),
            slip_number: None,
        })
        .await?;
    checker
        .verb(|session| CancelOrder {
            session,
            key: key("A-1"),
        })
        .await?;
    let can = &adapter.introduction().can;
    if can.has(&Capability::BulkCancel) {
        checker.verb(place("A-2")).await?;
        checker
            .verb(|session| CancelOrders {
                session,
                keys: vec![key("A-2"), key("A-none")],
            })
            .await?;
    }
    if can.has(&Capability::Amend) {
        checker.verb(place("A-3")).await?;
        checker
            .verb(|session| ChangeOrder {
                session,
                key: key("A-3"),
                order: order("A-3"),
            })
            .await?;
    }
    Ok(())
}

pub(super) async fn buyers(checker: &mut Checker<'_>) -> Result<(), NotChecked> {
    let form = basket::application()?;
    let customer = basket::applicant;
    checker
        .verb(|session| Apply {
            session,
            customer: customer(),
            form,
        })
        .await?;
    checker
        .verb(|session| Screening {
            session,
            customer: customer(),
        })
        .await?;
    Ok(())
}

pub(super) async fn rest(checker: &mut Checker<'_>) -> Result<(), NotChecked> {
    let groups = |op| {
        move |session| Groups {
            session,
            op,
            csv: None,
            encoding: (op == GroupsOperation::Export).then_some(FileEncoding::Utf8),
            delimiter: (op == GroupsOperation::Export).then_some(Delimiter::Comma),
            users: Some(vec!["1111@cs-cart.jp".to_owned()]),
        }
    };
    let exported = checker.verb(groups(GroupsOperation::Export)).await?;
    if exported.is_some_and(|done| done.csv.is_none()) {
        checker.line(
            Mark::Broken,
            "groups export",
            "csv（書き出したファイルをbase64にしたもの）がありません。",
        );
    }
    let shown = checker.verb(groups(GroupsOperation::Show)).await?;
    if shown.is_some_and(|done| done.users.is_none()) {
        checker.line(
            Mark::Broken,
            "groups show",
            "users（お客様ごとのユーザーグループ）がありません。",
        );
    }
    checker.verb(|session| Recover { session, open: 0 }).await?;
    if checker.adapter.introduction().accepts.clock {
        checker
            .verb(|session| Time {
                session,
                now: "2026-12-01T10:05:00+09:00".to_owned(),
            })
            .await?;
    }
    checker.verb(|session| Log { session }).await?;
    Ok(())
}

/// The production setting keeps the address, so that nothing reaches the real provider.
pub(super) async fn production(checker: &mut Checker<'_>) -> Result<(), NotChecked> {
    let adapter = checker.adapter.clone();
    let me = adapter.introduction();
    if checker.is_given_up || !me.accepts.environment.has(&Environment::Production) {
        return Ok(());
    }
    let what = "environment=production でも connection.url に送る";
    if !me.can.has(&Capability::Offer) {
        checker.line(Mark::Hint, what, "offer がないので、確かめられません。本番のアドレスに送られないことを、必ず確かめてください。");
        return Ok(());
    }
    let Some(session) = checker.begin(what, true, Value::Null).await? else {
        return Ok(());
    };
    let offer = Offer {
        session: session.name,
        customer: basket::test_buyer(),
        order: None,
        view: "production".to_owned(),
    };
    if let Err(trouble) = adapter.ask(&offer).await {
        checker.trouble(what, &trouble);
        return Ok(());
    }
    if session.merchant.received("AN050").await?.is_empty() {
        checker.line(Mark::Broken, what, "シミュレーターに何も届きませんでした。本番のアドレスに送った恐れがあります。設定を本番にしても connection.url を使うようにするか、accepts.environment から production を外してください。");
    } else {
        checker.line(Mark::Met, what, "");
    }
    Ok(())
}

/// Checks that the next process has the shop's data.
pub(super) async fn durable(checker: &mut Checker<'_>) -> Result<(), NotChecked> {
    let adapter = checker.adapter.clone();
    let can = &adapter.introduction().can;
    if checker.is_given_up || !can.has(&Capability::Durable) || !adapter.has_process() {
        return Ok(());
    }
    let Some(session) = checker.session().await? else {
        return Ok(());
    };
    adapter.kill().await;
    let Session {
        connection, now, ..
    } = session;
    let resumed = checker
        .verb(|session| Resume {
            session,
            connection,
            now,
        })
        .await?;
    if resumed.is_none() {
        checker.forget_session();
    }
    Ok(())
}
