//! The credentials: the merchant code and a password that is never printed.

use std::fmt;

/// A merchant's password (パスワード). Nothing prints it: its `Debug` shows dots, and there is no `Display`.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// The password itself, for the request's body alone.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for Password {
    fn from(password: T) -> Self {
        Self(password.into())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// The merchant code (加盟店コード, 9 digits) and the password that every call carries.
#[derive(Clone, Debug)]
pub struct Credentials {
    merchant_code: String,
    password: Password,
}

impl Credentials {
    /// Both as the provider gave them; neither is checked here.
    pub fn new(merchant_code: impl Into<String>, password: impl Into<Password>) -> Self {
        Self {
            merchant_code: merchant_code.into(),
            password: password.into(),
        }
    }

    /// The merchant code (加盟店コード).
    pub fn merchant_code(&self) -> &str {
        &self.merchant_code
    }

    pub(super) fn password(&self) -> &Password {
        &self.password
    }
}
