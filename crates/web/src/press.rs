//! `/baca`: a press release becomes drafts, which a person corrects and takes away. Nothing of it is stored.

mod form;
mod known;
mod marks;
mod page;

use std::sync::LazyLock;

use axum::body::Bytes;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{Lang, Text};
use intake::document::{self, Document};
use intake::founding::write_corrections;
use intake::press::annotation::Annotation;
use intake::press::drafts::{self, Report, SourceFacts};
use intake::press::review::{self, Reviewed};
use intake::press::{Found, Gazetteer, Reading};
use jiff::civil::Date;
use tokio::sync::Semaphore;

use crate::api;
use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::i18n::press_words as words;
use crate::limit::{Asker, Limit};

use form::{Sent, Unusable};
use known::Known;

pub(crate) use form::MAX_FORM_BYTES;

/// Texts that are read at once: reading is work for a processor, and the pages of the record come first.
static READERS: Semaphore = Semaphore::const_new(1);

static LIMIT: LazyLock<Limit> = LazyLock::new(Limit::default);

/// `GET /baca`
pub(crate) async fn empty(ctx: Ctx) -> Response {
    page::empty(&ctx, StatusCode::OK, None)
}

/// `GET /baca/contoh`: what becomes of a text that was made up for it, so that everybody can see it before pasting one.
pub(crate) async fn example(ctx: Ctx, asker: Asker) -> Result<Response, PageError> {
    if let Err(seconds) = LIMIT.take(asker, ctx.now) {
        return Ok(too_often(&ctx, seconds));
    }
    let (sent, reading, known) = reading(&ctx, Sent::example()).await?;
    Ok(page::drafts(&ctx, &sent, &reading, &known))
}

/// `POST /baca`: the drafts beside the text.
pub(crate) async fn read(
    ctx: Ctx,
    asker: Asker,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageError> {
    let sent = match sent(&ctx, asker, form).await? {
        Ok(sent) => sent,
        Err(answer) => return Ok(answer),
    };
    let (sent, reading, known) = reading(&ctx, sent).await?;
    Ok(page::drafts(&ctx, &sent, &reading, &known))
}

/// `POST /baca/berkas`: what was accepted, as a file that `sinergi import` takes; the page again if it cannot be made.
pub(crate) async fn file(
    ctx: Ctx,
    asker: Asker,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageError> {
    let sent = match sent(&ctx, asker, form).await? {
        Ok(sent) => sent,
        Err(answer) => return Ok(answer),
    };
    let (sent, reading, known) = reading(&ctx, sent).await?;
    let reviewed = review::review(&sent.document.text, &reading, &sent.answers);
    if page::stands_in_the_way(&reviewed) {
        return Ok(page::undecided(&ctx, &sent, &reading, &known, &reviewed));
    }
    let text = founding(ctx.lang, &sent, reviewed, &known)?;
    let kind = HeaderValue::from_static("application/toml; charset=utf-8");
    let name = HeaderValue::from_static("attachment; filename=\"draf-sinergi.toml\"");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, text).into_response())
}

/// What was accepted, in the founding record's format, with the corrections behind it: one file.
fn founding(
    lang: Lang,
    sent: &Sent,
    reviewed: Reviewed,
    known: &Known,
) -> Result<String, PageError> {
    let report = Report {
        text: &sent.document.text,
        reading: &reviewed.reading,
        facts: SourceFacts::default(),
    };
    let drafts = drafts::drafts(&[report], &known.register);
    let files = drafts.files(&known.register, lang)?;
    let mut corrections = reviewed.corrections;
    if let Some(source) = drafts.sources.first() {
        for correction in &mut corrections {
            correction.source.clone_from(source);
        }
    }
    let parts = files.into_iter().map(|(_, text)| text);
    let parts: Vec<String> = parts.chain([write_corrections(&corrections)]).collect();
    Ok(parts.join("\n"))
}

