//! 取引先登録: the form, converted and checked before anything is sent, and never cut.

mod checks;
pub mod conversion;
mod fields;
pub mod lists;
mod profile;

use std::fmt;

use crate::client::RegisterBuyer;

pub use checks::Problem;
pub use fields::{FIELDS, Field, FieldKind, Required, Section};
pub use profile::{Profile, split_legal_form};

/// The form of 取引先登録. Fields go by their names in [`RegisterBuyer`]; [`FIELDS`] lists them.
///
/// A shop with pages fills it in by name; a program that knows its fields makes it of a request:
///
/// ```
/// use kakebarai::{Application, client::RegisterBuyer};
///
/// let request = RegisterBuyer::default().entity_kind("2").company_name("ｸﾛﾈｺ商店");
/// let form = Application::from(request).converted();
/// assert_eq!(form.get("company_name"), "クロネコ商店");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Application {
    values: RegisterBuyer,
}

impl Application {
    /// Sets a field by its name, such as `company_name`. Returns whether the form has such a field.
    pub fn set(&mut self, name: &str, value: impl Into<String>) -> bool {
        FIELDS.iter().any(|field| field.name == name) && self.values.set(name, value)
    }

    /// A field by its name; empty if nothing was entered.
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).unwrap_or("")
    }

    /// The form as it is sent: each field composed, converted to full or half width, and trimmed, without the fields that choices above
    /// have closed. Nothing is ever cut.
    #[must_use]
    pub fn converted(&self) -> Self {
        let mut converted = Self::default();
        for field in FIELDS {
            let value = conversion::composed(self.get(field.name));
            let value = value.trim();
            if value.is_empty() || !self.is_open(field) {
                continue;
            }
            let value = match field.kind {
                FieldKind::Text(_)
                | FieldKind::Company(_)
                | FieldKind::Kana(_)
                | FieldKind::CompanyKana(_) => conversion::to_full_width(value),
                FieldKind::PostalCode => conversion::postal_code(value),
                FieldKind::Telephone => conversion::number_with_hyphens(value),
                // As people separate thousands.
                FieldKind::Digits(_) => conversion::to_half_width(value).replace(',', ""),
                FieldKind::Month
                | FieldKind::Listed(_)
                | FieldKind::LegalForm
                | FieldKind::Industry
                | FieldKind::IndustryDetail => conversion::to_half_width(value),
            };
            converted.values.set(field.name, value);
        }
        converted
    }

    /// Everything that is wrong with the form as it would be sent, all at once. `today` is the day in Japan.
    pub fn problems(&self, today: jiff::civil::Date) -> Vec<Problem> {
        checks::problems(&self.converted(), today)
    }

    /// The request, converted. Check it first: the provider refuses what [`problems`](Self::problems) names.
    pub fn request(&self, buyer_id: &str) -> RegisterBuyer {
        self.converted().values.buyer_id(buyer_id)
    }

    /// Whether a field is on the form at all. Text entered before its part was closed does not count.
    fn is_open(&self, field: &Field) -> bool {
        match (field.section, field.required) {
            (_, Required::Always) => true,
            (Section::Invoice, _) => self.applies(Required::OtherDestination),
            (Section::OperatingCompany, Required::OperatedByCorporation) => {
                self.applies(Required::OperatedByCorporation)
            }
            (Section::OperatingCompany, _) => self.applies(Required::Operated),
            (_, Required::Corporation | Required::SoleProprietor) => self.applies(field.required),
            _ => true,
        }
    }

    fn applies(&self, required: Required) -> bool {
        let is_operated = self.get("has_operating_company") == "1";
        match required {
            Required::Always => true,
            Required::Never => false,
            Required::Corporation => self.get("entity_kind") == "1",
            Required::SoleProprietor => self.get("entity_kind") == "2",
            Required::Operated => is_operated,
            Required::OperatedByCorporation => {
                is_operated && self.get("operating_company_entity_kind") == "1"
            }
            Required::OtherDestination => self.get("invoice_destination") == "9",
        }
    }
}

impl From<RegisterBuyer> for Application {
    /// The form that a request was filled in from; its buyer id is not on the form.
    fn from(request: RegisterBuyer) -> Self {
        let mut values = request;
        values.buyer_id = None;
        Self { values }
    }
}

impl fmt::Debug for Application {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Shows which fields are filled, not with what.
        self.values.fmt(f)
    }
}
