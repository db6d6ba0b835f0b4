//! The outermost layer: draws error pages, keeps and compresses answers, answers "not modified", sets security headers.

use std::io::Write;
use std::sync::Arc;

use app::App;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::answer::Whole;
use crate::cache::{Cache, Kept, Key};
use crate::ctx::Ctx;
use crate::errors::{self, PageError};
use crate::frame::Scripted;

/// Set on every answer. Nothing is loaded from elsewhere, nothing runs, nothing may frame the site, no cookie is set.
const SECURITY: [(HeaderName, &str); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    ),
];

/// The same for a page that loads a script of this site: still nothing inline, nothing from elsewhere.
const SCRIPTED: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What the layer needs.
#[derive(Clone)]
pub(crate) struct Outer {
    pub(crate) app: App,
    pub(crate) cache: Arc<Cache>,
}

/// Answers from the cache where it can, else from the pages inside.
pub(crate) async fn answer(State(outer): State<Outer>, request: Request, next: Next) -> Response {
    let head = request.method() == Method::HEAD;
    let cacheable = (head || request.method() == Method::GET) && may_be_kept(request.uri().path());
    if !cacheable {
        let uri = request.uri().clone();
        let response = next.run(request).await;
        return secured(drawn(&outer.app, &uri, response));
    }
    let gzip = accepts_gzip(request.headers());
    let address = request
        .uri()
        .path_and_query()
        .map(|p| p.as_str().to_owned())
        .unwrap_or_default();
    let key = Key {
        address,
        size: outer.app.log_size(),
        day: outer.app.today(),
        gzip,
    };
    let tag = outer.cache.tag(&key);
    if matches(request.headers(), &tag) {
        return secured(tagged(
            (StatusCode::NOT_MODIFIED, Body::empty()).into_response(),
            &tag,
            false,
        ));
    }
    if let Some(kept) = outer.cache.find(&key) {
        return secured(tagged(of(kept, head), &tag, gzip));
    }
    let uri = request.uri().clone();
    let response = drawn(&outer.app, &uri, next.run(request).await);
    let Some(Whole(bytes)) = response
        .extensions()
        .get::<Whole>()
        .cloned()
        .filter(|_| response.status() == StatusCode::OK)
    else {
        return secured(response);
    };
    let kind = response
        .headers()
        .get(header::CONTENT_TYPE)
        .cloned()
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let bytes = if gzip {
        compressed(&bytes).unwrap_or(bytes)
    } else {
        bytes
    };
    let kept = Kept { kind, bytes };
    // What was read may be of a log that has grown meanwhile: then it is true, but not of this key.
    if outer.app.log_size() == key.size && outer.app.today() == key.day {
        outer.cache.keep(key, kept.clone());
    }
    secured(tagged(of(kept, head), &tag, gzip))
}

/// Pages are kept. What programs read is large, or has caching of its own; what a search finds may lag behind the log.
fn may_be_kept(path: &str) -> bool {
    let apart = ["/log/", "/api/", "/static/"];
    !(apart.iter().any(|folder| path.starts_with(folder)) || matches!(path, "/cari" | "/en/cari"))
}

/// A kept answer; its headers alone for HEAD.
fn of(kept: Kept, head: bool) -> Response {
    let length = kept.bytes.len();
    let mut response = Response::new(if head {
        Body::empty()
    } else {
        Body::from(kept.bytes)
    });
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, kept.kind);
    if head {
        response
            .headers_mut()
            .insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    response
}

/// Draws the page of an error that a handler only named.
fn drawn(app: &App, uri: &axum::http::Uri, response: Response) -> Response {
    let allow = response.headers().get(header::ALLOW).cloned();
    let Some(error) = response.extensions().get::<PageError>() else {
        return response;
    };
    let mut page = errors::page(&Ctx::of(app, uri), error);
    if let Some(allow) = allow {
        page.headers_mut().insert(header::ALLOW, allow);
    }
    page
}

fn tagged(mut response: Response, tag: &str, gzip: bool) -> Response {
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if gzip {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

fn secured(mut response: Response) -> Response {
    let scripted = response.extensions().get::<Scripted>().is_some();
    let headers = response.headers_mut();
    for (name, value) in SECURITY {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if scripted {
        headers.insert(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(SCRIPTED),
        );
    }
    response
}

fn matches(headers: &HeaderMap, tag: &str) -> bool {
    let given = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    given.is_some_and(|given| {
        given
            .split(',')
            .any(|one| one.trim().trim_start_matches("W/") == tag)
    })
}

/// Whether the browser takes gzip: named, and not with a weight of zero.
pub(crate) fn accepts_gzip(headers: &HeaderMap) -> bool {
    let Some(given) = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
    else {
        return false;
    };
    given.split(',').any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        parts.next() == Some("gzip")
            && !parts.any(|weight| matches!(weight, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

/// The bytes compressed. None only if memory's own writer failed, which leaves the plain bytes.
pub(crate) fn compressed(bytes: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::new(5));
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_sent_to_those_who_take_it() {
        for (given, expected) in [
            ("gzip", true),
            ("deflate, gzip;q=1.0, *;q=0.5", true),
            ("br", false),
            ("gzip;q=0", false),
            ("gzip; q=0.000", false),
            ("", false),
        ] {
            let headers =
                HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(given))]);
            assert_eq!(accepts_gzip(&headers), expected, "{given}");
        }
        assert!(!accepts_gzip(&HeaderMap::new()));
    }

    #[test]
    fn a_known_tag_is_found_in_a_list() {
        let headers = HeaderMap::from_iter([(
            header::IF_NONE_MATCH,
            HeaderValue::from_static("\"a\", W/\"b\""),
        )]);
        assert!(
            matches(&headers, "\"a\"") && matches(&headers, "\"b\"") && !matches(&headers, "\"c\"")
        );
    }
}
