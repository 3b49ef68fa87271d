//! 商品コード: sent or not, cut from the head, half-width.

use serde::{Deserialize, Serialize};

use crate::characters::is_half_width;

/// The most characters of a product code (documented).
pub const MAX_CHARACTERS: usize = 10;

/// The setting 「商品コード」 of the payment terms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ProductCodes {
    /// 連携しない: it is sent empty.
    NotSent,
    /// 商品コードが10文字を超える場合、頭から超えている値を切る: the last ten characters remain.
    #[default]
    CutFromHead,
}

/// A product code as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SentCode {
    /// The code as sent; empty for none.
    pub code: String,
    /// The part that was cut off its head; empty if nothing was.
    pub cut: String,
}

/// The last ten characters of a product code are not all half-width, so the provider would refuse it (A100002).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "商品コード「{sent}」に半角以外の文字「{characters}」が含まれています。商品コードを半角にするか、商品コードの設定を「連携しない」にしてください。"
)]
#[non_exhaustive]
pub struct NotHalfWidth {
    /// The code that would have been sent.
    pub sent: String,
    /// The characters that are not half-width, as they follow each other.
    pub characters: String,
}

impl ProductCodes {
    /// The code as it is sent, cut between characters.
    ///
    /// # Errors
    /// [`NotHalfWidth`] if the last ten characters are not all ASCII or half-width katakana.
    pub fn fit(self, code: &str) -> Result<SentCode, NotHalfWidth> {
        if self == Self::NotSent {
            return Ok(SentCode {
                code: String::new(),
                cut: String::new(),
            });
        }
        let code = code.trim();
        let beyond = code.chars().count().saturating_sub(MAX_CHARACTERS);
        let at = code
            .char_indices()
            .nth(beyond)
            .map_or(code.len(), |(at, _)| at);
        let (cut, sent) = code.split_at(at);
        let characters = sent.chars().filter(|&character| !is_half_width(character));
        let characters: String = characters.collect();
        if !characters.is_empty() {
            return Err(NotHalfWidth {
                sent: sent.to_owned(),
                characters,
            });
        }
        Ok(SentCode {
            code: sent.to_owned(),
            cut: cut.to_owned(),
        })
    }
}
