//! The answer of a control address to a request that it cannot carry out: what is wrong, and how to mend it.

use axum::{
    Json,
    extract::{
        FromRequest, FromRequestParts, Request,
        rejection::{JsonRejection, PathRejection, QueryRejection},
    },
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use serde::{Serialize, de::DeserializeOwned};
use utoipa::ToSchema;

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
        }
    }

    /// There is no such thing.
    pub(super) fn missing(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, what, remedy)
    }

    /// The books do not allow it.
    pub(super) fn conflict(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, what, remedy)
    }

    /// A value is not acceptable.
    pub(super) fn unacceptable(field: &str, remedy: impl Into<String>) -> Self {
        let what = format!("{field} の値が正しくありません。");
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, what, remedy)
    }
}

impl IntoResponse for ControlProblem {
    fn into_response(self) -> Response {
        (self.status, Json(self)).into_response()
    }
}

/// A JSON body whose mistakes are explained.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ControlProblem;

    async fn from_request(request: Request, state: &S) -> Result<Self, ControlProblem> {
        match Json::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(rejection) => Err(explain_json(&rejection)),
        }
    }
}

fn explain_json(rejection: &JsonRejection) -> ControlProblem {
    let remedy = match rejection {
        JsonRejection::MissingJsonContentType(_) => {
            "Content-Type: application/json を付けて JSON を送ってください。".to_owned()
        }
        // Names the field, and at most the value that this very sender sent.
        other => format!("JSON の項目を直してください（{}）。", other.body_text()),
    };
    ControlProblem::new(
        rejection.status(),
        "リクエストの本文を読み取れません。",
        remedy,
    )
}

/// The parts of a path, whose mistakes are explained.
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

/// The part of a path below a merchant, whose mistakes are explained.
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

/// How many things to list at most; left out: 100.
pub(super) fn limit(wanted: Option<usize>) -> Result<usize, ControlProblem> {
    let limit = wanted.unwrap_or(100);
    if (1..=1_000).contains(&limit) {
        return Ok(limit);
    }
    Err(ControlProblem::unacceptable(
        "limit",
        "1～1000 を指定するか、省いてください",
    ))
}

/// A query whose mistakes are explained.
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
