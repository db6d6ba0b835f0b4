//! The one style sheet and the icon: compiled in, at an address that changes with their content.

use std::sync::LazyLock;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::{IntoResponse, Response};

use crate::errors::PageError;
use crate::layer;

static CSS: &str = include_str!("static/style.css");
static ICON: &str = include_str!("static/sinergi.svg");

static ADDRESS: LazyLock<String> =
    LazyLock::new(|| format!("/static/style-{:016x}.css", fnv1a(CSS.as_bytes())));

/// Where the style sheet is.
pub(crate) fn address() -> &'static str {
    &ADDRESS
}

/// A fingerprint that tells one build's file from another's; nothing rests on its strength (FNV-1a, 64 bits).
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

const TEXT_CSS: (HeaderName, &str) = (header::CONTENT_TYPE, "text/css; charset=utf-8");
const FOREVER: (HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");

static COMPRESSED: LazyLock<Option<Bytes>> = LazyLock::new(|| layer::compressed(CSS.as_bytes()));

/// `GET /static/{name}`
pub(crate) async fn serve(
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    if address().strip_prefix("/static/") == Some(&name) {
        let packed = COMPRESSED.clone().filter(|_| layer::accepts_gzip(&headers));
        let vary = (header::VARY, "accept-encoding");
        return Ok(match packed {
            Some(bytes) => (
                [TEXT_CSS, FOREVER, vary, (header::CONTENT_ENCODING, "gzip")],
                bytes,
            )
                .into_response(),
            None => (
                [TEXT_CSS, FOREVER, vary],
                Bytes::from_static(CSS.as_bytes()),
            )
                .into_response(),
        });
    }
    match name.as_str() {
        "sinergi.svg" => {
            let day = (header::CACHE_CONTROL, "public, max-age=86400");
            Ok((
                [(header::CONTENT_TYPE, "image/svg+xml"), day],
                Bytes::from_static(ICON.as_bytes()),
            )
                .into_response())
        }
        _ => Err(PageError::NotFound),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_is_small_and_calls_nobody() {
        assert!(CSS.len() < 20_000, "{} bytes", CSS.len());
        assert!(
            !CSS.contains("@import") && !CSS.contains("//"),
            "no third party, no comment that looks like one"
        );
    }
}
