//! A browser: Chromium behind a chromedriver of its own, on a free port, gone with the test.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::{Child, Command, Stdio},
};

use thirtyfour::prelude::*;

/// A session of a browser, and the chromedriver that it runs in.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) page: WebDriver,
    driver: Child,
}

/// Ten seconds for a text to come.
const LOOK_FOR_TEXT: &str = "const [selector, text, done] = arguments;\
    const end = performance.now() + 10000;\
    (function look() {\
        const found = [...document.querySelectorAll(selector)].some(e => e.textContent.includes(text));\
        if (found || performance.now() > end) done(found); else setTimeout(look, 20);\
    })()";

/// The same for the rest of a page.
const LOOK_WHETHER_LOADED: &str = "const [done] = arguments;\
    const end = performance.now() + 10000;\
    (function look() {\
        const found = document.readyState === 'complete';\
        if (found || performance.now() > end) done(found); else setTimeout(look, 5);\
    })()";

/// What a browser needs to run anywhere, as root in a container as well, and to ask nobody but the test.
const ARGUMENTS: [&str; 12] = [
    "--accept-lang=ja-JP,ja",
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
];

impl Browser {
    /// A program that is missing for a browser; none where there is one. Says so, past the capture of the test harness, so
    /// that it is read in a run that passes, and fails where a browser is asked for.
    pub(crate) fn missing(left_out: &str) -> Option<&'static str> {
        let is_missing = |program: &&str| {
            let there = Command::new(program)
                .arg("--version")
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status();
            there.is_err()
        };
        let program = ["chromium", "chromedriver"].into_iter().find(is_missing)?;
        let _ = writeln!(
            std::io::stderr(),
            "LEFT OUT: {program} is not installed, so {left_out} not tested in a browser"
        );
        assert!(
            std::env::var_os("KAKEBARAI_BROWSER_TESTS").is_none_or(|must| must != "required"),
            "{program} is not installed, and KAKEBARAI_BROWSER_TESTS=required"
        );
        Some(program)
    }

    /// A fresh session; `None` where there is no Chromium or no chromedriver.
    pub(crate) async fn start() -> Option<Self> {
        if Self::missing("the dashboard was").is_some() {
            return None;
        }
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let printed = BufReader::new(driver.stdout.take().unwrap());
        let port = printed
            .lines()
            .map_while(Result::ok)
            .find_map(|line| {
                let (_, port) = line.split_once("started successfully on port ")?;
                Some(port.trim_end_matches('.').to_owned())
            })
            .unwrap();
        let mut wanted = DesiredCapabilities::chrome();
        for argument in ARGUMENTS {
            wanted.add_arg(argument).unwrap();
        }
        let page = WebDriver::new(format!("http://127.0.0.1:{port}"), wanted)
            .await
            .unwrap();
        Some(Self { page, driver })
    }

    /// A window of that many pixels.
    pub(crate) async fn resize(&self, width: u32, height: u32) {
        self.page
            .set_window_rect(0, 0, width, height)
            .await
            .unwrap();
    }

    /// The element that a selector finds, once it is there and can be seen.
    pub(crate) async fn element(&self, selector: &str) -> WebElement {
        let query = self.page.query(By::Css(selector)).and_displayed();
        match query.first().await {
            Ok(element) => element,
            Err(error) => panic!("{selector}: {error}\n{}", self.text().await),
        }
    }

    /// The button of that name, within what a selector finds.
    pub(crate) async fn button(&self, within: &str, name: &str) -> WebElement {
        let selector = format!("{within} button");
        let query = self
            .page
            .query(By::Css(&*selector))
            .with_text(name.to_owned());
        match query.and_displayed().first().await {
            Ok(element) => element,
            Err(error) => panic!("{within} {name}: {error}\n{}", self.text().await),
        }
    }

    /// Waits until something that a selector finds holds a text.
    pub(crate) async fn see(&self, selector: &str, text: &str) {
        let seen = self.looks(LOOK_FOR_TEXT, &[selector, text]).await;
        assert!(seen, "{selector} never held {text}:\n{}", self.text().await);
    }

    /// Waits until all of a page is there.
    pub(crate) async fn loaded(&self) {
        let loaded = self.looks(LOOK_WHETHER_LOADED, &[]).await;
        assert!(loaded, "a page never came to its end");
    }

    /// What a page answers that looks by itself: an element may be gone by the time that it is asked for its text.
    async fn looks(&self, look: &str, arguments: &[&str]) -> bool {
        // A page that is left while it looks has no answer; then the next one looks.
        let mut pages = 0;
        loop {
            let arguments: Vec<serde_json::Value> =
                arguments.iter().copied().map(Into::into).collect();
            match self.page.execute_async(look, arguments).await {
                Ok(seen) => return seen.json() == true,
                Err(error) => assert!(pages < 10, "{error}"),
            }
            pages += 1;
        }
    }

    /// All text of the page.
    pub(crate) async fn text(&self) -> String {
        let body = self.page.find(By::Tag("body")).await.unwrap();
        body.text().await.unwrap_or_default()
    }

    /// What a script answers.
    pub(crate) async fn script(&self, script: &str) -> serde_json::Value {
        let answer = self.page.execute(script, Vec::new()).await.unwrap();
        answer.json().clone()
    }

    /// How many pixels a page is wider than its window.
    pub(crate) async fn wider(&self) -> i64 {
        let wider =
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        self.script(wider).await.as_i64().unwrap()
    }

    /// Ends the session; the driver goes with it.
    pub(crate) async fn close(self) {
        let _ = self.page.clone().quit().await;
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
