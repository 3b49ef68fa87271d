//! Answers that stop a calibration.

use kakebarai_traffic::refuses_credentials;

use super::{
    answer::WireAnswer,
    request::{Api, ProbeRequest, Shape, is_credential},
};

/// Errors of the provider's system, and problems with the merchant's contract.
const SYSTEM_CODES: [&str; 6] = ["0400001", "0500001", "0500002", "9900001", "Z020001", "G78"];

/// An unexpected answer.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Surprise {
    /// 加盟店コード or パスワード is refused.
    RefusedCredentials(String),
    /// It is about a buyer who was not requested.
    OtherBuyer(String),
    /// It is unreadable, or a redirect.
    Unreadable(String),
    /// Anything else.
    Unexpected(String),
}

/// Whether an answer is a surprise.
pub(super) fn of(request: &ProbeRequest, answer: &WireAnswer) -> Option<Surprise> {
    if (300..400).contains(&answer.status) {
        return Some(Surprise::Unreadable(format!(
            "HTTP {}：別の場所へ案内されました（従いません）",
            answer.status
        )));
    }
    // The probe of a malformed request also expects status 400.
    let may_be_malformed = request.shape == Shape::NotUtf8;
    let is_read = answer.status == 200 || may_be_malformed && answer.status == 400;
    if answer.document.is_none() || !is_read {
        return Some(Surprise::Unreadable(answer.words()));
    }
    if matches!(request.api, Api::An050 | Api::An070)
        && let Some(named) = answer.text("buyerId").filter(|id| !id.is_empty())
        && request.field("buyerId") != Some(named)
    {
        return Some(Surprise::OtherBuyer(
            "照会していない取引先の応答が返りました".to_owned(),
        ));
    }
    if answer.is_accepted() {
        return request.is_guarded.then(|| {
            Surprise::Unexpected(format!(
                "断られるはずの要求（{}）が受け付けられました",
                request.api.number()
            ))
        });
    }
    let code = answer.code()?;
    let asks_for_it = request.fields.iter().any(|(name, _)| is_credential(name));
    if refuses_credentials(code) && !asks_for_it {
        return Some(Surprise::RefusedCredentials(format!(
            "{code}：加盟店コードかパスワードが断られました"
        )));
    }
    let is_of_the_system = SYSTEM_CODES.contains(&code) && !may_be_malformed;
    is_of_the_system.then(|| Surprise::Unexpected(format!("{code}：ヤマト側のエラーです")))
}
