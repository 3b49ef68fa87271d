//! The question before something that cannot be taken back.

use maud::{Markup, html};

use crate::{forms, pages::layout, visit::Visit};

/// The question.
pub(super) struct Question<'a> {
    /// The heading.
    pub(super) title: &'a str,
    /// What it is: names and values.
    pub(super) details: &'a [(&'a str, String)],
    /// The consequences.
    pub(super) warning: &'a str,
    /// Where the answer is posted.
    pub(super) action: &'a str,
    /// Where to go without doing it.
    pub(super) back: &'a str,
}

/// The possible answers.
pub(super) struct Answers<'a> {
    /// To leave it as it is.
    pub(super) no: &'a str,
    /// To do it.
    pub(super) yes: &'a str,
    /// Whether something is gone then.
    pub(super) is_loss: bool,
    /// The fields posted with it, by their names.
    pub(super) fields: &'a [(&'a str, &'a str)],
}

/// The answers to a deletion.
const DELETION: Answers<'_> = Answers {
    no: "削除せずに戻る",
    yes: "削除する",
    is_loss: true,
    fields: &[],
};

impl Question<'_> {
    /// The page of a deletion.
    pub(super) fn page(&self, visit: &Visit) -> Markup {
        self.page_with(visit, &DELETION)
    }

    /// The page.
    pub(super) fn page_with(&self, visit: &Visit, answers: &Answers<'_>) -> Markup {
        let kind = if answers.is_loss { "danger" } else { "primary" };
        let fields = html! {
            @for (name, value) in answers.fields { input type="hidden" name=(name) value=(value); }
            div.actions {
                a.button href=(self.back) { (answers.no) }
                button class={ "button " (kind) } type="submit" { (answers.yes) }
            }
        };
        let content = html! {
            section.card {
                dl.properties {
                    @for (name, value) in self.details { dt { (name) } dd { (value) } }
                }
                p.warning { (self.warning) }
                (forms::form(&visit.form_token, self.action, &fields))
            }
        };
        layout::admin_page(visit, self.title, &content)
    }
}
