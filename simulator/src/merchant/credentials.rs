//! 加盟店コード and パスワード of a merchant.

use std::sync::Arc;

use subtle::ConstantTimeEq as _;

/// 加盟店コード and パスワード. `Debug` does not print them.
#[derive(Clone)]
pub(crate) struct Credentials {
    pub(crate) code: Arc<str>,
    password: Arc<str>,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials")
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

impl Credentials {
    pub(crate) fn new(code: &str, password: &str) -> Self {
        Self {
            code: code.into(),
            password: password.into(),
        }
    }

    pub(crate) const fn password(&self) -> &Arc<str> {
        &self.password
    }

    pub(crate) fn set_password(&mut self, password: &str) {
        self.password = password.into();
    }

    /// Compares in a time that does not depend on how much of the password is right.
    pub(crate) fn accepts(&self, password: &str) -> bool {
        bool::from(self.password.as_bytes().ct_eq(password.as_bytes()))
    }
}
