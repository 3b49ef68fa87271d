//! Names of characters that a clerk understands, to tell apart those that look alike or are invisible.

/// The kind of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CharacterKind {
    HalfWidth,
    HalfWidthKatakana,
    FullWidthAlphanumeric,
    FullWidthSign,
    Hiragana,
    Katakana,
    Kanji,
    Emoji,
    Combining,
    Blank(&'static str),
    Invisible(&'static str),
    Control,
    Other,
}

impl CharacterKind {
    pub(crate) fn of(character: char) -> Self {
        match character {
            ' ' => Self::Blank("半角の空白"),
            '\u{3000}' => Self::Blank("全角の空白"),
            '\u{a0}' => Self::Blank("改行しない空白"),
            '\t' => Self::Blank("タブ"),
            '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => Self::Blank("特殊な空白"),
            '!'..='~' => Self::HalfWidth,
            '\u{ff61}'..='\u{ff9f}' => Self::HalfWidthKatakana,
            '\u{ad}' => Self::Invisible("見えないハイフン"),
            '\u{200b}' => Self::Invisible("幅のない空白"),
            '\u{200c}' | '\u{200d}' => Self::Invisible("見えない接合文字"),
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                Self::Invisible("見えない書字方向文字")
            }
            '\u{2060}'..='\u{2064}' => Self::Invisible("見えない文字"),
            '\u{feff}' => Self::Invisible("バイト順マーク"),
            '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => Self::Invisible("字形の選択"),
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Self::FullWidthAlphanumeric,
            '\u{3099}' | '\u{309a}' | '\u{300}'..='\u{36f}' => Self::Combining,
            '\u{3041}'..='\u{309f}' => Self::Hiragana,
            '\u{30a0}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => Self::Katakana,
            '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
            | '々'
            | '〆' => Self::Kanji,
            '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{3001}'..='\u{303f}' => {
                Self::FullWidthSign
            }
            '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' => Self::Emoji,
            character if character.is_control() => Self::Control,
            _ => Self::Other,
        }
    }

    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::HalfWidth => "半角",
            Self::HalfWidthKatakana => "半角カナ",
            Self::FullWidthAlphanumeric => "全角英数字",
            Self::FullWidthSign => "全角記号",
            Self::Hiragana => "ひらがな",
            Self::Katakana => "全角カナ",
            Self::Kanji => "漢字",
            Self::Emoji => "絵文字",
            Self::Combining => "結合文字",
            Self::Blank(name) | Self::Invisible(name) => name,
            Self::Control => "制御文字",
            Self::Other => "その他の文字",
        }
    }

    /// A character as it is shown; an invisible one is written with its number.
    pub(crate) fn shown(character: char) -> String {
        match Self::of(character) {
            Self::Blank(_) if character == ' ' => "␣".to_owned(),
            Self::Blank(name) if character == '\u{3000}' => format!("[{name}]"),
            Self::Blank(_) | Self::Invisible(_) | Self::Control | Self::Combining => {
                format!("[U+{:04X}]", u32::from(character))
            }
            _ => character.to_string(),
        }
    }
}
