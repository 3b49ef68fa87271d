//! The subjects of the catalogue.

/// The subject of a requirement: the letters before the number of its id.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Area {
    /// The form and the transport of requests.
    Connection,
    /// Password, personal data, and their recipients.
    Secrets,
    /// AN060.
    Application,
    /// AN070.
    Screening,
    /// AN050: which buyers may choose the method of payment.
    Eligibility,
    /// The billed sum.
    Taxes,
    /// The lines of AN010.
    Lines,
    /// The names of the lines.
    ProductCodes,
    /// AN010 as a whole.
    Settlement,
    /// Answers that never arrive or cannot be read.
    LostAnswers,
    /// AN020.
    Cancellation,
    /// AN030 and AN040.
    Shipments,
    /// The numbers that they carry.
    SlipNumbers,
    /// Files of the customers' groups.
    UserGroups,
    /// 1111 to 4444.
    TestBuyers,
    /// Reactions to a refusal.
    Errors,
    /// Answers in another form than today's.
    Changes,
}

impl Area {
    /// All, in the order of the catalogue.
    pub const ALL: [Self; 17] = [
        Self::Connection,
        Self::Secrets,
        Self::Application,
        Self::Screening,
        Self::Eligibility,
        Self::Taxes,
        Self::Lines,
        Self::ProductCodes,
        Self::Settlement,
        Self::LostAnswers,
        Self::Cancellation,
        Self::Shipments,
        Self::SlipNumbers,
        Self::UserGroups,
        Self::TestBuyers,
        Self::Errors,
        Self::Changes,
    ];

    /// The letters of its ids.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Connection => "CON",
            Self::Secrets => "SEC",
            Self::Application => "REG",
            Self::Screening => "SCR",
            Self::Eligibility => "ELG",
            Self::Taxes => "TAX",
            Self::Lines => "LIN",
            Self::ProductCodes => "COD",
            Self::Settlement => "SET",
            Self::LostAnswers => "LST",
            Self::Cancellation => "CAN",
            Self::Shipments => "SHP",
            Self::SlipNumbers => "SLP",
            Self::UserGroups => "GRP",
            Self::TestBuyers => "TST",
            Self::Errors => "ERR",
            Self::Changes => "ROB",
        }
    }

    /// Its Japanese name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Connection => "接続",
            Self::Secrets => "秘密",
            Self::Application => "取引先登録",
            Self::Screening => "審査状況",
            Self::Eligibility => "利用可否",
            Self::Taxes => "消費税",
            Self::Lines => "明細",
            Self::ProductCodes => "商品コードと商品名",
            Self::Settlement => "決済登録",
            Self::LostAnswers => "失われた応答",
            Self::Cancellation => "決済取消",
            Self::Shipments => "出荷",
            Self::SlipNumbers => "送り状番号",
            Self::UserGroups => "ユーザーグループ",
            Self::TestBuyers => "テスト取引先",
            Self::Errors => "エラー",
            Self::Changes => "応答の変化",
        }
    }

    /// Finds an area by its letters.
    pub fn find(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|area| area.code() == code)
    }
}
