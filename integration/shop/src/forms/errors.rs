//! What is wrong with a form: beside each field, and all of it on top.

use maud::{Markup, Render, html};

/// What is wrong with a form, in the order of its fields.
#[derive(Debug, Default)]
pub(crate) struct Errors(Vec<FieldError>);

/// The title of a page, and whether the page says what is wrong with its form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Title<'a> {
    pub(crate) text: &'a str,
    pub(crate) has_mistakes: bool,
}

impl<'a> From<&'a str> for Title<'a> {
    fn from(text: &'a str) -> Self {
        let has_mistakes = false;
        Self { text, has_mistakes }
    }
}

impl<'a> From<&'a String> for Title<'a> {
    fn from(text: &'a String) -> Self {
        text.as_str().into()
    }
}

#[derive(Debug)]
struct FieldError {
    /// The field's name, which is also its id on the page; empty for what is wrong with the whole.
    field: String,
    label: String,
    message: String,
}

impl Errors {
    /// Says what is wrong with a field.
    pub(crate) fn add(&mut self, field: &str, label: &str, message: impl Into<String>) {
        self.0.push(FieldError {
            field: field.to_owned(),
            label: label.to_owned(),
            message: message.into(),
        });
    }

    /// Says what is wrong with the whole.
    pub(crate) fn add_to_all(&mut self, message: impl Into<String>) {
        self.add("", "", message);
    }

    /// Puts them into the order of the fields on the page; what is about no field stays behind them.
    pub(crate) fn sort_by(&mut self, fields: &[&str]) {
        let place = |wrong: &FieldError| fields.iter().position(|field| *field == wrong.field);
        self.0
            .sort_by_key(|wrong| place(wrong).unwrap_or(fields.len()));
    }

    /// Reports a field that is empty.
    pub(crate) fn require(&mut self, field: &str, label: &str, value: &str) {
        if value.is_empty() {
            self.add(field, label, "入力してください。");
        }
    }

    /// Reports a field that has more than `most` characters.
    pub(crate) fn limit(&mut self, field: &str, label: &str, value: &str, most: usize) {
        if value.chars().count() > most {
            self.add(field, label, format!("{most}文字以内で入力してください。"));
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The title of the page that shows them.
    pub(crate) fn title<'a>(&self, text: &'a str) -> Title<'a> {
        let has_mistakes = !self.is_empty();
        Title { text, has_mistakes }
    }

    /// What is wrong with a field.
    pub(super) fn of(&self, field: &str) -> Option<&str> {
        let found = self.0.iter().find(|wrong| wrong.field == field);
        found.map(|wrong| wrong.message.as_str())
    }
}

impl Render for Errors {
    /// The summary, with a link to each field; empty if nothing is wrong.
    fn render(&self) -> Markup {
        let fields = self.0.iter().filter(|wrong| !wrong.field.is_empty());
        let count = fields.count();
        html! {
            @if !self.is_empty() {
                div.errors role="alert" tabindex="-1" autofocus aria-labelledby="errors-title" {
                    h2 #errors-title {
                        @if count > 0 { "入力内容に誤りがあります（" (count) "件）" } @else { "手続きできませんでした" }
                    }
                    ul {
                        @for wrong in &self.0 {
                            li {
                                @if wrong.field.is_empty() {
                                    (wrong.message)
                                } @else {
                                    a href={ "#" (wrong.field) } { (wrong.label) "：" (wrong.message) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
