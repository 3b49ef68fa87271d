//! A visitor with a browser: keeps cookies, follows redirects, finds fields by their labels and buttons by their text.

mod browser;
mod files;
mod page;
mod seeing;
mod sending;

use std::collections::BTreeSet;

pub(crate) use browser::Browser;
pub(crate) use page::{Control, Form, Kind, Page};
pub(crate) use sending::escaped;
use sending::{Body, encoded, encoded_body, fields, successful};

/// Somebody who visits a shop. Where something is not there, the panic names the page, what was sought, and what was there
/// instead.
#[derive(Clone, Debug)]
pub(crate) struct Visitor {
    base: String,
    http: reqwest::Client,
    /// Name, value, path.
    cookies: Vec<(String, String, String)>,
    /// A real browser, where this one is not enough.
    browser: Option<Browser>,
    pub(crate) page: Page,
}

impl Visitor {
    /// A visitor of the shop at an address such as `http://127.0.0.1:8120`.
    pub(crate) fn of(base: &str) -> Self {
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none());
        Self {
            base: base.to_owned(),
            http: http.build().unwrap(),
            cookies: Vec::new(),
            browser: None,
            page: Page::default(),
        }
    }

    /// The same with a real browser: what is filled in goes there when a button is pressed.
    pub(crate) fn with_browser(base: &str, browser: Browser) -> Self {
        Self {
            browser: Some(browser),
            ..Self::of(base)
        }
    }

    /// Closes the browser, after a picture of it under a name where that is wished.
    pub(crate) async fn leave(self, picture: Option<&str>) {
        if let Some(browser) = self.browser {
            browser.close(picture).await;
        }
    }

    /// Opens a page, wherever it leads.
    pub(crate) async fn open(&mut self, path: &str) -> &Page {
        if let Some(browser) = &mut self.browser {
            self.page = browser.open(&self.base, path).await;
            return &self.page;
        }
        self.go("GET", path, None).await
    }

    /// Sends a form that is on no page.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> &Page {
        let fields: Vec<(String, String)> = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        self.go("POST", path, Some(encoded_body(&fields))).await
    }

    /// Follows a link by its text.
    pub(crate) async fn follow(&mut self, text: &str) -> &Page {
        // The last: what the page is about comes after the menu.
        let place = self.page.links.iter().rposition(|(known, _)| known == text);
        let Some(place) = place else {
            let there = self.page.links.iter().map(|(text, _)| text.clone());
            self.missing("リンク", text, &there.collect::<Vec<_>>());
        };
        self.follow_at(place).await
    }

    async fn follow_at(&mut self, place: usize) -> &Page {
        if let Some(browser) = &mut self.browser {
            self.page = browser.follow(place).await;
            return &self.page;
        }
        let path = self.page.links[place].1.clone();
        self.go("GET", &path, None).await
    }

    /// Follows a link in the row of a table, or the item of a list, that has a text in it.
    pub(crate) async fn follow_in(&mut self, row: &str, text: &str) -> &Page {
        let links = self.page.links.iter().zip(&self.page.link_rows);
        let found = links
            .clone()
            .position(|((known, _), of)| known == text && of.contains(row));
        let Some(place) = found else {
            let there = links.filter(|(_, of)| of.contains(row));
            let there: Vec<String> = there.map(|((text, _), _)| text.clone()).collect();
            self.missing("リンク", text, &there);
        };
        self.follow_at(place).await
    }

    /// Fills a field, or chooses from a list that folds out, by its label; `{section}・{label}` where the label alone does
    /// not say which.
    pub(crate) fn fill(&mut self, label: &str, value: &str) {
        let control = self.control(label, |control| {
            matches!(control.kind, Kind::Text | Kind::List)
        });
        if control.kind == Kind::List {
            let option = control.options.iter().find(|(_, text)| text == value);
            let Some((option, _)) = option.cloned() else {
                let there: Vec<String> = control
                    .options
                    .iter()
                    .map(|(_, text)| text.clone())
                    .collect();
                self.missing(&format!("「{label}」の選択肢"), value, &there);
            };
            control.value = option;
        } else {
            value.clone_into(&mut control.value);
        }
    }

    /// Chooses one of a few by the legend above them and its label; `{section}・{legend}` where needed.
    pub(crate) fn choose(&mut self, legend: &str, label: &str) {
        let is_of = |control: &Control| {
            control.kind == Kind::Radio
                && (control.group == legend
                    || format!("{}・{}", control.section, control.group) == legend)
        };
        let all = || self.page.forms.iter().flat_map(|form| &form.controls);
        let labels: Vec<String> = all()
            .filter(|control| is_of(control))
            .map(|control| control.label.clone())
            .collect();
        let sections: BTreeSet<&str> = all()
            .filter(|control| is_of(control))
            .map(|control| control.section.as_str())
            .collect();
        assert!(
            sections.len() < 2,
            "{}に選択項目「{legend}」が{}つあります。「見出し・項目」の形で指定してください。",
            self.place(),
            sections.len()
        );
        if labels.is_empty() {
            let there: Vec<String> = all()
                .filter(|control| control.kind == Kind::Radio)
                .map(|control| control.group.clone())
                .collect();
            self.missing("選択項目", legend, &there);
        }
        if !labels.iter().any(|known| known == label) {
            self.missing(&format!("「{legend}」の選択肢"), label, &labels);
        }
        for form in &mut self.page.forms {
            for control in form.controls.iter_mut().filter(|control| is_of(control)) {
                control.is_checked = control.label == label;
            }
        }
    }

    /// Ticks a box, or takes the tick away.
    pub(crate) fn tick(&mut self, label: &str, on: bool) {
        self.control(label, |control| control.kind == Kind::Box)
            .is_checked = on;
    }

    /// What a field holds; of a list that folds out, the text that is chosen.
    pub(crate) fn value(&mut self, label: &str) -> String {
        let control = self.control(label, |control| {
            matches!(control.kind, Kind::Text | Kind::List)
        });
        let chosen = control
            .options
            .iter()
            .find(|(value, _)| *value == control.value);
        chosen.map_or_else(|| control.value.clone(), |(_, text)| text.clone())
    }

    /// What is said about a field: its errors and hints.
    pub(crate) fn said_of(&mut self, label: &str) -> Vec<String> {
        self.control(label, |control| control.kind != Kind::Hidden)
            .descriptions
            .clone()
    }

    /// Presses a button by its text.
    pub(crate) async fn press(&mut self, text: &str) -> &Page {
        self.press_in("", text).await
    }

    /// Presses a button in the row of a table, or the item of a list, that has a text in it.
    pub(crate) async fn press_in(&mut self, row: &str, text: &str) -> &Page {
        let found = self.page.forms.iter().find_map(|form| {
            let is_it = |control: &Control| {
                control.kind == Kind::Button && control.label == text && control.row.contains(row)
            };
            let button = form.controls.iter().position(is_it)?;
            Some((form.clone(), button))
        });
        let Some((form, button)) = found else {
            let buttons = self.page.forms.iter().flat_map(|form| &form.controls);
            let there = buttons.filter(|control| {
                control.kind == Kind::Button
                    && !control.label.is_empty()
                    && control.row.contains(row)
            });
            let there: Vec<String> = there.map(|control| control.label.clone()).collect();
            self.missing("ボタン", text, &there);
        };
        if let Some(browser) = &mut self.browser {
            self.page = browser.submit(&form, button).await;
            return &self.page;
        }
        let sent = successful(&form, button);
        let action = if form.action.is_empty() {
            self.page.path.clone()
        } else {
            form.action.clone()
        };
        if form.carries_files {
            self.go("POST", &action, Some(files::body(&sent))).await
        } else if form.posts {
            self.go("POST", &action, Some(encoded_body(&fields(&sent))))
                .await
        } else {
            let path = format!("{action}?{}", encoded(&fields(&sent)));
            self.go("GET", &path, None).await
        }
    }

    /// Fails unless the page says this.
    #[track_caller]
    pub(crate) fn sees(&self, text: &str) {
        let all = self.page.text();
        assert!(
            all.replace('\n', "").contains(&text.replace('\n', "")),
            "{}に「{text}」がありません。表示されているのは次のとおりです。\n{all}",
            self.place()
        );
    }

    /// Fails where the page says this.
    #[track_caller]
    pub(crate) fn does_not_see(&self, text: &str) {
        let all = self.page.text();
        assert!(
            !all.replace('\n', "").contains(text),
            "{}に「{text}」があります。\n{all}",
            self.place()
        );
    }

    /// Fails unless this is the page's heading.
    #[track_caller]
    pub(crate) fn is_at(&self, heading: &str) {
        let found = self.page.heading();
        assert_eq!(found, heading, "{}\n{}", self.place(), self.page.text());
    }

    fn place(&self) -> String {
        format!(
            "画面「{}」（{}、{}）",
            self.page.title, self.page.path, self.page.status
        )
    }

    #[track_caller]
    fn missing(&self, what: &str, sought: &str, there: &[String]) -> ! {
        panic!(
            "{}に{what}「{sought}」がありません。あるのは次のとおりです：{there:?}\n{}",
            self.place(),
            self.page.text()
        );
    }

    #[track_caller]
    fn control(&mut self, label: &str, wanted: impl Fn(&Control) -> bool) -> &mut Control {
        let is_it = |control: &Control| {
            wanted(control)
                && (control.label == label
                    || format!("{}・{}", control.section, control.label) == label)
        };
        let all = self.page.forms.iter().enumerate();
        let places: Vec<(usize, usize)> = all
            .flat_map(|(form, controls)| {
                let found = controls.controls.iter().enumerate();
                found
                    .filter(|(_, control)| is_it(control))
                    .map(move |(at, _)| (form, at))
            })
            .collect();
        match places[..] {
            [(form, at)] => &mut self.page.forms[form].controls[at],
            [] => {
                let all = self.page.forms.iter().flat_map(|form| &form.controls);
                let there: Vec<String> = all
                    .filter(|control| wanted(control))
                    .map(|control| format!("{}・{}", control.section, control.label))
                    .collect();
                self.missing("欄", label, &there)
            }
            _ => panic!(
                "{}に欄「{label}」が{}つあります。「見出し・欄」の形で指定してください。",
                self.place(),
                places.len()
            ),
        }
    }

    async fn go(&mut self, method: &str, path: &str, body: Option<Body>) -> &Page {
        let (mut method, mut path, mut body) = (method.to_owned(), path.to_owned(), body);
        for _ in 0..5 {
            let bare = path.split('#').next().unwrap().to_owned();
            let mut request = self
                .http
                .request(method.parse().unwrap(), format!("{}{bare}", self.base));
            let cookies = self.cookies(&bare);
            if !cookies.is_empty() {
                request = request.header("cookie", cookies);
            }
            if let Some(body) = &body {
                request = request
                    .header("content-type", &body.kind)
                    .body(body.bytes.clone());
            }
            let answer = request.send().await.unwrap();
            let status = answer.status().as_u16();
            let headers: Vec<(String, String)> = answer
                .headers()
                .iter()
                .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
                .collect();
            for (_, cookie) in headers.iter().filter(|(name, _)| name == "set-cookie") {
                self.keep(cookie);
            }
            let location = headers.iter().find(|(name, _)| name == "location");
            let Some((_, to)) = location.filter(|_| (300..400).contains(&status)).cloned() else {
                self.page = Page::read(bare, status, headers, answer.text().await.unwrap());
                return &self.page;
            };
            (method, path, body) = ("GET".to_owned(), to, None);
        }
        panic!("{path}へ何度も転送されます");
    }

    /// The cookies that go along to a path.
    pub(crate) fn cookies(&self, path: &str) -> String {
        let cookies = self.cookies.iter();
        let cookies: Vec<String> = cookies
            .filter(|(_, _, below)| path.starts_with(below.as_str()))
            .map(|(name, value, _)| format!("{name}={value}"))
            .collect();
        cookies.join("; ")
    }

    fn keep(&mut self, cookie: &str) {
        let mut parts = cookie.split("; ");
        let (name, value) = parts.next().unwrap().split_once('=').unwrap();
        let attribute = |wanted: &str| {
            let mut found = cookie.split("; ").filter_map(|part| part.split_once('='));
            found
                .find(|(name, _)| *name == wanted)
                .map(|(_, value)| value.to_owned())
        };
        self.cookies.retain(|(known, ..)| known != name);
        if attribute("Max-Age").as_deref() != Some("0") {
            let path = attribute("Path").unwrap_or_else(|| "/".to_owned());
            self.cookies.push((name.to_owned(), value.to_owned(), path));
        }
    }
}
