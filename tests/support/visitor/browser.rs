//! A real browser: headless Chromium, driven by chromedriver. It is told what the visitor has filled in when a button is
//! pressed; what a page says is read from its source, as without a browser.

use std::{io::Write as _, path::PathBuf, sync::Arc, time::Duration};

use thirtyfour::{By, WebElement, extensions::query::ElementWaitable as _};

use super::page::{CONTROLS, Control, Form, Kind, Page};
use crate::support::browser::Browser as Window;

/// A visitor's window.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    window: Arc<Window>,
    base: String,
    /// As the page came.
    page: Page,
}

/// How long Chromium may take for a page, or to end.
const PATIENCE: Duration = Duration::from_secs(30);

impl Browser {
    /// Opens a window of so many pixels that knows nothing of any other.
    pub(crate) async fn start(width: u32, height: u32) -> Self {
        let window = Window::start().await.expect("Chromium がありません");
        window.resize(width, height).await;
        Self {
            window: Arc::new(window),
            base: String::new(),
            page: Page::default(),
        }
    }

    pub(super) async fn open(&mut self, base: &str, path: &str) -> Page {
        base.clone_into(&mut self.base);
        self.window
            .page
            .goto(format!("{base}{path}"))
            .await
            .unwrap();
        self.read().await
    }

    pub(super) async fn follow(&mut self, place: usize) -> Page {
        self.click(By::Css("a[href]"), place).await;
        self.read().await
    }

    /// Fills in what is different in a form, and presses one of its buttons.
    pub(super) async fn submit(&mut self, form: &Form, button: usize) -> Page {
        let before = self.page.forms.iter().flat_map(|form| &form.controls);
        let before: Vec<Control> = before.cloned().collect();
        // Choices first: they open parts of the page.
        for is_choice in [true, false] {
            for control in &form.controls {
                let before = before.iter().find(|known| known.place == control.place);
                let is_same = before.is_some_and(|before| {
                    (&before.value, before.is_checked) == (&control.value, control.is_checked)
                });
                if !is_same && matches!(control.kind, Kind::Radio | Kind::Box) == is_choice {
                    self.set(control).await;
                }
            }
        }
        self.click(By::Css(CONTROLS), form.controls[button].place)
            .await;
        self.read().await
    }

    async fn set(&self, control: &Control) {
        let element = self.element(By::Css(CONTROLS), control.place).await;
        match control.kind {
            // The others of its group change by themselves.
            Kind::Radio if !control.is_checked => {}
            Kind::Radio | Kind::Box => element.click().await.unwrap(),
            Kind::List => {
                let options = element.find_all(By::Tag("option")).await.unwrap();
                let wanted = control
                    .options
                    .iter()
                    .position(|(value, _)| *value == control.value);
                options[wanted.unwrap()].click().await.unwrap();
            }
            Kind::Text => {
                element.clear().await.unwrap();
                element.send_keys(control.value.as_str()).await.unwrap();
            }
            Kind::File | Kind::Hidden | Kind::Button => {
                panic!("ブラウザでは「{}」を入力できません", control.label)
            }
        }
    }

    async fn element(&self, by: By, place: usize) -> WebElement {
        let mut elements = self.window.page.find_all(by).await.unwrap();
        elements.swap_remove(place)
    }

    async fn click(&self, by: By, place: usize) {
        let element = self.element(by, place).await;
        // What is folded away is unfolded first, as a person does it.
        let folded = By::XPath("ancestor::details[not(@open)]/summary");
        for summary in element.find_all(folded).await.unwrap() {
            summary.click().await.unwrap();
        }
        let menus = By::XPath("ancestor::*[@popover]");
        for menu in element.find_all(menus).await.unwrap() {
            let id = menu.attr("id").await.unwrap().unwrap();
            let gear = By::Css(format!("[popovertarget='{id}']"));
            let gear = self.window.page.find(gear).await.unwrap();
            gear.click().await.unwrap();
        }
        // The next page is there when this one is gone.
        let page = self.window.page.find(By::Tag("html")).await.unwrap();
        element.click().await.unwrap();
        let gone = page.wait_until().wait(PATIENCE, Duration::from_millis(10));
        gone.stale().await.unwrap();
    }

    async fn read(&mut self) -> Page {
        self.window.loaded().await;
        let address = self.window.page.current_url().await.unwrap();
        let path = address.as_str().trim_start_matches(&self.base).to_owned();
        let source = self.window.page.source().await.unwrap();
        self.page = Page::read(path, 200, Vec::new(), source);
        self.page.clone()
    }

    /// Closes the window, after a picture of it in `target/reports` where that is wished.
    pub(super) async fn close(self, picture: Option<&str>) {
        if let Some(name) = picture {
            let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("reports");
            let file = folder.join(format!("{name}.png"));
            let taken = tokio::time::timeout(PATIENCE, self.window.page.screenshot(&file)).await;
            let what = match taken {
                Ok(Ok(())) => format!("画面の写真: {}", file.display()),
                Ok(Err(error)) => format!("画面の写真を撮れません（{error}）"),
                Err(_) => "画面の写真を撮れません（時間切れ）".to_owned(),
            };
            // Not by a macro: the tests' harness would keep it to itself.
            let _ = writeln!(std::io::stderr(), "{what}");
        }
        // What does not close by itself ends with chromedriver.
        let _ = tokio::time::timeout(PATIENCE, self.window.page.clone().quit()).await;
    }
}
