//! What a page says at its top about what has just been done.

use maud::{Markup, Render, html};

/// A sentence, and whether it is good news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    tone: Tone,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tone {
    Done,
    Warning,
}

impl Notice {
    /// It worked.
    pub(crate) fn done(text: impl Into<String>) -> Self {
        Self {
            tone: Tone::Done,
            text: text.into(),
        }
    }

    /// It did not, or something needs attention.
    pub(crate) fn warning(text: impl Into<String>) -> Self {
        Self {
            tone: Tone::Warning,
            text: text.into(),
        }
    }

    /// The same, and something else that needs attention.
    pub(crate) fn but(self, text: &str) -> Self {
        Self::warning(format!("{}{text}", self.text))
    }

    /// As a cookie holds it. Browsers drop cookies of more than 4,096 bytes, and a character takes up to eight.
    pub(crate) fn written(&self) -> String {
        const MOST: usize = 480;
        let tone = if self.tone == Tone::Done { '+' } else { '!' };
        match self.text.char_indices().nth(MOST) {
            Some((end, _)) => format!("{tone}{}…", &self.text[..end]),
            None => format!("{tone}{}", self.text),
        }
    }

    /// From a cookie.
    pub(crate) fn read(text: &str) -> Option<Self> {
        text.strip_prefix('+')
            .map(Self::done)
            .or_else(|| text.strip_prefix('!').map(Self::warning))
    }
}

impl Render for Notice {
    fn render(&self) -> Markup {
        let (class, role) = match self.tone {
            Tone::Done => ("notice done", "status"),
            Tone::Warning => ("notice warning", "alert"),
        };
        html! { div class=(class) role=(role) { p { (self.text) } } }
    }
}
