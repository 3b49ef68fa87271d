//! What a visitor sees on a page and chooses from.

use super::{Control, Kind, Visitor};

impl Visitor {
    fn controls(&self) -> impl Iterator<Item = &Control> {
        self.page.forms.iter().flat_map(|form| &form.controls)
    }

    /// Chooses by a label, whether the choices fold out or stand one below the other.
    pub(crate) fn select(&mut self, label: &str, value: &str) {
        if self.choices(label).is_empty() {
            self.fill(label, value);
        } else {
            self.choose(label, value);
        }
    }

    /// What there is to choose from below a legend; empty where there is no such one.
    pub(crate) fn choices(&self, legend: &str) -> Vec<String> {
        let found = self.controls().filter(|control| {
            control.kind == Kind::Radio
                && (control.group == legend
                    || format!("{}・{}", control.section, control.group) == legend)
        });
        found.map(|control| control.label.clone()).collect()
    }

    /// What is chosen below a legend.
    pub(crate) fn chosen(&self, legend: &str) -> Option<&str> {
        let mut found = self.controls().filter(|control| {
            control.kind == Kind::Radio && control.group == legend && control.is_checked
        });
        found.next().map(|control| control.label.as_str())
    }

    /// Whether a box is ticked.
    pub(crate) fn is_ticked(&mut self, label: &str) -> bool {
        self.control(label, |control| control.kind == Kind::Box)
            .is_checked
    }

    /// Whether there is a button with this text in the table's row or list's item with these words.
    pub(crate) fn has_button(&self, row: &str, text: &str) -> bool {
        self.controls().any(|control| {
            control.kind == Kind::Button && control.label == text && control.row.contains(row)
        })
    }

    /// An amount by the words before it, in yen.
    pub(crate) fn amount(&self, name: &str) -> i64 {
        let text = self.page.text();
        let mut lines = text.lines();
        lines.by_ref().find(|line| *line == name);
        let amount = lines.next().and_then(|line| line.strip_suffix('円'));
        let amount = amount.map(|amount| amount.replace(',', "").parse());
        let Some(Ok(amount)) = amount else {
            panic!("{}に「{name}」の金額がありません。\n{text}", self.place());
        };
        amount
    }
}
