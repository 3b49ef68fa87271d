//! A field of a form: its label, its hint, its error, bound to each other for screen readers.

use jiff::civil::Date;
use maud::{Markup, Render, html};

use kakebarai::buyers::application::conversion;

use super::Errors;

/// One of several.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    /// The text below it.
    pub(crate) note: Markup,
    /// Whether it cannot be chosen here.
    is_disabled: bool,
}

impl Choice {
    pub(crate) fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            note: html! {},
            is_disabled: false,
        }
    }

    /// One that is shown and cannot be chosen here.
    pub(crate) const fn disabled(mut self, is_disabled: bool) -> Self {
        self.is_disabled = is_disabled;
        self
    }

    pub(crate) fn note(mut self, note: Markup) -> Self {
        self.note = note;
        self
    }
}

/// Choices that belong together in a list that folds out.
#[derive(Clone, Debug)]
pub(crate) struct ChoiceGroup {
    /// Its name in the stylesheet.
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) choices: Vec<Choice>,
}

enum InputKind {
    Input(&'static str),
    Area,
    File(&'static str),
    Tick,
    Ticks(Vec<Choice>),
    Select(Vec<Choice>),
    Grouped(Vec<ChoiceGroup>),
    Radios(Vec<Choice>),
}

/// A field. Its name is its id as well.
pub(crate) struct Field<'a> {
    name: &'a str,
    label: &'a str,
    kind: InputKind,
    value: &'a str,
    hint: &'a str,
    error: Option<&'a str>,
    is_required: bool,
    autocomplete: Option<&'a str>,
    input_mode: Option<&'a str>,
    width: &'a str,
    beside: Markup,
    is_plain: bool,
    is_settled: bool,
}

impl<'a> Field<'a> {
    fn new(name: &'a str, label: &'a str, kind: InputKind) -> Self {
        Self {
            name,
            label,
            kind,
            value: "",
            hint: "",
            error: None,
            is_required: false,
            autocomplete: None,
            input_mode: None,
            width: "",
            beside: html! {},
            is_plain: false,
            is_settled: false,
        }
    }

    /// A line of text.
    pub(crate) fn text(name: &'a str, label: &'a str) -> Self {
        Self::new(name, label, InputKind::Input("text"))
    }

    /// An e-mail address.
    pub(crate) fn email(name: &'a str, label: &'a str) -> Self {
        Self::new(name, label, InputKind::Input("email"))
    }

    /// A day.
    pub(crate) fn date(name: &'a str, label: &'a str) -> Self {
        Self::new(name, label, InputKind::Input("date")).width("middle")
    }

    /// A day that was entered; `None` if nothing was. Text that is not a day is an error.
    pub(crate) fn read_day(
        name: &str,
        label: &str,
        text: &str,
        errors: &mut Errors,
    ) -> Option<Date> {
        if text.is_empty() {
            return None;
        }
        let day = conversion::to_half_width(text)
            .replace('/', "-")
            .parse()
            .ok();
        if day.is_none() {
            errors.add(
                name,
                label,
                "「2026-12-31」の形で、ある日付を入力してください。",
            );
        }
        day
    }

    /// What is looked for.
    pub(crate) fn search(name: &'a str, label: &'a str) -> Self {
        Self::new(name, label, InputKind::Input("search"))
    }

    /// Several lines of text.
    pub(crate) fn area(name: &'a str, label: &'a str) -> Self {
        Self::new(name, label, InputKind::Area)
    }

    /// A file of these types.
    pub(crate) fn file(name: &'a str, label: &'a str, types: &'static str) -> Self {
        Self::new(name, label, InputKind::File(types))
    }

    /// A box to tick; it is ticked if its value is not empty.
    pub(crate) fn tick(name: &'a str, label: &'a str) -> Self {
        Self::new(name, label, InputKind::Tick)
    }

