//! The version of an entry that a form was opened with: what somebody else has saved since is not overwritten unseen.

use std::fmt::Debug;

use maud::{Markup, Render, html};

use crate::{
    forms::{Errors, Posted},
    security::key::digest,
};

const NAME: &str = "version";

/// The version of an entry, as its form holds it; empty for a new one.
#[derive(Debug)]
pub(super) struct Version(String);

impl Version {
    /// Of an entry that does not exist yet.
    pub(super) const fn none() -> Self {
        Self(String::new())
    }

    /// Of an entry as it is.
    pub(super) fn of(entry: &impl Debug) -> Self {
        Self(digest(&format!("{entry:?}")))
    }

    /// As it was posted.
    pub(super) fn read(form: &Posted) -> Self {
        Self(form.get(NAME).to_owned())
    }

    /// Says so if the entry has changed since the form was opened; the form that is shown then may be saved. A form that is sent twice asks
    /// for what there is by then.
    pub(super) fn check<T: Debug>(&mut self, entry: &T, wanted: &T, errors: &mut Errors) {
        let now = Self::of(entry);
        let is_done = Self::of(wanted).0 == now.0;
        if !self.0.is_empty() && self.0 != now.0 && !is_done {
            errors.add_to_all(
                "この画面を開いた後に、別の画面で変更されています。このまま「保存」を押すと、入力した内容で上書きします。",
            );
        }
        *self = now;
    }
}

impl Render for Version {
    fn render(&self) -> Markup {
        html! {
            @if !self.0.is_empty() { input type="hidden" name=(NAME) value=(self.0); }
        }
    }
}
