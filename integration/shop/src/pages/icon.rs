//! The icon of a payment method, as it was uploaded: always a picture to the browser.

use axum::{
    extract::State,
    http::{
        HeaderValue,
        header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse as _, Response},
};

use super::assets::FOR_EVER;
use crate::{Shop, error::PageError, extract::Path};

/// An icon by its digest.
pub(super) async fn show(
    State(shop): State<Shop>,
    Path(digest): Path,
) -> Result<Response, PageError> {
    let icon = shop.0.store.icon(&digest).await?;
    let (kind, content) = icon.ok_or(PageError::NotFound)?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (
            CONTENT_DISPOSITION,
            HeaderValue::from_static("inline; filename=\"icon\""),
        ),
        (CACHE_CONTROL, FOR_EVER),
    ];
    Ok((headers, content).into_response())
}
