//! A page as a visitor sees it: its words, its links, its fields by their labels.

use scraper::{ElementRef, Html, Selector};

/// A page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// Its path and query.
    pub(crate) path: String,
    pub(crate) status: u16,
    /// Header names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// What came, to the byte.
    pub(crate) body: String,
    pub(crate) title: String,
    /// Text and address.
    pub(crate) links: Vec<(String, String)>,
    /// The words of the row of a table or the item of a list around each of them.
    pub(crate) link_rows: Vec<String>,
    pub(crate) forms: Vec<Form>,
}

/// A form and what it holds, in the order of the page.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) action: String,
    pub(crate) posts: bool,
    /// Whether it may carry files.
    pub(crate) carries_files: bool,
    pub(crate) controls: Vec<Control>,
}

/// A field or a button.
#[derive(Clone, Debug)]
pub(crate) struct Control {
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) value: String,
    /// Whether a radio button is chosen, or a box ticked.
    pub(crate) is_checked: bool,
    /// What a visitor knows it by: the text of its label, or of the button.
    pub(crate) label: String,
    /// The legend of the field set around it.
    pub(crate) group: String,
    /// The heading of the section around it.
    pub(crate) section: String,
    /// The words of the row of a table or the item of a list around it.
    pub(crate) row: String,
    /// Its place among the fields and buttons of the page.
    pub(crate) place: usize,
    /// What is said about it: errors and hints.
    pub(crate) descriptions: Vec<String>,
    /// Of a list that folds out: values and texts.
    pub(crate) options: Vec<(String, String)>,
    /// The name and the bytes of the file that was chosen.
    pub(crate) file: Option<(String, Vec<u8>)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Hidden,
    Radio,
    Box,
    List,
    File,
    Button,
}

impl Page {
    /// Whether there is a link with exactly this text.
    pub(crate) fn has_link(&self, wanted: &str) -> bool {
        self.links.iter().any(|(text, _)| text == wanted)
    }

    pub(crate) fn read(
        path: String,
        status: u16,
        headers: Vec<(String, String)>,
        body: String,
    ) -> Self {
        let html = Html::parse_document(&body);
        let title = select(&html, "title").next().map(words).unwrap_or_default();
        let links = select(&html, "a[href]")
            .map(|link| (words(link), attribute(link, "href")))
            .collect();
        let link_rows = select(&html, "a[href]")
            .map(|link| {
                let mut above = link.ancestors().filter_map(ElementRef::wrap);
                let row = above.find(|element| matches!(element.value().name(), "tr" | "li"));
                row.map(words).unwrap_or_default()
            })
            .collect();
        let forms = select(&html, "form").map(|form| read_form(&html, form));
        Self {
            forms: forms.collect(),
            path,
            status,
            headers,
            title,
            links,
            link_rows,
            body,
        }
    }

    /// A header; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// The main heading.
    pub(crate) fn heading(&self) -> String {
        let html = Html::parse_document(&self.body);
        select(&html, "h1").next().map(words).unwrap_or_default()
    }

    /// The words of each row of its tables and item of its lists.
    pub(crate) fn rows(&self) -> Vec<String> {
        let html = Html::parse_document(&self.body);
        select(&html, "main tr, main li").map(words).collect()
    }

    /// The words of the page's main part, a line for each block.
    pub(crate) fn text(&self) -> String {
        let html = Html::parse_document(&self.body);
        let mut lines = vec![String::new()];
        if let Some(main) = select(&html, "main").next() {
            write_lines(main, &mut lines);
        }
        let lines = lines.iter().map(|line| collapsed(line));
        let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        lines.join("\n")
    }
}

/// The elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "article", "button", "dd", "div", "dl", "dt", "fieldset", "form", "h1", "h2", "h3", "label",
    "legend", "li", "main", "nav", "ol", "option", "p", "section", "summary", "table", "tr", "ul",
];

fn write_lines(element: ElementRef<'_>, lines: &mut Vec<String>) {
    for child in element.children() {
        if let Some(text) = child.value().as_text() {
            lines.last_mut().unwrap().push_str(text);
        } else if let Some(child) = ElementRef::wrap(child) {
            if attribute(child, "aria-hidden") == "true" {
                continue;
            }
            match child.value().name() {
                block if BLOCKS.contains(&block) => {
                    lines.push(String::new());
                    write_lines(child, lines);
                    lines.push(String::new());
                }
                // A row is a line, whatever its cells hold.
                "td" | "th" => {
                    let cell = format!("{} | ", words(child));
                    lines.last_mut().unwrap().push_str(&cell);
                }
                _ => write_lines(child, lines),
            }
        }
    }
}

