//! Forms: what was posted, fields with their labels and errors, the summary of what is wrong.

mod errors;
mod field;
mod notice;
mod numbers;
mod posted;
mod timed;
pub(super) mod typing;
mod upload;

use maud::{Markup, Render, html};

pub(super) use errors::{Errors, Title};
pub(super) use field::{Choice, ChoiceGroup, Field};
pub(super) use notice::Notice;
pub(super) use numbers::Number;
pub(super) use posted::{Fields, Lines, Posted};
pub(super) use timed::{is_too_slow, timed};
pub(super) use upload::{NotRead, Parts, Upload};

/// The name of the field that carries a form's token.
const TOKEN: &str = "form_token";

/// The token in every form of a page, known only to visitors who may see the page.
#[derive(Clone, Debug)]
pub(super) struct FormToken(pub(super) String);

/// A form that came too late, with what was entered in it. Its `Debug` shows the address of the form alone.
#[derive(Clone)]
pub(super) struct LateForm {
    pub(super) action: String,
    pub(super) token: FormToken,
    pub(super) fields: Vec<(String, String)>,
}

impl std::fmt::Debug for LateForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LateForm")
            .field("action", &self.action)
            .finish_non_exhaustive()
    }
}

impl Render for LateForm {
    /// The same once more, with hidden fields and a button.
    fn render(&self) -> Markup {
        let fields = html! {
            @for (name, value) in &self.fields { input type="hidden" name=(name) value=(value); }
            p.actions { button.button.primary type="submit" { "入力した内容をもう一度送信する" } }
        };
        form(&self.token, &self.action, &fields)
    }
}

/// A form that posts, with its token. The page reports mistakes, not the browser.
pub(super) fn form(token: &FormToken, action: &str, content: &Markup) -> Markup {
    html! {
        form method="post" action=(action) novalidate {
            (hidden(token))
            (content)
        }
    }
}

/// A form with files, for operators. Its token comes first, before any file.
pub(super) fn form_with_files(token: &FormToken, action: &str, content: &Markup) -> Markup {
    html! {
        form method="post" action=(action) enctype="multipart/form-data" novalidate {
            (hidden(token))
            (content)
        }
    }
}

/// The token of a form that is written out.
pub(super) fn hidden(token: &FormToken) -> Markup {
    html! { input type="hidden" name=(TOKEN) value=(token.0); }
}

/// The button beside a postal code: comes back with the address, at the address.
pub(super) fn look_up_button(page: &str, postal_code: &str, address: &str, part: &str) -> Markup {
    html! {
        button.button type="submit" name="action" value={ "look-up:" (postal_code) } formaction={ (page) "#" (address) } {
            "住所を検索"
            @if !part.is_empty() { span.unseen { "（" (part) "）" } }
        }
    }
}

/// The button that Enter presses: before all others of a form, so that it is not one that searches an address.
pub(super) fn default_button() -> Markup {
    html! { button.unseen type="submit" tabindex="-1" aria-hidden="true" { "決定" } }
}
