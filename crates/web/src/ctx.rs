//! What every page knows of its request: the app, the language, the address, the reader's day.

use std::fmt::Write;

use app::App;
use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use domain::entry::Micros;
use domain::{Lang, Reference, SubjectKind, id};
use jiff::civil::Date;

use crate::errors::PageError;

/// The longest value of a parameter, in characters: more than any name or search needs.
const MAX_VALUE_CHARS: usize = 200;

/// A request as pages see it.
#[derive(Clone)]
pub(crate) struct Ctx {
    /// The use cases.
    pub(crate) app: App,
    /// The language of the page, by the prefix of its path.
    pub(crate) lang: Lang,
    /// The path without `/en`, with its query.
    pub(crate) path: String,
    /// The query, decoded.
    pub(crate) params: Vec<(String, String)>,
    /// The reader's day, in Jakarta.
    pub(crate) today: Date,
    /// The moment of the request.
    pub(crate) now: Micros,
}

impl FromRequestParts<App> for Ctx {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let ctx = Self::of(app, &parts.uri);
        match ctx
            .params
            .iter()
            .find(|(_, v)| v.chars().nth(MAX_VALUE_CHARS).is_some())
        {
            Some((name, _)) => Err(PageError::bad_request(
                format!(
                    "Isian “{name}” lebih dari {MAX_VALUE_CHARS} huruf. Persingkat, lalu coba lagi."
                ),
                format!(
                    "“{name}” is longer than {MAX_VALUE_CHARS} characters. Shorten it and try again."
                ),
            )),
            None => Ok(ctx),
        }
    }
}

impl Ctx {
    /// The request for an address.
    pub(crate) fn of(app: &App, uri: &Uri) -> Self {
        let (lang, path) = language(uri.path());
        let mut whole = String::with_capacity(path.len() + uri.query().map_or(0, |q| q.len() + 1));
        whole.push_str(path);
        let mut params = Vec::new();
        if let Some(query) = uri.query() {
            whole.push('?');
            whole.push_str(query);
            params = Query::try_from_uri(uri)
                .map(|Query(params)| params)
                .unwrap_or_default();
        }
        Self {
            app: app.clone(),
            lang,
            path: whole,
            params,
            today: app.today(),
            now: app.now(),
        }
    }

    /// The address of an Indonesian path in the language of this page.
    pub(crate) fn link(&self, path: &str) -> String {
        address(self.lang, path)
    }

    /// The path of this page, without `/en` and without its query.
    pub(crate) fn bare_path(&self) -> &str {
        self.path
            .split_once('?')
            .map_or(&self.path, |(path, _)| path)
    }

    /// The first value of a parameter, trimmed; none if it is missing or empty.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.params
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The address of this page with one parameter set anew, or without it. Leads to the first page of a list.
    pub(crate) fn with(&self, name: &str, value: Option<&str>) -> String {
        let mut to = self.link(self.bare_path());
        let mut mark = '?';
        let kept = self
            .params
            .iter()
            .filter(|(key, value)| key != name && key != PAGE && !value.trim().is_empty());
        let kept = kept.map(|(key, value)| (key.as_str(), value.as_str()));
        for (key, value) in kept.chain(value.map(|value| (name, value))) {
            to.push(mark);
            encode(key, &mut to);
            to.push('=');
            encode(value, &mut to);
            mark = '&';
        }
        to
    }

    /// Which page of a list was asked for, from 1.
    ///
    /// # Errors
    /// [`PageError::BadRequest`] for what is no such number.
    pub(crate) fn page_number(&self) -> Result<u32, PageError> {
        let Some(given) = self.param(PAGE) else {
            return Ok(1);
        };
        given
            .parse()
            .ok()
            .filter(|page| (1..=1_000_000).contains(page))
            .ok_or_else(|| {
                PageError::bad_request(
                    format!("Nomor halaman “{given}” tidak dikenal. Tulis angka dari 1."),
                    format!("There is no page number “{given}”. Write a number from 1."),
                )
            })
    }