    /// Any of a few. Those in the value, separated by spaces, are ticked.
    pub(crate) fn ticks(name: &'a str, label: &'a str, choices: Vec<Choice>) -> Self {
        Self::new(name, label, InputKind::Ticks(choices))
    }

    /// A password; it never shows a value.
    pub(crate) fn password(name: &'a str, label: &'a str) -> Self {
        Self::new(name, label, InputKind::Input("password"))
    }

    /// One of a list that folds out.
    pub(crate) fn select(name: &'a str, label: &'a str, choices: Vec<Choice>) -> Self {
        Self::new(name, label, InputKind::Select(choices))
    }

    /// One of a list that folds out, in groups.
    pub(crate) fn grouped(name: &'a str, label: &'a str, groups: Vec<ChoiceGroup>) -> Self {
        Self::new(name, label, InputKind::Grouped(groups))
    }

    /// One of a few, all to be seen.
    pub(crate) fn radios(name: &'a str, label: &'a str, choices: Vec<Choice>) -> Self {
        Self::new(name, label, InputKind::Radios(choices))
    }

    pub(crate) const fn value(mut self, value: &'a str) -> Self {
        self.value = value;
        self
    }

    pub(crate) const fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    pub(crate) const fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// What browsers fill in by themselves.
    pub(crate) const fn autocomplete(mut self, what: &'a str) -> Self {
        self.autocomplete = Some(what);
        self
    }

    /// Which keys a telephone shows: `numeric`, `tel`.
    pub(crate) const fn keys(mut self, input_mode: &'a str) -> Self {
        self.input_mode = Some(input_mode);
        self
    }

    /// `short` or `middle`; full width otherwise.
    pub(crate) const fn width(mut self, width: &'a str) -> Self {
        self.width = width;
        self
    }

    /// What stands beside the input, such as a button.
    pub(crate) fn beside(mut self, beside: Markup) -> Self {
        self.beside = beside;
        self
    }

    /// Without a label to be seen: the heading above says it.
    pub(crate) const fn plain(mut self) -> Self {
        self.is_plain = true;
        self
    }

    /// One of the list is always chosen already.
    pub(crate) const fn settled(mut self) -> Self {
        self.is_settled = true;
        self
    }

    /// With what is wrong with it.
    pub(crate) fn errors(mut self, errors: &'a Errors) -> Self {
        self.error = errors.of(self.name);
        self
    }

    fn described_by(&self) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let error = self.error.map(|_| format!("{}-error", self.name));
        let ids: Vec<String> = error.into_iter().chain(hint).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn notes(&self) -> Markup {
        html! {
            @if !self.hint.is_empty() {
                p.hint id={ (self.name) "-hint" } { (self.hint) }
            }
            @if let Some(error) = self.error {
                p.error id={ (self.name) "-error" } { (error) }
            }
        }
    }

    fn mark(&self) -> Markup {
        html! { @if self.is_required { span.required aria-hidden="true" { "必須" } } }
    }

    fn input(&self, kind: &str) -> Markup {
        html! {
            input id=(self.name) name=(self.name) type=(kind) class=[(!self.width.is_empty()).then_some(self.width)]
                value=[(kind != "password").then_some(self.value)]
                required[self.is_required] autocomplete=[self.autocomplete] inputmode=[self.input_mode]
                aria-describedby=[self.described_by()] aria-invalid=[self.error.map(|_| "true")];
        }
    }

    fn select_box(&self, options: &Markup) -> Markup {
        html! {
            select id=(self.name) name=(self.name) class=[(!self.width.is_empty()).then_some(self.width)]
                required[self.is_required] aria-describedby=[self.described_by()] aria-invalid=[self.error.map(|_| "true")] {
                @if !self.is_settled { option value="" { "選択してください" } }
                (options)
            }
        }
    }

    fn options(&self, choices: &[Choice]) -> Markup {
        html! {
            @for choice in choices {
                option value=(choice.value) selected[choice.value == self.value] { (choice.label) }
            }
        }
    }

