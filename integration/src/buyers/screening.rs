//! 審査状況, as the buyer and the operator see it.

use crate::{
    client::{Error, Judgement},
    refusals::Code,
};

/// 審査状況.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScreeningStatus {
    /// The user has not applied.
    NotApplied,
    /// What the provider says.
    Judged(Judgement),
    /// It can no longer be asked (G080001), so this is what 利用金額照会 says: whether the buyer may buy.
    NoLongerAsked {
        /// 利用可.
        is_usable: bool,
        /// The last judgement heard while the screening could be asked; `None` if none was.
        last_heard: Option<Judgement>,
    },
    /// The application is being sent, and the provider does not know it yet.
    BeingSent,
    /// The provider does not know the application: it never arrived.
    NeverArrived,
    /// It could not be asked now.
    Unavailable(Error),
}

impl ScreeningStatus {
    /// For the buyer, in Japanese. Texts never seen before are shown as they come.
    pub fn shown_to_buyer(&self) -> String {
        match self {
            Self::NotApplied => "お申し込みがありません。".to_owned(),
            Self::Judged(judgement) => match judgement {
                Judgement::Incomplete => "お申し込み内容に不備がありました。内容を確認のうえ、もう一度お申し込みください。".to_owned(),
                Judgement::LimitChanged => "ご利用可（利用限度額が変更されました）".to_owned(),
                other => other.as_str().to_owned(),
            },
            Self::NoLongerAsked {
                is_usable: true, ..
            } => "ご利用可".to_owned(),
            Self::NoLongerAsked {
                last_heard: Some(judgement),
                ..
            } if self.may_apply_again() => Self::Judged(judgement.clone()).shown_to_buyer(),
            Self::NoLongerAsked { .. } => "ご利用いただけません。".to_owned(),
            Self::BeingSent => "お申し込みを送信しています。しばらくしてから、もう一度ご確認ください。".to_owned(),
            Self::NeverArrived => "お申し込みが届いていませんでした。もう一度お申し込みください。".to_owned(),
            Self::Unavailable(_) => "ただいま審査状況を確認できません。しばらくしてからもう一度お試しください。".to_owned(),
        }
    }

    /// For the operator, in Japanese, with the code in brackets if there is one.
    pub fn shown_to_operator(&self) -> String {
        match self {
            Self::Judged(judgement) => judgement.as_str().to_owned(),
            Self::NoLongerAsked {
                is_usable,
                last_heard,
            } => {
                let usable = if *is_usable {
                    "利用可"
                } else {
                    "利用不可"
                };
                let heard = match last_heard {
                    _ if *is_usable => String::new(),
                    Some(judgement) => {
                        format!("最後に確認した審査状況は「{}」です。", judgement.as_str())
                    }
                    None => "審査の結果は記録されていません。もう一度申し込んでいただくかどうかは、ヤマトクレジットファイナンスに確かめて、お店で判断してください。".to_owned(),
                };
                format!(
                    "審査状況の照会期間を過ぎています。利用状況は「{usable}」です。{heard}（G080001）"
                )
            }
            Self::Unavailable(error) => error.code().map_or_else(
                || {
                    "クロネコ掛け払いから正しい応答がありませんでした。しばらくしてからもう一度お試しください。"
                        .to_owned()
                },
                Code::shown_to_operator,
            ),
            other => other.shown_to_buyer(),
        }
    }

    /// Whether the user may apply once more, under the next id.
    pub fn may_apply_again(&self) -> bool {
        match self {
            Self::NotApplied | Self::NeverArrived => true,
            Self::Judged(judgement)
            | Self::NoLongerAsked {
                is_usable: false,
                last_heard: Some(judgement),
            } => matches!(
                judgement,
                Judgement::Incomplete | Judgement::Rejected | Judgement::Cancelled
            ),
            Self::BeingSent | Self::NoLongerAsked { .. } | Self::Unavailable(_) => false,
        }
    }
}
