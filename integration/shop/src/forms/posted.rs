//! What was posted, in the order of the form.

use std::{fmt, sync::Arc};

use kakebarai::buyers::application::conversion::composed;

use super::{NotRead, TOKEN, Upload};

/// What a page says of its form: which fields are more than a line.
pub(crate) trait Fields: Send + Sync + 'static {
    /// Those of several lines.
    const AREAS: &'static [&'static str] = &[];
    /// Those that are looked at character by character: they stay as they came.
    const EXACT: &'static [&'static str] = &[];
}

/// The fields of most forms: each is a line.
#[derive(Debug)]
pub(crate) struct Lines;

impl Fields for Lines {}

/// The fields and files of a form. Its `Debug` shows the names of the fields alone.
pub(crate) struct Posted {
    pub(super) fields: Vec<(String, String)>,
    pub(super) files: Vec<Arc<Upload>>,
}

impl Posted {
    /// Reads the body of a form.
    pub(crate) fn read(body: &[u8]) -> Result<Self, NotRead> {
        let mut posted = Self {
            fields: Vec::new(),
            files: Vec::new(),
        };
        for (name, value) in form_urlencoded::parse(body) {
            posted.add(name.into_owned(), value.into_owned())?;
        }
        Ok(posted)
    }

    /// Adds a field as it came.
    pub(super) fn add(&mut self, name: String, value: String) -> Result<(), NotRead> {
        if name.chars().any(char::is_control) {
            return Err(NotRead::Control);
        }
        self.fields.push((name, value));
        Ok(())
    }

    /// The same as a page takes it. What no keyboard can write is refused; a tab, which comes along from a spreadsheet, is a space. Text is
    /// composed and without invisible characters; a password stays as it came.
    ///
    /// # Errors
    /// [`NotRead::Control`].
    pub(crate) fn read_by<F: Fields>(&self) -> Result<Self, NotRead> {
        let fields = self.fields.iter().map(|(name, value)| {
            let is_of = |fields: &[&str]| fields.contains(&name.as_str());
            let value = if is_of(F::EXACT) {
                value.clone()
            } else {
                read(name, value, is_of(F::AREAS))?
            };
            Ok((name.clone(), value))
        });
        Ok(Self {
            fields: fields.collect::<Result<_, NotRead>>()?,
            files: self.files.clone(),
        })
    }

    /// Returns a field without the spaces around it; empty if the form does not have it.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.exactly(name).trim()
    }

    /// A field as it came: a password.
    pub(crate) fn exactly(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    /// Whether there is such a field, empty or not.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(known, _)| known == name)
    }

    /// Whether a box is ticked.
    pub(crate) fn is_ticked(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// All fields of a name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let fields = self.fields.iter();
        fields.filter_map(move |(known, value)| (known == name).then_some(value.trim()))
    }

    /// A file that was chosen.
    pub(crate) fn file(&self, name: &str) -> Option<&Upload> {
        let files = self.files.iter();
        files.map(Arc::as_ref).find(|file| file.field == name)
    }

    /// All fields whose names begin so, with the rest of the name.
    pub(crate) fn beginning<'a>(
        &'a self,
        beginning: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.fields
            .iter()
            .filter_map(move |(name, value)| Some((name.strip_prefix(beginning)?, value.trim())))
    }

    /// What was entered, without the token and without passwords: no page holds one.
    pub(crate) fn entered(&self) -> Vec<(String, String)> {
        let fields = self.fields.iter();
        let entered = fields.filter(|(name, _)| name != TOKEN && !name.contains("password"));
        entered.cloned().collect()
    }

    /// The token.
    pub(crate) fn token(&self) -> &str {
        self.get(TOKEN)
    }
}

/// A field as its page takes it.
fn read(name: &str, value: &str, is_area: bool) -> Result<String, NotRead> {
    let value = if is_area {
        value.to_owned()
    } else {
        value.replace('\t', " ")
    };
    let is_fine = |of: char| !of.is_control() || is_area && matches!(of, '\t' | '\r' | '\n');
    if !value.chars().all(is_fine) {
        return Err(NotRead::Control);
    }
    Ok(
        if is_area || value.is_ascii() || name.contains("password") {
            value
        } else {
            composed(&value)
        },
    )
}

impl fmt::Debug for Posted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.fields.iter().map(|(name, _)| name))
            .finish()
    }
}
