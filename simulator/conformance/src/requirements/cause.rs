//! Typical causes of a break, by the language that an integration is written in.

/// A language that an integration is written in.
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
    /// Java, and what runs beside it.
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

    /// The word by which an adapter declares it.
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

    /// The language that an adapter declares.
    pub fn find(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }
}

/// What typically causes a break.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Cause {
    /// The language whose trap it is; `None`: of any.
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
