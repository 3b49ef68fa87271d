//! The credentials of the team, from variables or a file: never from an argument, which every user of the machine can see.

use std::{fmt, fs, path::Path};

use serde::Deserialize;

/// The variables that hold them, the same as in a shop's tests.
pub const VARIABLES: [&str; 2] = ["KAKEBARAI_TRADER_CODE", "KAKEBARAI_PASSWORD"];

/// 加盟店コード and パスワード. `Debug` does not print them.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// 加盟店コード.
    code: String,
    /// パスワード.
    password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

/// Why there are no credentials. Never contains any.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct NoCredentials(String);

impl Credentials {
    /// A code of nine digits and a password.
    ///
    /// # Errors
    /// [`NoCredentials`] if they are malformed.
    pub fn new(code: &str, password: &str) -> Result<Self, NoCredentials> {
        let nine_digits = code.len() == 9 && code.bytes().all(|byte| byte.is_ascii_digit());
        if !nine_digits {
            return Err(NoCredentials(
                "加盟店コードは、9桁の半角数字で指定してください。".to_owned(),
            ));
        }
        let is_plain = password.bytes().all(|byte| byte.is_ascii_graphic());
        if password.is_empty() || !is_plain {
            return Err(NoCredentials(
                "パスワードは、空白を含まない半角の文字で指定してください。".to_owned(),
            ));
        }
        Ok(Self {
            code: code.to_owned(),
            password: password.to_owned(),
        })
    }

    /// Reads the variables.
    ///
    /// # Errors
    /// [`NoCredentials`] names the missing variable.
    pub fn from_variables(
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, NoCredentials> {
        let read = |name: &str| {
            variable(name).ok_or_else(|| {
                NoCredentials(format!(
                    "環境変数 {name} がありません。{} に、テスト環境の加盟店コードとパスワードを入れるか、--credentials でファイルを指定してください。",
                    VARIABLES.join(" と ")
                ))
            })
        };
        let [code, password] = VARIABLES;
        Self::new(&read(code)?, &read(password)?)
    }

    /// Reads a file that nobody else may read: `code = "…"` and `password = "…"`.
    ///
    /// # Errors
    /// [`NoCredentials`] if it cannot be read, others may read it, or it has other content, which the error does not repeat.
    pub fn from_file(file: &Path) -> Result<Self, NoCredentials> {
        let name = file.display();
        let text = fs::read_to_string(file)
            .map_err(|error| NoCredentials(format!("{name} を読めません（{error}）。")))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let others = fs::metadata(file).map(|facts| facts.permissions().mode() & 0o077);
            if others.is_ok_and(|mode| mode != 0) {
                return Err(NoCredentials(format!(
                    "{name} は、ほかの利用者にも読めます。chmod 600 {name} としてください。"
                )));
            }
        }
        // The error of the library repeats the line, which may hold the password.
        let read: Self = toml::from_str(&text).map_err(|_| {
            NoCredentials(format!(
                "{name} には、code = \"加盟店コード\" と password = \"パスワード\" の2行だけを書いてください。"
            ))
        })?;
        Self::new(&read.code, &read.password)
    }

    pub(super) fn code(&self) -> &str {
        &self.code
    }

    pub(super) fn password(&self) -> &str {
        &self.password
    }
}
