//! A request of a probe: its API, its fields, and whether it must be refused in any case.

use super::credentials::Credentials;
use crate::judging::requests::name_of;

/// One of the seven.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Api {
    /// 決済登録.
    An010,
    /// 決済取消.
    An020,
    /// 出荷登録.
    An030,
    /// 出荷取消.
    An040,
    /// 利用金額照会.
    An050,
    /// 取引先登録.
    An060,
    /// 審査状況照会.
    An070,
}

impl Api {
    /// `AN010`.
    pub(super) const fn number(self) -> &'static str {
        match self {
            Self::An010 => "AN010",
            Self::An020 => "AN020",
            Self::An030 => "AN030",
            Self::An040 => "AN040",
            Self::An050 => "AN050",
            Self::An060 => "AN060",
            Self::An070 => "AN070",
        }
    }

    /// The Japanese name.
    pub(super) fn name(self) -> &'static str {
        name_of(self.number())
    }
}

/// The form of a request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Shape {
    /// A form, with the credentials.
    Form,
    /// A form with the credentials, and `buyerId=%FF` behind them.
    NotUtf8,
    /// GET, without credentials.
    Get,
    /// A body of JSON, without credentials.
    Json,
    /// `%zz`, without credentials.
    BrokenPercent,
}

/// A request.
#[derive(Clone, Debug)]
pub(super) struct ProbeRequest {
    pub(super) api: Api,
    pub(super) shape: Shape,
    /// In order, without 加盟店コード and パスワード unless they are part of the question.
    pub(super) fields: Vec<(String, String)>,
    /// Whether it contains a later mistake on purpose, so that it has no effect.
    pub(super) is_guarded: bool,
}

impl ProbeRequest {
    /// A form.
    pub(super) fn new(api: Api, fields: &[(&str, &str)]) -> Self {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Self {
            api,
            shape: Shape::Form,
            fields: fields.iter().map(owned).collect(),
            is_guarded: false,
        }
    }

    /// A malformed request.
    pub(super) fn shaped(api: Api, shape: Shape) -> Self {
        Self {
            shape,
            ..Self::new(api, &[])
        }
    }

    /// The same, with fields added or replaced.
    pub(super) fn with(mut self, fields: &[(&str, &str)]) -> Self {
        for (name, value) in fields {
            match self.fields.iter_mut().find(|(known, _)| known == name) {
                Some((_, old)) => (*value).clone_into(old),
                None => self.fields.push(((*name).to_owned(), (*value).to_owned())),
            }
        }
        self
    }

    /// The same, with a mistake that ensures its refusal.
    pub(super) fn guarded(self, fields: &[(&str, &str)]) -> Self {
        Self {
            is_guarded: true,
            ..self.with(fields)
        }
    }

    /// The value of a field.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| &**value)
    }

    /// The method.
    pub(super) const fn method(&self) -> &'static str {
        match self.shape {
            Shape::Get => "GET",
            _ => "POST",
        }
    }

    /// The media type of the body.
    pub(super) const fn content_type(&self) -> Option<&'static str> {
        match self.shape {
            Shape::Get => None,
            Shape::Json => Some("application/json"),
            _ => Some("application/x-www-form-urlencoded; charset=UTF-8"),
        }
    }

    /// The bytes of the body.
    pub(super) fn body(&self, credentials: &Credentials) -> String {
        match self.shape {
            Shape::Get => String::new(),
            Shape::Json => "{}".to_owned(),
            Shape::BrokenPercent => "buyerId=%zz".to_owned(),
            Shape::Form => self.encoded(credentials),
            Shape::NotUtf8 => self.encoded(credentials) + "&buyerId=%FF",
        }
    }

    fn encoded(&self, credentials: &Credentials) -> String {
        let mut form = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [
            ("traderCode", credentials.code()),
            ("passWord", credentials.password()),
        ] {
            form.append_pair(name, self.field(name).unwrap_or(value));
        }
        let own = self.fields.iter();
        for (name, value) in own.filter(|(name, _)| !is_credential(name)) {
            form.append_pair(name, value);
        }
        form.finish()
    }

    /// The shown beginning of a request: `POST AN010 決済登録`.
    pub(super) fn head(&self) -> String {
        format!(
            "{} {} {}",
            self.method(),
            self.api.number(),
            self.api.name()
        )
    }

    /// The request for people: without credentials.
    pub(super) fn shown(&self) -> String {
        let body = match self.shape {
            Shape::Get => "（本文なし）".to_owned(),
            Shape::Json => "{}（JSON）".to_owned(),
            Shape::BrokenPercent => "buyerId=%zz".to_owned(),
            Shape::Form | Shape::NotUtf8 => {
                let fields = self.shown_fields();
                let fields = fields.iter().map(|(name, value)| format!("{name}={value}"));
                fields.collect::<Vec<_>>().join("&")
            }
        };
        format!("{}　{body}", self.head())
    }

    /// The fields of a form for people: without credentials.
    pub(super) fn shown_fields(&self) -> Vec<(&str, &str)> {
        let credentials = ["traderCode", "passWord"];
        let mut fields: Vec<_> = credentials
            .map(|name| (name, self.field(name).unwrap_or("●")))
            .into();
        let own = self.fields.iter().filter(|(name, _)| !is_credential(name));
        fields.extend(own.map(|(name, value)| (&**name, &**value)));
        if self.shape == Shape::NotUtf8 {
            fields.push(("buyerId", "%FF"));
        }
        fields
    }
}

/// Whether a field is one of the two credentials.
pub(super) fn is_credential(name: &str) -> bool {
    matches!(name, "traderCode" | "passWord")
}
