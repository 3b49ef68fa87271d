//! The answer of a control address to a request that it cannot carry out: the problem and its remedy.

use std::time::Duration;

use axum::{
    Json,
    body::Bytes,
    extract::{
        FromRequest, FromRequestParts, Request,
        rejection::{JsonRejection, PathRejection, QueryRejection},
    },
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE, request::Parts},
    response::{IntoResponse, Response},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use utoipa::ToSchema;

use crate::{
    books::{calendar::Delay, values::Unacceptable},
    encoding,
};

/// Why a request to a control address was not carried out. Nothing was changed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ControlProblem {
    #[serde(skip)]
    status: StatusCode,
    /// What is wrong.
    what: String,
    /// How to mend it.
    remedy: String,
    /// The field that it is about, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
}

impl ControlProblem {
    pub(super) fn new(
        status: StatusCode,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            status,
            what: what.into(),
            remedy: remedy.into(),
            field: None,
        }
    }

    /// 404: it does not exist.
    pub(super) fn missing(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, what, remedy)
    }

    /// 409: the books do not allow it.
    pub(super) fn conflict(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, what, remedy)
    }

    /// 422: a value is not acceptable.
    pub(super) fn unacceptable(field: &str, remedy: impl Into<String>) -> Self {
        let what = format!("{field} の値が正しくありません。");
        Self {
            // For a member of a list, the member's name: `rules の creditLimit`.
            field: field.rsplit(' ').next().map(Into::into),
            ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, what, remedy)
        }
    }
}

impl From<Unacceptable> for ControlProblem {
    fn from(Unacceptable { field, remedy }: Unacceptable) -> Self {
        Self::unacceptable(field, remedy)
    }
}

impl IntoResponse for ControlProblem {
    fn into_response(self) -> Response {
        (self.status, Json(self)).into_response()
    }
}

/// From here on not every integer is a float.
const TOO_FINE: f64 = 9_007_199_254_740_992.0;

/// A JSON body; mistakes are explained.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ControlProblem;

    async fn from_request(request: Request, state: &S) -> Result<Self, ControlProblem> {
        if !is_json(request.headers()) {
            return Err(unreadable(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Content-Type: application/json を付けて JSON を送ってください。",
            ));
        }
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| {
                let remedy = format!("本文を送り直してください（{}）。", rejection.body_text());
                unreadable(rejection.status(), remedy)
            })?;
        let text = encoding::text(&bytes)
            .map_err(|remedy| unreadable(StatusCode::BAD_REQUEST, format!("本文が {remedy}。")))?;
        match Json::from_bytes(text.as_bytes()) {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) => with_integers(text)
                .map(Self)
                .ok_or_else(|| explain_json(&rejection)),
        }
    }
}

/// Whether the content type is JSON, by the rule of axum.
fn is_json(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let essence = content_type.and_then(|value| value.split(';').next());
    essence.is_some_and(|essence| {
        let essence = essence.trim().to_ascii_lowercase();
        essence == "application/json"
            || essence.starts_with("application/") && essence.ends_with("+json")
    })
}

/// Parses a document in which numbers without a fraction are integers, as in JSON Schema: 1000.0 and 1e3 are 1000.
fn with_integers<T: DeserializeOwned>(text: &str) -> Option<T> {
    let mut document: Value = serde_json::from_str(text).ok()?;
    let is_changed = make_integers(&mut document) > 0;
    is_changed.then(|| T::deserialize(document).ok())?
}

/// Converts floats without a fraction. Returns their number.
fn make_integers(value: &mut Value) -> usize {
    match value {
        Value::Number(number) if number.is_f64() => {
            let whole = number
                .as_f64()
                .filter(|float| float.fract() == 0.0 && float.abs() < TOO_FINE);
            let integer = whole.and_then(|float| format!("{float:.0}").parse::<i64>().ok());
            integer.map_or(0, |integer| {
                *value = integer.into();
                1
            })
        }
        Value::Array(values) => values.iter_mut().map(make_integers).sum(),
        Value::Object(members) => members.values_mut().map(make_integers).sum(),
        _ => 0,
    }
}