    /// The subject of an address segment such as `ab12cd34ef-sekolah-gratis`: its handle decides, whatever the slug.
    ///
    /// # Errors
    /// [`PageError::NotFound`] if no record has that handle.
    pub(crate) fn subject(&self, kind: SubjectKind, segment: &str) -> Result<Reference, PageError> {
        let handle = handle(segment).ok_or(PageError::NotFound)?;
        self.app.by_handle(kind, handle)?.ok_or(PageError::NotFound)
    }

    /// A lasting redirect to the right address of this page, if this is not it. The query goes along.
    pub(crate) fn moved(&self, right: &str) -> Option<Response> {
        if self.bare_path() == right {
            return None;
        }
        let mut to = self.link(right);
        if let Some((_, query)) = self.path.split_once('?') {
            to.push('?');
            to.push_str(query);
        }
        Some(redirect(&to))
    }
}

/// The handle at the start of an address segment such as `ab12cd34ef-sekolah-gratis`.
pub(crate) fn handle(segment: &str) -> Option<&str> {
    let (handle, rest) = segment.split_at_checked(10)?;
    (id::is_handle(handle) && (rest.is_empty() || rest.starts_with('-'))).then_some(handle)
}

/// The parameter that names a page of a list.
pub(crate) const PAGE: &str = "halaman";

/// A lasting redirect.
pub(crate) fn redirect(to: &str) -> Response {
    match HeaderValue::from_str(to) {
        Ok(to) => (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, to)]).into_response(),
        // A path that cannot stand in a header leads nowhere.
        Err(_) => PageError::NotFound.into_response(),
    }
}

/// The language of a path, and the path without its prefix.
pub(crate) fn language(path: &str) -> (Lang, &str) {
    match path.strip_prefix("/en") {
        Some("") => (Lang::En, "/"),
        Some(rest) if rest.starts_with('/') => (Lang::En, one_slash(rest)),
        _ => (Lang::Id, one_slash(path)),
    }
}

/// The path with one slash in front: an address that begins with two would lead to another site.
fn one_slash(path: &str) -> &str {
    let rest = path.trim_start_matches('/');
    path.len()
        .checked_sub(rest.len() + 1)
        .and_then(|at| path.get(at..))
        .unwrap_or("/")
}

/// The address of an Indonesian path in a language.
pub(crate) fn address(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Id => path.to_owned(),
        Lang::En => format!("/en{path}"),
    }
}

/// Writes a part of a query so that it reads back as it was.
pub(crate) fn encode(text: &str, to: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                to.push(char::from(byte))
            }
            b' ' => to.push('+'),
            _ => {
                // Writing to a String cannot fail.
                let _ = write!(to, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_tells_the_language() {
        for (path, expected) in [
            ("/", (Lang::Id, "/")),
            ("/en", (Lang::En, "/")),
            ("/en/", (Lang::En, "/")),
            ("/en/pemda/36", (Lang::En, "/pemda/36")),
            ("/energi", (Lang::Id, "/energi")),
        ] {
            assert_eq!(language(path), expected, "{path}");
        }
        assert_eq!(address(Lang::En, "/"), "/en/");
    }

    #[test]
    fn a_query_reads_back_as_it_was_written() {
        for text in ["Kab. Serang & co=1", "é+%", "a b"] {
            let mut query = "x=".to_owned();
            encode(text, &mut query);
            let uri: Uri = format!("/cari?{query}").parse().unwrap();
            let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(&uri).unwrap();
            assert_eq!(pairs, [("x".to_owned(), text.to_owned())]);
        }
    }

    #[test]
    fn an_address_with_two_slashes_leads_to_no_other_site() {
        assert_eq!(
            super::language("/en//contoh.example/x"),
            (super::Lang::En, "/contoh.example/x")
        );
        assert_eq!(
            super::language("//contoh.example"),
            (super::Lang::Id, "/contoh.example")
        );
        assert_eq!(super::language("/en/pemda"), (super::Lang::En, "/pemda"));
    }
}
