//! Assumptions about what the vendor does not document, or what was only inferred.

use super::rules::characters::CharacterSet;

/// Assumptions about what the vendor does not document, or what was only inferred.
#[derive(Clone, Debug, Default)]
pub struct Assumptions {
    /// The bytes.
    pub wire: WireAssumptions,
    /// The texts of answers.
    pub texts: TextAssumptions,
    /// The rules.
    pub rules: RuleAssumptions,
}

/// Assumptions about the bytes.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct WireAssumptions {
    /// The root element of an answer.
    pub root: String,
    /// The content type of an answer.
    pub content_type: String,
    /// The wire name of a line's unit, without the line's number.
    pub unit_name: String,
    /// Answer all codes, each in an `errorCode` of its own, instead of the first.
    pub all_codes: bool,
    /// Answer what is not a form with an HTTP status (405, 415, 413, 400) instead of HTTP 200 and Z020001.
    pub malformed_as_status: bool,
    /// Treat bytes that are not UTF-8 as malformed, instead of decoding them with U+FFFD, after which the rules of their field answer.
    pub not_utf8_as_malformed: bool,
    /// The XML declaration; empty for none.
    pub declaration: String,
    /// The elements that come first, in this order; the others follow in the usual order.
    pub element_order: Vec<String>,
    /// Answer an empty `errorCode` to a request that is accepted.
    pub empty_error_code: bool,
    /// The pattern of `returnDate`: `yyyy`, `MM`, `dd`, `HH`, `mm` and `ss`, and the signs between them.
    pub return_date: String,
}

impl WireAssumptions {
    /// The default pattern of `returnDate`.
    pub(crate) const RETURN_DATE: &str = "yyyyMMddHHmmss";
}

impl Default for WireAssumptions {
    fn default() -> Self {
        Self {
            root: "return".to_owned(),
            content_type: "application/xml; charset=UTF-8".to_owned(),
            unit_name: "tani".to_owned(),
            all_codes: false,
            malformed_as_status: false,
            not_utf8_as_malformed: false,
            declaration: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned(),
            element_order: Vec::new(),
            empty_error_code: false,
            return_date: Self::RETURN_DATE.to_owned(),
        }
    }
}

/// Assumptions about the texts of answers.
#[derive(Clone, Debug)]
pub struct TextAssumptions {
    /// `judgeStatus` while the screening runs.
    pub pending: String,
    /// `useUsable` of a buyer who may not buy.
    pub not_usable: String,
    /// `buyerName` with the legal form and the branch, instead of the name alone.
    pub full_buyer_name: bool,
}

impl Default for TextAssumptions {
    fn default() -> Self {
        Self {
            pending: "審査中".to_owned(),
            not_usable: "利用不可".to_owned(),
            full_buyer_name: true,
        }
    }
}

/// Assumptions about the rules.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct RuleAssumptions {
    /// Which characters texts may hold.
    pub character_set: CharacterSet,
    /// Characters that count as full-width kana besides katakana, ー ・ ヽ ヾ and the full-width space.
    pub also_kana: String,
    /// A line without an amount counts as 0 in the sums, instead of leaving them unjudged.
    pub blank_line_amounts_count_as_zero: bool,
    /// The sums of lines are compared with the totals also with meisaiUmu 2.
    pub sums_apply_without_lines: bool,
    /// The signs of the lines are judged also with meisaiUmu 2.
    pub signs_apply_without_lines: bool,
    /// AN060 judges items that their switch (szUmu=0 for example) rules out, instead of passing them over.
    pub conditional_items_apply_without_switch: bool,
    /// The amounts that A060004 and A070004 are compared with.
    pub over_limit: OverLimit,
    /// The answer of AN010 for a buyer who is not yet, or not at all, accepted.
    pub not_accepted_code: CreditCode,
    /// The answer of AN010 for a buyer whose membership was cancelled.
    pub cancelled_code: CreditCode,
    /// The answer of AN010 for a buyer who was made not usable.
    pub not_usable_code: CreditCode,
    /// AN020 accepts an order in state 3 送り状番号登録済.
    pub cancel_after_shipment: bool,
    /// AN020 accepts an order in state 10 出荷確定.
    pub cancel_after_confirmation: bool,
    /// AN020 counts returns of the order as settled already (B050001).
    pub cancel_after_return: bool,
    /// AN020 requires that the buyer is the order's.
    pub cancel_needs_the_buyer: bool,
    /// AN010 accepts the number of a cancelled order.
    pub reuse_cancelled_orders: bool,
    /// AN030 for an order in state 3 replaces the old slip number by the new one.
    pub replace_shipments: bool,
    /// Which amount the orders under one slip are compared with (C030006).
    pub slip_over_limit: SlipOverLimit,
    /// Slip numbers have exactly twelve digits instead of at most twelve.
    pub slip_numbers_have_12_digits: bool,
    /// AN040 requires that the slip number is the order's.
    pub slip_must_be_of_the_order: bool,
    /// The days after the decision for which AN070 can be called.
    pub screening_query_days: u16,
    /// Those days begin with the application instead of the decision.
    pub screening_query_starts_with_application: bool,
}

impl Default for RuleAssumptions {
    fn default() -> Self {
        Self {
            character_set: CharacterSet::JisX0208,
            also_kana: String::new(),
            blank_line_amounts_count_as_zero: false,
            sums_apply_without_lines: false,
            signs_apply_without_lines: true,
            conditional_items_apply_without_switch: true,
            over_limit: OverLimit::Limit,
            not_accepted_code: CreditCode::G65,
            cancelled_code: CreditCode::G61,
            not_usable_code: CreditCode::G12,
            cancel_after_shipment: false,
            cancel_after_confirmation: false,
            cancel_after_return: false,
            cancel_needs_the_buyer: true,
            reuse_cancelled_orders: false,
            replace_shipments: false,
            slip_over_limit: SlipOverLimit::Limit,
            slip_numbers_have_12_digits: false,
            slip_must_be_of_the_order: false,
            screening_query_days: 60,
            screening_query_starts_with_application: false,
        }
    }
}

/// The amounts that A060004 and A070004 are compared with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum OverLimit {
    /// The limit itself; an amount that exceeds only its unused part is G55.
    Limit,
    /// The unused part of the limit.
    Available,
    /// Neither: every amount that does not fit is G55.
    OnlyG55,
}

/// Which amount the orders of one buyer under one slip are compared with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SlipOverLimit {
    /// The limit itself.
    Limit,
    /// The part of the limit that the buyer's other orders leave.
    Available,
}

/// The answer of AN010 for a buyer who may not buy.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CreditCode {
    /// Temporarily stopped.
    G12,
    /// Stopped, or the contract ended.
    G61,
    /// There is no such member.
    G65,
    /// Cannot be handled.
    G97,
}
