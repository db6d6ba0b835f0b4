//! What went wrong, as a page: one place that turns errors into answers.
//!
//! What is withheld (403) or erased (410) is no error but a known gap, and record pages draw it themselves.
//! A handler says what happened with [`PageError`]; the outermost layer draws the page, because only it knows the
//! language and whether a person or a program asked.

use app::ReadError;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::{Lang, Text};
use maud::html;

use crate::answer;
use crate::api;
use crate::ctx::Ctx;
use crate::frame::{self, Page};
use crate::i18n::words;
use crate::parts;

/// Why there is no page to show.
#[derive(Debug, Clone)]
pub(crate) enum PageError {
    /// Nothing is at this address: 404.
    NotFound,
    /// The address asks for something that cannot be: 400. Says which value, what is allowed and what to do.
    BadRequest(Text),
    /// The address exists and does not answer to this method: 405.
    MethodNotAllowed,
    /// Something broke here, and readers are not told what: 500. The log of the program is.
    Internal,
}

impl PageError {
    /// A bad request, in Indonesian and English.
    pub(crate) fn bad_request(id: impl Into<String>, en: impl Into<String>) -> Self {
        Self::BadRequest(Text::both(id, en))
    }

    /// The status of the answer.
    pub(crate) const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<ReadError> for PageError {
    fn from(error: ReadError) -> Self {
        tracing::error!(%error, "a page could not be read from the store");
        Self::Internal
    }
}

impl From<serde_json::Error> for PageError {
    fn from(error: serde_json::Error) -> Self {
        tracing::error!(%error, "a record could not be written as JSON");
        Self::Internal
    }
}

impl IntoResponse for PageError {
    /// Only the status and the error itself: [`page`] draws the rest.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The designed page of an error; plain text or problem details for addresses that programs read.
pub(crate) fn page(ctx: &Ctx, error: &PageError) -> Response {
    let lang = ctx.lang;
    let (title, text) = words::error(lang, error);
    if ctx.path.starts_with("/api/") {
        let (title_en, text_en) = words::error(Lang::En, error);
        return api::problem(
            error.status(),
            &Text::both(title, title_en),
            &Text::both(text, text_en),
        );
    }
    if ctx.path.starts_with("/log/") || ctx.path.starts_with("/static/") {
        return answer::whole(
            error.status(),
            "text/plain; charset=utf-8",
            format!("{text}\n"),
        );
    }
    let main = html! {
        h1 { (title) }
        p.lead { (text) }
        h2 { (words::error_next_heading(lang)) }
        (parts::search_box(ctx, "", words::search_label(lang)))
        ul {
            li { a href=(ctx.link("/")) { (words::go_home(lang)) } }
            li { a href=(ctx.link("/pemda")) { (words::go_governments(lang)) } }
            li { a href=(ctx.link("/tentang#lapor")) { (words::go_report(lang)) } }
        }
    };
    frame::page_with(
        ctx,
        error.status(),
        &Page {
            title,
            ..Page::default()
        },
        &main,
    )
}
