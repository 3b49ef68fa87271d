//! A merchant of a running simulator whose buyers have the highest possible limit.

use crate::{load, process::Served};

pub(super) struct Account {
    pub(super) code: String,
    pub(super) password: String,
}

impl Account {
    pub(super) fn new(server: &Served) -> Self {
        let made = load::control(server.address, "POST", "/merchants", "{}");
        let made: serde_json::Value = serde_json::from_str(&made).unwrap();
        let text = |key: &str| made[key].as_str().unwrap().to_owned();
        let account = Self {
            code: text("code"),
            password: text("password"),
        };
        for buyer in ["1111", "2222", "3333", "4444"] {
            let path = format!("/merchants/{}/buyers/{buyer}", account.code);
            load::control(
                server.address,
                "PATCH",
                &path,
                r#"{"creditLimit": 20000000}"#,
            );
        }
        account
    }

    /// The beginning of each of its requests.
    pub(super) fn credentials(&self) -> String {
        format!("traderCode={}&passWord={}", self.code, self.password)
    }
}
