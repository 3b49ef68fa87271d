//! クロネコ掛け払い: 取引状況 of the orders, 決済取消, and what became of requests without an answer.

mod cancel;
mod history;
mod list;
mod unknown;

use maud::{Markup, html};

use crate::addon::{
    ledger::{Request, Status},
    messages::Asked,
};

pub(super) use cancel::cancel;
pub(super) use history::history;
pub(super) use list::{back, show};
pub(super) use unknown::{check, decide};

/// Where it is.
pub(super) const HERE: &str = "/admin/kakebarai";

/// Which request it is.
pub(super) const fn asked(request: &Request) -> Asked {
    match request {
        Request::Register(_) => Asked::Settlement,
        Request::Cancel { .. } => Asked::Cancellation,
        Request::Ship { .. } => Asked::Shipment,
        Request::Unship { .. } => Asked::ShipmentRemoval,
    }
}

/// 取引状況.
pub(super) fn status(status: Status) -> Markup {
    let class = match status {
        Status::Registered => "badge good",
        Status::Cancelled => "badge",
        Status::None => return html! { (status.label()) },
    };
    html! { span class=(class) { (status.label()) } }
}
