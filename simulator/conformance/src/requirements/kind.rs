//! The classification of a requirement: severity, level, sources of evidence, basis.

use std::fmt;

/// Whether a requirement must be met.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// Blocks its level if it is not met.
    Must,
    /// Advice, unless the team requires it.
    Should,
    /// Must be met if the capability is declared.
    MustIfDeclared,
}

impl Severity {
    /// All, in the order in which they are counted.
    pub const ALL: [Self; 3] = [Self::Must, Self::Should, Self::MustIfDeclared];

    /// Its Japanese word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Must => "必須",
            Self::Should => "推奨",
            Self::MustIfDeclared => "宣言したら必須",
        }
    }

    /// Its word in machine-readable reports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::MustIfDeclared => "must-if-declared",
        }
    }
}

/// The level of an integration. Displayed as `L1`.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Level {
    /// It connects.
    L1,
    /// It sends correct requests.
    L2,
    /// It loses nothing.
    L3,
    /// It withstands change.
    L4,
}

impl Level {
    /// All, from the lowest.
    pub const ALL: [Self; 4] = [Self::L1, Self::L2, Self::L3, Self::L4];

    /// Its number.
    pub const fn number(self) -> u8 {
        match self {
            Self::L1 => 1,
            Self::L2 => 2,
            Self::L3 => 3,
            Self::L4 => 4,
        }
    }

    /// Its Japanese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::L1 => "つながる",
            Self::L2 => "正しく送る",
            Self::L3 => "失わない",
            Self::L4 => "変化に強い",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "L{}", self.number())
    }
}

/// The sources of evidence for a requirement.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a source of its own")]
pub struct JudgedBy {
    /// Scenarios through an adapter.
    pub active: bool,
    /// The traffic of any command.
    pub passive: bool,
    /// The provider's answers, changed.
    pub mutants: bool,
    /// Its scenarios are slow, and run only with `--slow`.
    pub slow: bool,
}

impl JudgedBy {
    const NOTHING: Self = Self {
        active: false,
        passive: false,
        mutants: false,
        slow: false,
    };
    pub(super) const ACTIVE: Self = Self {
        active: true,
        ..Self::NOTHING
    };
    pub(super) const PASSIVE: Self = Self {
        passive: true,
        ..Self::NOTHING
    };
    pub(super) const ACTIVE_AND_PASSIVE: Self = Self {
        passive: true,
        ..Self::ACTIVE
    };
    pub(super) const ACTIVE_AND_MUTANTS: Self = Self {
        mutants: true,
        ..Self::ACTIVE
    };
    pub(super) const SLOW: Self = Self {
        slow: true,
        ..Self::ACTIVE
    };

    /// The meaning of the Japanese words.
    pub const LEGEND: [(&'static str, &'static str); 3] = [
        ("能動", "アダプターを通したシナリオで確かめます"),
        ("受動", "通信の記録で確かめます"),
        ("変異", "ヤマト側の応答を変えて確かめます"),
    ];

    /// The Japanese words of its sources.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        let sources = [self.active, self.passive, self.mutants];
        let words = Self::LEGEND.map(|(word, _)| word);
        sources
            .into_iter()
            .zip(words)
            .filter_map(|(is_one, word)| is_one.then_some(word))
    }

    /// Its sources in machine-readable reports.
    pub fn codes(self) -> impl Iterator<Item = &'static str> {
        let sources = [
            (self.active, "active"),
            (self.passive, "passive"),
            (self.mutants, "mutants"),
        ];
        sources
            .into_iter()
            .filter_map(|(is_one, code)| is_one.then_some(code))
    }
}

/// The basis of a requirement in the provider's documents or behaviour.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Basis {
    /// Published text.
    Documented,
    /// The behaviour of a working client.
    Seen,
    /// A conclusion.
    Inferred,
    /// Nothing: the provider's behaviour is a guess.
    NotKnown,
}

impl Basis {
    /// Letter and words if a requirement has no basis in the provider.
    pub const NONE: (&'static str, &'static str) = (
        "–",
        "ヤマトの仕様によらず、お金と個人情報を扱うお店に求められること",
    );

    /// Its letter.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Documented => "D",
            Self::Seen => "S",
            Self::Inferred => "I",
            Self::NotKnown => "N",
        }
    }

    /// Its meaning, in Japanese.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Documented => "公開されている資料に書かれていること",
            Self::Seen => "実際に使われているクライアントの動きから分かること",
            Self::Inferred => "資料や動きからの推定",
            Self::NotKnown => {
                "分かっていないこと（シミュレーターの既定を使い、設定で変えられます）"
            }
        }
    }
}