fn unreadable(status: StatusCode, remedy: impl Into<String>) -> ControlProblem {
    ControlProblem::new(status, "リクエストの本文を読み取れません。", remedy)
}

fn explain_json(rejection: &JsonRejection) -> ControlProblem {
    let text = rejection.body_text();
    // What the types themselves say of a member that is missing needs no frame.
    if let Some((_, said)) = text.split_once("target type: ")
        && let Some((field, rest)) = said.split_once(" を指定してください")
        && field.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && rest.is_empty()
    {
        return ControlProblem {
            field: Some(field.to_owned()),
            ..unreadable(rejection.status(), format!("{said}。"))
        };
    }
    // Names the field, and at most the value that this sender sent.
    let remedy = format!("JSON の項目を直してください（{text}）。");
    ControlProblem {
        field: mistaken_field(&text),
        ..unreadable(rejection.status(), remedy)
    }
}

/// The field that the text of a rejection is about: the last name of the path before its reason.
fn mistaken_field(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("target type: ")?;
    let (path, _) = rest.split_once(": ")?;
    let name = path.rsplit('.').next()?.split('[').next()?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_name.then(|| name.to_owned())
}

/// The parts of a path; mistakes are explained.
pub(super) struct Path<T>(pub(super) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = ControlProblem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ControlProblem> {
        match axum::extract::Path::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(path)) => Ok(Self(path)),
            Err(rejection) => Err(explain_path(&rejection)),
        }
    }
}

/// The part of a path below a merchant; mistakes are explained.
pub(super) struct PathItem<T>(pub(super) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for PathItem<T> {
    type Rejection = ControlProblem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ControlProblem> {
        let path = Path::<(String, T)>::from_request_parts(parts, state).await;
        path.map(|Path((_, item))| Self(item))
    }
}

fn explain_path(rejection: &PathRejection) -> ControlProblem {
    let remedy = format!(
        "番号は0以上の整数で、名前は UTF-8 で指定してください（{}）。",
        rejection.body_text()
    );
    ControlProblem::new(
        rejection.status(),
        "アドレスの番号か名前を読み取れません。",
        remedy,
    )
}

/// The most things that a list has.
pub(crate) const MAX_LISTED: usize = 1_000;

/// How many things to list at most; left out: 100.
pub(super) fn limit(wanted: Option<usize>) -> Result<usize, ControlProblem> {
    let limit = wanted.unwrap_or(100);
    if (1..=MAX_LISTED).contains(&limit) {
        return Ok(limit);
    }
    Err(ControlProblem::unacceptable(
        "limit",
        "1～1000 を指定するか、省いてください",
    ))
}

/// The longest that a list waits for its first entry.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// Returns how long to wait for entries to list.
pub(super) fn waiting_time(text: &str) -> Result<Duration, ControlProblem> {
    let time = match text.parse() {
        Ok(Delay::Time(time)) => Duration::try_from(time).ok(),
        _ => None,
    };
    time.filter(|time| *time <= LONGEST_WAIT).ok_or_else(|| {
        ControlProblem::unacceptable(
            "wait",
            "「30s」のような1分以内の時間を指定するか、省いてください",
        )
    })
}

/// A query; mistakes are explained.
pub(super) struct Parameters<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Parameters<T> {
    type Rejection = ControlProblem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ControlProblem> {
        match axum::extract::Query::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(query)) => Ok(Self(query)),
            Err(rejection) => Err(explain_query(&rejection)),
        }
    }
}

fn explain_query(rejection: &QueryRejection) -> ControlProblem {
    let remedy = format!(
        "問い合わせ項目を直してください（{}）。",
        rejection.body_text()
    );
    ControlProblem::new(
        rejection.status(),
        "問い合わせ項目を読み取れません。",
        remedy,
    )
}
