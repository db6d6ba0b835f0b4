//! Answers whose bytes are known whole: what may be cached, compressed and compared by tag.

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

/// The bytes of an answer that is a function of its address, the log's size and the day alone. [`crate::cache`] keeps them.
#[derive(Debug, Clone)]
pub(crate) struct Whole(pub(crate) Bytes);

/// HTML.
pub(crate) const HTML: &str = "text/html; charset=utf-8";
/// Comma-separated values.
pub(crate) const CSV: &str = "text/csv; charset=utf-8; header=present";

/// An answer with these bytes. It must depend on nothing but the address, the log's size and the reader's day.
pub(crate) fn whole(status: StatusCode, kind: &'static str, bytes: impl Into<Bytes>) -> Response {
    let bytes = bytes.into();
    let mut response = Response::new(Body::from(bytes.clone()));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response.extensions_mut().insert(Whole(bytes));
    response
}