/// The form, or the page that says why it cannot be used.
async fn sent(
    ctx: &Ctx,
    asker: Asker,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Result<Sent, Response>, PageError> {
    let lang = ctx.lang;
    if let Err(seconds) = LIMIT.take(asker, ctx.now) {
        return Ok(Err(too_often(ctx, seconds)));
    }
    let sent = match form {
        Ok(form) => Sent::read(lang, form).await,
        Err(rejection) => Err(Unusable(words::broken_form(lang, &rejection.body_text()))),
    };
    Ok(sent.map_err(|Unusable(why)| page::empty(ctx, StatusCode::BAD_REQUEST, Some(&why))))
}

fn too_often(ctx: &Ctx, seconds: i64) -> Response {
    let why = words::too_often(ctx.lang, seconds);
    let mut page = page::empty(ctx, StatusCode::TOO_MANY_REQUESTS, Some(&why));
    let after = (header::RETRY_AFTER, HeaderValue::from(seconds));
    page.headers_mut().extend([after]);
    page
}

/// Reads the text of a form, and looks up what the record knows of it.
async fn reading(ctx: &Ctx, sent: Sent) -> Result<(Sent, Reading, Known), PageError> {
    let ctx = ctx.clone();
    let read = apart(move || {
        let reading = read_document(&sent.document, sent.published);
        let known = Known::of(&ctx, &reading)?;
        Ok((sent, reading, known))
    });
    read.await.ok_or(PageError::Internal)?
}

/// The reading of a document, with what its file says of itself where the text says nothing.
fn read_document(document: &Document, published: Option<Date>) -> Reading {
    let hints = &document.hints;
    let published = published.or(hints.published);
    let mut reading = intake::press::read(&document.text, published, Gazetteer::builtin());
    let known = |value: &String| Found {
        value: value.clone(),
        spans: Vec::new(),
    };
    let source = &mut reading.source;
    source.outlet = source.outlet.take().or(hints.outlet.as_ref().map(known));
    source.address = source.address.take().or(hints.address.as_ref().map(known));
    if let Some(value) = published {
        let spans = source.published.take().map(|found| found.spans);
        source.published = Some(Found {
            value,
            spans: spans.unwrap_or_default(),
        });
    }
    reading
}

/// Runs work that takes a processor for itself on a thread where it keeps no page waiting; none if it panicked.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let _turn = READERS.acquire().await.ok()?;
    let done = tokio::task::spawn_blocking(work).await;
    done.inspect_err(|error| tracing::error!(%error, "a text could not be read"))
        .ok()
}

/// `POST /api/v1/readings`: a file as the body, its kind in `Content-Type`; answers the reading as JSON.
///
/// The day of publication may stand in the query as `published`, the file's name as `file`. 413 for a file of more than
/// [`document::MAX_FILE_BYTES`], 400 for a day that is none, 422 for a file that cannot be read, 429 for too many requests.
pub(crate) async fn api(
    ctx: Ctx,
    asker: Asker,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let refuse = |status, title: (&str, &str), of: &dyn Fn(Lang) -> String| {
        let title = Text::both(title.0, title.1);
        api::problem(status, &title, &Text::both(of(Lang::Id), of(Lang::En)))
    };
    if let Err(seconds) = LIMIT.take(asker, ctx.now) {
        let title = ("Terlalu sering", "Too many requests");
        let mut answer = refuse(StatusCode::TOO_MANY_REQUESTS, title, &|lang| {
            words::too_often(lang, seconds)
        });
        let after = (header::RETRY_AFTER, HeaderValue::from(seconds));
        answer.headers_mut().extend([after]);
        return answer;
    }
    let unreadable = ("Berkas tidak dapat dibaca", "The file cannot be read");
    let body = match body {
        Ok(body) => body,
        Err(rejection) => {
            return refuse(rejection.status(), unreadable, &|lang| {
                words::broken_form(lang, &rejection.body_text())
            });
        }
    };
    let published: Option<Date> = match ctx.param("published").map(|day| (day, day.parse())) {
        None => None,
        Some((_, Ok(day))) => Some(day),
        Some((given, Err(_))) => {
            let title = ("Tanggal tidak dikenal", "No such day");
            return refuse(StatusCode::BAD_REQUEST, title, &|lang| {
                words::bad_day(lang, given)
            });
        }
    };
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).map(str::to_owned);
    let name = ctx.param("file").map(str::to_owned);
    let read = apart(move || {
        let document = document::read(&body, name.as_deref(), kind.as_deref())?;
        let reading = read_document(&document, published);
        let mut annotation = Annotation::of(&reading, &document.text);
        annotation.source.file = name.unwrap_or_default();
        let notes = document.notes.iter().map(|note| note.explain(Lang::Id));
        annotation.notes.extend(notes);
        Ok::<_, document::Problem>(annotation)
    })
    .await;
    match read {
        Some(Ok(annotation)) => match serde_json::to_vec(&annotation) {
            Ok(json) => (
                [
                    (header::CONTENT_TYPE, "application/json"),
                    (header::CACHE_CONTROL, "no-store"),
                ],
                json,
            )
                .into_response(),
            Err(error) => PageError::from(error).into_response(),
        },
        Some(Err(problem)) => refuse(StatusCode::UNPROCESSABLE_ENTITY, unreadable, &|lang| {
            problem.explain(lang)
        }),
        None => PageError::Internal.into_response(),
    }
}