fn read_form(html: &Html, form: ElementRef<'_>) -> Form {
    let id = attribute(form, "id");
    let belongs = |control: &ElementRef<'_>| match control.value().attr("form") {
        Some(owner) => owner == id,
        None => control.ancestors().any(|above| above.id() == form.id()),
    };
    let controls = select(html, CONTROLS).enumerate();
    let controls = controls.filter(|(_, control)| belongs(control));
    Form {
        action: attribute(form, "action"),
        posts: attribute(form, "method").eq_ignore_ascii_case("post"),
        carries_files: attribute(form, "enctype") == "multipart/form-data",
        controls: controls
            .map(|(place, control)| read_control(html, control, place))
            .collect(),
    }
}

/// Fields and buttons.
pub(super) const CONTROLS: &str = "input, select, textarea, button";

fn read_control(html: &Html, control: ElementRef<'_>, place: usize) -> Control {
    let kind = match (control.value().name(), attribute(control, "type").as_str()) {
        ("button", _) | ("input", "submit") => Kind::Button,
        ("select", _) => Kind::List,
        ("input", "hidden") => Kind::Hidden,
        ("input", "file") => Kind::File,
        ("input", "radio") => Kind::Radio,
        ("input", "checkbox") => Kind::Box,
        _ => Kind::Text,
    };
    let options: Vec<ElementRef<'_>> = control.select(&selector("option")).collect();
    let value = match kind {
        Kind::List => options
            .iter()
            .find(|option| option.value().attr("selected").is_some())
            .or(options.first())
            .map(|option| attribute(*option, "value"))
            .unwrap_or_default(),
        Kind::Radio | Kind::Box => control.value().attr("value").unwrap_or("on").to_owned(),
        Kind::Text if control.value().name() == "textarea" => control.text().collect(),
        _ => attribute(control, "value"),
    };
    let above = |name: &str| {
        let elements = control.ancestors().filter_map(ElementRef::wrap);
        elements
            .into_iter()
            .find(|element| element.value().name() == name)
    };
    let first = |element: Option<ElementRef<'_>>, tag: &str| {
        let found = element.and_then(|element| element.select(&selector(tag)).next());
        found.map(words).unwrap_or_default()
    };
    let described = attribute(control, "aria-describedby");
    let described = if described.is_empty() {
        above("fieldset").map_or(described, |group| attribute(group, "aria-describedby"))
    } else {
        described
    };
    Control {
        label: if kind == Kind::Button {
            words(control)
        } else {
            label(html, control)
        },
        group: first(above("fieldset"), "legend"),
        section: first(above("section"), "h2"),
        place,
        row: above("tr").or(above("li")).map(words).unwrap_or_default(),
        descriptions: described
            .split_whitespace()
            .map(|id| by_id(html, id).map(words).unwrap_or_default())
            .collect(),
        options: options
            .into_iter()
            .map(|option| (attribute(option, "value"), words(option)))
            .collect(),
        is_checked: control.value().attr("checked").is_some(),
        file: None,
        name: attribute(control, "name"),
        kind,
        value,
    }
}

fn label(html: &Html, control: ElementRef<'_>) -> String {
    if let Some(label) = control.value().attr("aria-label") {
        return label.to_owned();
    }
    if let Some(id) = control.value().attr("aria-labelledby") {
        return by_id(html, id).map(words).unwrap_or_default();
    }
    let id = attribute(control, "id");
    let bound =
        select(html, "label").find(|label| !id.is_empty() && attribute(*label, "for") == id);
    let around = || {
        let mut above = control.ancestors().filter_map(ElementRef::wrap);
        above.find(|element| element.value().name() == "label")
    };
    bound.or_else(around).map(words).unwrap_or_default()
}

fn by_id<'a>(html: &'a Html, id: &str) -> Option<ElementRef<'a>> {
    select(html, "[id]").find(|element| attribute(*element, "id") == id)
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

fn select<'a>(html: &'a Html, text: &str) -> std::vec::IntoIter<ElementRef<'a>> {
    html.select(&selector(text)).collect::<Vec<_>>().into_iter()
}

fn attribute(element: ElementRef<'_>, name: &str) -> String {
    element.value().attr(name).unwrap_or("").to_owned()
}

/// The words of an element, as they are read out: without what is hidden from that.
fn words(element: ElementRef<'_>) -> String {
    fn collect(element: ElementRef<'_>, text: &mut String) {
        for child in element.children() {
            if let Some(words) = child.value().as_text() {
                text.push_str(words);
            } else if let Some(child) = ElementRef::wrap(child)
                && attribute(child, "aria-hidden") != "true"
            {
                collect(child, text);
            }
        }
    }
    let mut text = String::new();
    collect(element, &mut text);
    collapsed(&text)
}

fn collapsed(text: &str) -> String {
    let words: Vec<&str> = text
        .split([' ', '\n', '\t'])
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}
