//! 利用可能フィールド: what a file of users may have in its columns.

use kakebarai::user_groups::Memberships;

use crate::{format, store::User};

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UserField {
    Email,
    Groups,
    Id,
    Company,
    FamilyName,
    GivenName,
    FamilyNameKana,
    GivenNameKana,
    PostalCode,
    Address,
    Telephone,
    Registered,
}

impl UserField {
    /// All of them, as they are offered.
    pub(super) const ALL: [Self; 12] = [
        Self::Email,
        Self::Groups,
        Self::Id,
        Self::Company,
        Self::FamilyName,
        Self::GivenName,
        Self::FamilyNameKana,
        Self::GivenNameKana,
        Self::PostalCode,
        Self::Address,
        Self::Telephone,
        Self::Registered,
    ];

    /// As the first line of the file has it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Email => "E-mail",
            Self::Groups => "User group IDs",
            Self::Id => "User ID",
            Self::Company => "Company",
            Self::FamilyName => "Last name",
            Self::GivenName => "First name",
            Self::FamilyNameKana => "Last name kana",
            Self::GivenNameKana => "First name kana",
            Self::PostalCode => "Zip/postal code",
            Self::Address => "Address",
            Self::Telephone => "Phone",
            Self::Registered => "Registration date",
        }
    }

    /// The same in Japanese.
    pub(super) const fn meaning(self) -> &'static str {
        match self {
            Self::Email => "メールアドレス",
            Self::Groups => "ユーザーグループのIDとステータス",
            Self::Id => "会員ID",
            Self::Company => "会社名",
            Self::FamilyName => "姓",
            Self::GivenName => "名",
            Self::FamilyNameKana => "姓（カナ）",
            Self::GivenNameKana => "名（カナ）",
            Self::PostalCode => "郵便番号",
            Self::Address => "住所",
            Self::Telephone => "電話番号",
            Self::Registered => "登録日時",
        }
    }

    pub(super) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// What a user has there.
    pub(super) fn value(self, user: &User, groups: &Memberships) -> String {
        let profile = &user.profile;
        match self {
            Self::Email => user.email.clone(),
            Self::Groups => groups.to_string(),
            Self::Id => user.id.to_string(),
            Self::Company => profile.company.clone(),
            Self::FamilyName => profile.family_name.clone(),
            Self::GivenName => profile.given_name.clone(),
            Self::FamilyNameKana => profile.family_name_kana.clone(),
            Self::GivenNameKana => profile.given_name_kana.clone(),
            Self::PostalCode => profile.postal_code.clone(),
            Self::Address => profile.address.clone(),
            Self::Telephone => profile.telephone.clone(),
            Self::Registered => format::moment(user.created_at),
        }
    }
}