    fn groups(&self, groups: &[ChoiceGroup]) -> Markup {
        html! {
            @for group in groups {
                optgroup label=(group.label) data-of=(group.key) { (self.options(&group.choices)) }
            }
        }
    }

    fn labelled(&self, class: &str, control: &Markup) -> Markup {
        html! {
            div class=(class) {
                div.head { label for=(self.name) { (self.label) } (self.mark()) }
                (self.notes())
                div.row { (control) (self.beside) }
            }
        }
    }

    fn text_area(&self) -> Markup {
        html! {
            textarea id=(self.name) name=(self.name) required[self.is_required]
                aria-describedby=[self.described_by()] aria-invalid=[self.error.map(|_| "true")] { (self.value) }
        }
    }

    fn file_input(&self, types: &str) -> Markup {
        html! {
            input id=(self.name) name=(self.name) type="file" accept=(types) required[self.is_required]
                aria-describedby=[self.described_by()] aria-invalid=[self.error.map(|_| "true")];
        }
    }

    fn tick_box(&self, class: &str) -> Markup {
        html! {
            div class=(class) {
                div.choice {
                    input id=(self.name) type="checkbox" name=(self.name) value="1" checked[!self.value.is_empty()]
                        aria-describedby=[self.described_by()] aria-invalid=[self.error.map(|_| "true")];
                    label for=(self.name) { (self.label) }
                    div { (self.notes()) }
                }
            }
        }
    }

    fn boxes(&self, choices: &[Choice]) -> Markup {
        html! {
            @for (place, choice) in choices.iter().enumerate() {
                @let id = if place == 0 { self.name.to_owned() } else { format!("{}-{place}", self.name) };
                @let is_ticked = self.value.split(' ').any(|value| value == choice.value);
                div.choice {
                    input id=(id) type="checkbox" name=(self.name) value=(choice.value) checked[is_ticked];
                    label for=(id) { (choice.label) }
                    (choice.note)
                }
            }
        }
    }

    fn one_of(&self, class: &str, choices: &[Choice], buttons: &Markup) -> Markup {
        let is_inline = choices.iter().all(|choice| choice.note.0.is_empty());
        html! {
            fieldset class=(class) aria-describedby=[self.described_by()] {
                legend class=[self.is_plain.then_some("unseen")] { (self.label) (self.mark()) }
                (self.notes())
                div.choices.inline[is_inline] { (buttons) }
            }
        }
    }

    fn radio_buttons(&self, choices: &[Choice]) -> Markup {
        html! {
            @for (place, choice) in choices.iter().enumerate() {
                @let id = if place == 0 { self.name.to_owned() } else { format!("{}-{place}", self.name) };
                div.choice {
                    input id=(id) type="radio" name=(self.name) value=(choice.value) checked[choice.value == self.value]
                        disabled[choice.is_disabled] required[self.is_required];
                    label for=(id) { (choice.label) }
                    (choice.note)
                }
            }
        }
    }
}

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        let class = if self.error.is_some() {
            "field wrong"
        } else {
            "field"
        };
        match &self.kind {
            InputKind::Radios(choices) => self.one_of(class, choices, &self.radio_buttons(choices)),
            InputKind::Ticks(choices) => self.one_of(class, choices, &self.boxes(choices)),
            InputKind::Tick => self.tick_box(class),
            InputKind::Area => self.labelled(class, &self.text_area()),
            InputKind::File(types) => self.labelled(class, &self.file_input(types)),
            InputKind::Input(kind) => self.labelled(class, &self.input(kind)),
            InputKind::Select(choices) => {
                self.labelled(class, &self.select_box(&self.options(choices)))
            }
            InputKind::Grouped(groups) => {
                self.labelled(class, &self.select_box(&self.groups(groups)))
            }
        }
    }
}
