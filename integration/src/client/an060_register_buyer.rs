//! AN060 取引先登録: the application of a buyer, all 45 fields.

use std::fmt;

use super::reading::Elements;
use super::sending::{Call, Form};
use super::{InvalidRequest, Receipt, Unreadable};

/// Makes the struct, a setter for each field, and the ways through all of them in order, from one table:
/// `/// what it is` · `name_here = "nameOnTheWire"`.
macro_rules! application {
    ($($(#[$doc:meta])+ $field:ident = $wire:literal),+ $(,)?) => {
        /// What AN060 取引先登録 applies with: the buyer as the provider screens it.
        ///
        /// Every field is a text or nothing: `None` is not sent, an empty text is sent empty, and both mean "not given"
        /// (seen). Each has a setter of its own name, for chains:
        ///
        /// ```
        /// use kakebarai::client::RegisterBuyer;
        ///
        /// let application = RegisterBuyer::default().buyer_id("000000000800").company_name("クロネコ商事");
        /// assert_eq!(application.company_name.as_deref(), Some("クロネコ商事"));
        /// ```
        ///
        /// Its `Debug` shows the buyer id and which other fields are given, not what they hold.
        ///
        /// Limits are those of the provider's table of errors (documented). "Full-width" means full-width characters
        /// only; in kana limits a voiced mark counts as a character more; a telephone number has 10 or 11 digits and
        /// two hyphens; coded fields hold one of the listed values.
        #[derive(Clone, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub struct RegisterBuyer {
            $($(#[$doc])+ pub $field: Option<String>,)+
        }

        impl RegisterBuyer {
            /// The names of all fields, as they are called here, in the order in which they are sent.
            pub const FIELDS: &[&str] = &[$(stringify!($field)),+];

            $(
                #[doc = concat!("Sets [`", stringify!($field), "`](Self#structfield.", stringify!($field), ").")]
                #[must_use]
                pub fn $field(mut self, value: impl Into<String>) -> Self {
                    self.$field = Some(value.into());
                    self
                }
            )+

            /// Sets a field by its name here, such as `company_name`. Returns whether there is such a field.
            pub fn set(&mut self, field: &str, value: impl Into<String>) -> bool {
                match field {
                    $(stringify!($field) => self.$field = Some(value.into()),)+
                    _ => return false,
                }
                true
            }

            /// A field by its name here, such as `company_name`; `None` if it is not given or not a field.
            pub fn get(&self, field: &str) -> Option<&str> {
                match field {
                    $(stringify!($field) => self.$field.as_deref(),)+
                    _ => None,
                }
            }
        }

        impl Call for RegisterBuyer {
            type Answer = Receipt;
            const PATH: &'static str = "/kuroneko-anshin/AN060APIAction.action";

            fn write(&self, form: &mut Form) -> Result<(), InvalidRequest> {
                $(form.optional($wire, self.$field.as_deref());)+
                Ok(())
            }

            fn read(elements: &Elements<'_>) -> Result<Receipt, Unreadable> {
                Ok(elements.receipt())
            }
        }
    };
}

application! {
    /// 取引先（会員）ID: at most 20 letters, digits and hyphens; never used before, not even by a refused application.
    buyer_id = "cId",
    /// 法人・個人事業主: `1` a corporation, `2` a sole proprietor.
    entity_kind = "hjkjKbn",
    /// 法人格: one of 20 listed numbers, such as `1` 株式会社; a corporation's.
    legal_form = "houjinKaku",
    /// 法人格前後: whether the legal form stands before the name, `0`, or after it, `1`; a corporation's.
    legal_form_position = "houjinZengo",
    /// 取引先名(漢字), without the legal form: at most 30 full-width.
    company_name = "sMei",
    /// 支店名(漢字): at most 30 full-width; with name and legal form at most 29.
    branch_name = "shitenMei",
    /// 取引先名(カナ), without the legal form: at most 60 full-width kana.
    company_name_kana = "sMeikana",
    /// 支店名(カナ): at most 60 full-width kana; with name and legal form at most 59.
    branch_name_kana = "shitenMeikana",
    /// 郵便番号: 7 digits, an existing one.
    postal_code = "ybnNo",
    /// 住所(漢字): at most 50 full-width.
    address = "Adress",
    /// 電話番号(代表).
    telephone = "telNo",
    /// 携帯電話番号.
    mobile_telephone = "keitaiNo",
    /// 事業内容1: one of 11 listed numbers of 2 digits.
    industry = "gyscod1",
    /// 事業内容2: a listed number of at most 3 digits that belongs to `industry`.
    industry_detail = "gyscod2",
    /// 設立年月: yyyyMM, not in the future.
    founded = "setsurituNgt",
    /// 資本金: at most 5 digits. The unit is unknown; 万円 fits what clients send.
    capital = "shk",
    /// 年商: at most 5 digits. The unit is unknown; 万円 fits what clients send.
    annual_sales = "nsyo",
    /// 従業員: their number, at most 5 digits.
    employees = "kmssyainsu",
    /// 代表者名(漢字・姓): at most 14 full-width.
    representative_family_name = "daikjmeiSei",
    /// 代表者名(漢字・名): at most 14 full-width.
    representative_given_name = "daikjmeiMei",
    /// 代表者名(カナ・姓): at most 29 full-width kana, together with the given name.
    representative_family_name_kana = "daiknameiSei",
    /// 代表者名(カナ・名): at most 29 full-width kana, together with the family name.
    representative_given_name_kana = "daiknameiMei",
    /// 自宅郵便番号: 7 digits, an existing one; a sole proprietor's.
    home_postal_code = "daiYbnno",
    /// 自宅住所(漢字): at most 50 full-width; a sole proprietor's.
    home_address = "daiAddress",
    /// 運営会社有無: `0` none, `1` there is an operating company, and its fields are required.
    has_operating_company = "szUmu",
    /// 運営会社 法人・個人事業主: as `entity_kind`.
    operating_company_entity_kind = "szHjkjKbn",
    /// 運営会社 法人格: as `legal_form`.
    operating_company_legal_form = "szHoujinKaku",
    /// 運営会社 法人格前後: as `legal_form_position`.
    operating_company_legal_form_position = "szHoujinZengo",
    /// 運営会社名(漢字), without the legal form: at most 30 full-width, the legal form counted.
    operating_company_name = "szHonknjmei",
    /// 運営会社名(カナ), without the legal form: at most 60 full-width kana, the legal form counted.
    operating_company_name_kana = "szHonknamei",
    /// 運営会社 郵便番号: 7 digits, an existing one.
    operating_company_postal_code = "szYbnno",
    /// 運営会社 住所(漢字): at most 50 full-width.
    operating_company_address = "szAddress",
    /// 運営会社 電話番号(代表).
    operating_company_telephone = "szTelno",
    /// 運営会社 代表者名(漢字・姓): at most 14 full-width.
    operating_company_representative_family_name = "szDaikjmei_sei",
    /// 運営会社 代表者名(漢字・名): at most 14 full-width.
    operating_company_representative_given_name = "szDaikjmei_mei",
    /// 運営会社 代表者(カナ・姓): at most 29 full-width kana, together with the given name.
    operating_company_representative_family_name_kana = "szDaiknamei_sei",
    /// 運営会社 代表者(カナ・名): at most 29 full-width kana, together with the family name.
    operating_company_representative_given_name_kana = "szDaiknamei_mei",
    /// 請求書 送付先選択: to the buyer `1`, to the operating company `2`, to the invoice address `9`.
    invoice_destination = "sqssfKbn",
    /// 請求書送付先 郵便番号: 7 digits, an existing one.
    invoice_postal_code = "sqYbnno",
    /// 請求書送付先 住所(漢字): at most 50 full-width.
    invoice_address = "sqAddress",
    /// 請求書送付先 送付先名称: at most 30 full-width.
    invoice_name = "sofuKnjnam",
    /// 請求書送付先 担当者名: at most 25 full-width.
    invoice_contact = "sofuTntnam",
    /// 請求書送付先 部署・役職: at most 10 full-width.
    invoice_department = "syz",
    /// 請求書送付先 電話番号.
    invoice_telephone = "kmsTelno",
    /// 支払方法: `2` 銀行振込, `8` 口座振替, `9` コンビニ送金.
    payment_method = "shrhohKbn",
}

impl fmt::Debug for RegisterBuyer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let given = Self::FIELDS
            .iter()
            .filter(|field| self.get(field).is_some());
        f.debug_struct("RegisterBuyer")
            .field("buyer_id", &self.buyer_id)
            .field("given", &given.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
