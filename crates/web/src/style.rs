//! The one style sheet and the icon: compiled in, at an address that changes with their content.

use std::sync::LazyLock;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::{IntoResponse, Response};

use crate::errors::PageError;
use crate::layer;

/// A file that is compiled in.
pub(crate) struct Asset {
    /// The name before its fingerprint, and its ending.
    name: (&'static str, &'static str),
    kind: &'static str,
    content: &'static str,
    made: LazyLock<(String, Option<Bytes>)>,
}

impl Asset {
    const fn new(
        name: (&'static str, &'static str),
        kind: &'static str,
        content: &'static str,
        make: fn() -> (String, Option<Bytes>),
    ) -> Self {
        Self {
            name,
            kind,
            content,
            made: LazyLock::new(make),
        }
    }

    /// Its address, and its bytes compressed.
    fn make(&self) -> (String, Option<Bytes>) {
        let bytes = self.content.as_bytes();
        let (name, ending) = self.name;
        (
            format!("/static/{name}-{:016x}.{ending}", fnv1a(bytes)),
            layer::compressed(bytes),
        )
    }

    /// Where it is.
    pub(crate) fn address(&self) -> &str {
        &self.made.0
    }
}

const CSS_KIND: &str = "text/css; charset=utf-8";

/// The style sheet of every page.
pub(crate) static SHEET: Asset = Asset::new(
    ("style", "css"),
    CSS_KIND,
    include_str!("static/style.css"),
    || SHEET.make(),
);
/// What the pages of `/baca` need besides.
pub(crate) static READING: Asset = Asset::new(
    ("baca", "css"),
    CSS_KIND,
    include_str!("static/baca.css"),
    || READING.make(),
);
/// What makes the drafts of `/baca` quicker to go through; they are complete without it.
pub(crate) static READING_SCRIPT: Asset = Asset::new(
    ("baca", "js"),
    "text/javascript; charset=utf-8",
    include_str!("static/baca.js"),
    || READING_SCRIPT.make(),
);

static ICON: &str = include_str!("static/sinergi.svg");

/// A fingerprint that tells one build's file from another's; nothing rests on its strength (FNV-1a, 64 bits).
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

const FOREVER: (HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");

/// `GET /static/{name}`
pub(crate) async fn serve(
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let asked = |asset: &&&Asset| asset.address().strip_prefix("/static/") == Some(&name);
    if let Some(asset) = [&SHEET, &READING, &READING_SCRIPT].iter().find(asked) {
        let kind = (header::CONTENT_TYPE, asset.kind);
        let packed = asset
            .made
            .1
            .clone()
            .filter(|_| layer::accepts_gzip(&headers));
        let vary = (header::VARY, "accept-encoding");
        return Ok(match packed {
            Some(bytes) => (
                [kind, FOREVER, vary, (header::CONTENT_ENCODING, "gzip")],
                bytes,
            )
                .into_response(),
            None => (
                [kind, FOREVER, vary],
                Bytes::from_static(asset.content.as_bytes()),
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
    fn what_pages_load_is_small_and_calls_nobody() {
        for (asset, most) in [
            (&SHEET, 20_000),
            (&READING, 4_000),
            (&READING_SCRIPT, 4_000),
        ] {
            let (content, address) = (asset.content, asset.address());
            assert!(content.len() < most, "{address}: {} bytes", content.len());
            assert!(
                !content.contains("@import") && !content.contains("://"),
                "{address}: no third party"
            );
        }
    }
}
