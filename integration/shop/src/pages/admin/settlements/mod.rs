//! クロネコ掛け払い: 取引状況 of the orders, 決済取消, and what became of requests without an answer.

mod cancel;
mod history;
mod list;
mod unknown;

use maud::{Markup, html};

use kakebarai::ledger::Status;

use super::listing::back_to;

pub(super) use cancel::{ask as ask_to_cancel, cancel};
pub(super) use history::history;
pub(super) use list::show;
pub(super) use unknown::{ask as ask_to_decide, check, check_button, decide, state};

/// The address of the page.
pub(super) const HERE: &str = "/admin/kakebarai";

/// Where a form comes back to: the page of the administration that it came from, or else the list.
fn back(address: &str) -> &str {
    back_to(address, HERE)
}

/// 取引状況.
pub(super) fn status(status: Status) -> Markup {
    let class = match status {
        Status::Registered => "badge good",
        Status::Cancelled => "badge",
        _ => return html! { (status.label()) },
    };
    html! { span class=(class) { (status.label()) } }
}
