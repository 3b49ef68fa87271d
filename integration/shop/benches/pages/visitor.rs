//! Somebody who has logged in, over loopback.

use std::{
    collections::{BTreeSet, VecDeque},
    time::{Duration, Instant},
};

/// So many requests are measured.
pub(crate) const REQUESTS: usize = 300;

/// Somebody who has logged in.
pub(crate) struct Visitor {
    http: reqwest::Client,
    base: String,
    cookie: String,
}

impl Visitor {
    pub(crate) async fn log_in(base: &str, path: &str, fields: &[(&str, &str)]) -> Self {
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        let page = http.get(format!("{base}{path}")).send().await.unwrap();
        let cookie = cookie(&page);
        let page = page.text().await.unwrap();
        let (_, token) = page.split_once("name=\"form_token\" value=\"").unwrap();
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        form.append_pair("form_token", token.split('"').next().unwrap());
        let answer = http
            .post(format!("{base}{path}"))
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form.finish())
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 303, "the login at {path}");
        Self {
            cookie: self::cookie(&answer),
            base: base.to_owned(),
            http,
        }
    }

    pub(crate) async fn opens(&self, path: &str) {
        self.page(path).await;
    }

    /// `paths`, and one page of each kind that links lead to from there and from `start` on, below `within`. What is a file or leads
    /// elsewhere is no page.
    pub(crate) async fn finds(&self, start: &str, within: &str, paths: &[&str]) -> Vec<String> {
        let mut found: Vec<String> = paths.iter().map(ToString::to_string).collect();
        let mut ahead: VecDeque<String> = found.iter().cloned().collect();
        ahead.push_front(start.to_owned());
        let mut seen = BTreeSet::new();
        while let Some(path) = ahead.pop_front() {
            let is_listed = paths.contains(&&*path);
            if !is_listed && !seen.insert(kind(&path)) {
                continue;
            }
            let answer = self.ask(&path).await;
            let is_page = answer.headers().get("content-type");
            let is_page = is_page.is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
            if answer.status() != 200 || !is_page {
                continue;
            }
            let text = answer.text().await.unwrap();
            let links = text.split(" href=\"").skip(1);
            let links = links.filter_map(|link| link.split(['"', '#']).next());
            let links = links.filter(|link| link.starts_with(within));
            ahead.extend(links.map(|link| link.replace("&amp;", "&")));
            if !is_listed {
                found.push(path);
            }
        }
        found
    }

    /// Sends a form with a file, as browsers do, and says how long the whole answer takes.
    pub(crate) async fn sends(
        &self,
        path: &str,
        action: &str,
        field: &str,
        file: &str,
    ) -> Duration {
        let page = self.page(path).await;
        let (_, token) = page.split_once("name=\"form_token\" value=\"").unwrap();
        let token = token.split('"').next().unwrap();
        let part = |name: &str, content: &str| {
            format!("--b\r\nContent-Disposition: form-data; name={name}\r\n\r\n{content}\r\n")
        };
        let body = [
            part("\"form_token\"", token),
            part("\"action\"", action),
            part(&format!("\"{field}\"; filename=\"file.csv\""), file),
            "--b--\r\n".to_owned(),
        ]
        .concat();
        let begun = Instant::now();
        let request = self.http.post(format!("{}{path}", self.base));
        let request = request.header("content-type", "multipart/form-data; boundary=b");
        let answer = request.header("cookie", &self.cookie).body(body).send();
        let answer = answer.await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.bytes().await.unwrap();
        begun.elapsed()
    }

    async fn ask(&self, path: &str) -> reqwest::Response {
        let request = self.http.get(format!("{}{path}", self.base));
        request.header("cookie", &self.cookie).send().await.unwrap()
    }

    async fn page(&self, path: &str) -> String {
        let answer = self.ask(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.unwrap()
    }

    /// The median and the 99th percentile.
    pub(crate) async fn measures(&self, path: &str) -> (Duration, Duration) {
        for _ in 0..REQUESTS / 10 {
            self.opens(path).await;
        }
        let mut times = Vec::with_capacity(REQUESTS);
        for _ in 0..REQUESTS {
            let begun = Instant::now();
            self.opens(path).await;
            times.push(begun.elapsed());
        }
        times.sort_unstable();
        (times[REQUESTS / 2], times[REQUESTS * 99 / 100])
    }
}

/// An address without its query, and with the number of an order or the like left out.
fn kind(path: &str) -> String {
    let parts = path.split('?').next().unwrap_or_default().split('/');
    let is_one = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
    let parts = parts.map(|part| if is_one(part) { "1" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

fn cookie(answer: &reqwest::Response) -> String {
    let cookie = answer.headers().get("set-cookie").unwrap();
    let (cookie, _) = cookie.to_str().unwrap().split_once(';').unwrap();
    cookie.to_owned()
}
