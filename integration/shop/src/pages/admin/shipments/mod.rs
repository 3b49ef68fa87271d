//! 配送手続きの追加 and 配送管理.

mod add;
mod list;
mod remove;

pub(super) use add::{add, show as show_form};
pub(super) use list::show;
pub(super) use remove::{
    ask as ask_to_remove, ask_here as ask_to_remove_here, remove, remove_here,
};

/// Where 配送管理 is.
const HERE: &str = "/admin/shipments";
