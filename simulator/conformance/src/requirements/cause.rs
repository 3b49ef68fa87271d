//! Typical causes of a break, by the language of an integration.

/// The language of an integration.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Language {
    /// PHP.
    Php,
    /// JavaScript and TypeScript.
    Node,
    /// Python.
    Python,
    /// Ruby.
    Ruby,
    /// Java, and other languages on its platform.
    Java,
    /// C#.
    CSharp,
}

impl Language {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::Php,
        Self::Node,
        Self::Python,
        Self::Ruby,
        Self::Java,
        Self::CSharp,
    ];

    /// Its word in an adapter's declaration.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Php => "php",
            Self::Node => "node",
            Self::Python => "python",
            Self::Ruby => "ruby",
            Self::Java => "java",
            Self::CSharp => "csharp",
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Php => "PHP",
            Self::Node => "Node.js",
            Self::Python => "Python",
            Self::Ruby => "Ruby",
            Self::Java => "Java",
            Self::CSharp => "C#",
        }
    }

    /// Finds a language by its word in an adapter's declaration.
    pub fn find(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }
}

/// A typical cause of a break.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Cause {
    /// The language with this trap; `None`: any language.
    pub language: Option<Language>,
    /// In Japanese.
    pub text: &'static str,
}

/// A cause in any language.
pub(super) const fn general(text: &'static str) -> Cause {
    Cause {
        language: None,
        text,
    }
}

/// A trap of one language.
pub(super) const fn of(language: Language, text: &'static str) -> Cause {
    Cause {
        language: Some(language),
        text,
    }
}
