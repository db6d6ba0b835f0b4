//! `/baca`: a press release becomes drafts, which a person corrects and takes away. Nothing of it is stored.

mod form;
mod known;
mod marks;
mod page;

use std::convert::Infallible;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts as RequestParts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::{Lang, Text};
use intake::document::{self, Document};
use intake::founding::write_corrections;
use intake::press::annotation::Annotation;
use intake::press::drafts::{self, Report, SourceFacts};
use intake::press::review::{self, Reviewed};
use intake::press::{Found, Gazetteer, Language, Reading};
use jiff::civil::Date;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::api;
use crate::ctx::Ctx;
use crate::errors::PageError;
use crate::i18n::press_words as words;
use crate::limit::{Asker, Limit};

use form::{Given, Parts, Sent, Unusable};
use known::Known;

pub(crate) use form::MAX_FORM_BYTES;

/// Texts that are read at once: reading is work for a processor, and the pages of the record come first.
static READERS: Semaphore = Semaphore::const_new(1);

/// Texts that may wait for that, or still be arriving: each takes some megabytes.
static PLACES: Semaphore = Semaphore::const_new(32);

/// How long a text may take to arrive, in seconds.
const ARRIVES_WITHIN: u64 = 60;

static LIMIT: LazyLock<Limit> = LazyLock::new(Limit::default);

/// `GET /baca`
pub(crate) async fn empty(ctx: Ctx) -> Response {
    page::empty(&ctx, StatusCode::OK, None, &Given::default())
}

/// `GET /baca/berkas`: there is no file without a form; who changes the language there begins anew.
pub(crate) async fn begin(ctx: Ctx) -> Redirect {
    Redirect::to(&ctx.link("/baca"))
}

/// `GET /baca/contoh`: what becomes of a text that was made up for it, so that everybody can see it before pasting one.
pub(crate) async fn example(ctx: Ctx, vocabulary: Vocabulary, asker: Asker) -> Response {
    match place(&ctx, asker) {
        Ok(_place) => answer(ctx, vocabulary, |_| Ok(Sent::example()), Wanted::Page).await,
        Err(not_now) => not_now.page(&ctx),
    }
}

/// `POST /baca`: the drafts beside the text.
pub(crate) async fn read(
    ctx: Ctx,
    vocabulary: Vocabulary,
    asker: Asker,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    received(ctx, vocabulary, asker, form, Wanted::Page).await
}

/// `POST /baca/berkas`: what was accepted, as a file that `sinergi import` takes; the page again if it cannot be made.
pub(crate) async fn file(
    ctx: Ctx,
    vocabulary: Vocabulary,
    asker: Asker,
    form: Result<Multipart, MultipartRejection>,
) -> Response {
    received(ctx, vocabulary, asker, form, Wanted::File).await
}

/// The words that the press reader knows: an office's own beside the built-in ones, or these alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary(Option<Arc<Gazetteer>>);

impl Vocabulary {
    pub(crate) fn own(words: Gazetteer) -> Self {
        Self(Some(Arc::new(words)))
    }

    fn gazetteer(&self) -> &Gazetteer {
        self.0.as_deref().unwrap_or_else(|| Gazetteer::builtin())
    }
}

impl<S: Sync> FromRequestParts<S> for Vocabulary {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut RequestParts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get().cloned().unwrap_or_default())
    }
}

/// What becomes of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// The drafts beside it.
    Page,
    /// What was accepted.
    File,
}

/// Why a text is not taken now.
#[derive(Debug, Clone, Copy)]
enum NotNow {
    /// Too many came from one address; after so many seconds one more may come.
    TooOften(i64),
    /// All places are taken.
    Full,
}

impl NotNow {
    const fn status(self) -> StatusCode {
        match self {
            Self::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Full => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn explain(self, lang: Lang) -> String {
        match self {
            Self::TooOften(seconds) => words::too_often(lang, seconds),
            Self::Full => words::busy(lang).to_owned(),
        }
    }

    /// The answer with the time after which it is worth asking again.
    fn on(self, mut answer: Response) -> Response {
        let seconds = match self {
            Self::TooOften(seconds) => seconds,
            Self::Full => 5,
        };
        let after = (header::RETRY_AFTER, HeaderValue::from(seconds));
        answer.headers_mut().extend([after]);
        answer
    }

    fn page(self, ctx: &Ctx) -> Response {
        let why = self.explain(ctx.lang);
        let page = page::empty(ctx, self.status(), Some(&why), &Given::default());
        self.on(page)
    }
}

/// A place among those who wait.
fn place(ctx: &Ctx, asker: Asker) -> Result<SemaphorePermit<'static>, NotNow> {
    LIMIT.take(asker, ctx.now).map_err(NotNow::TooOften)?;
    PLACES.try_acquire().map_err(|_| NotNow::Full)
}

/// Takes a form in and answers it.
async fn received(
    ctx: Ctx,
    vocabulary: Vocabulary,
    asker: Asker,
    form: Result<Multipart, MultipartRejection>,
    wanted: Wanted,
) -> Response {
    let lang = ctx.lang;
    let _place = match place(&ctx, asker) {
        Ok(place) => place,
        Err(not_now) => return not_now.page(&ctx),
    };
    let parts = match form {
        Ok(form) => {
            let arriving = Parts::receive(lang, form);
            let in_time = tokio::time::timeout(Duration::from_secs(ARRIVES_WITHIN), arriving).await;
            in_time.unwrap_or_else(|_| Err(words::too_slow(lang, ARRIVES_WITHIN).into()))
        }
        Err(rejection) => Err(words::broken_form(lang, &rejection.body_text()).into()),
    };
    match parts {
        Ok(parts) => answer(ctx, vocabulary, move |lang| parts.open(lang), wanted).await,
        Err(unusable) => self::unusable(&ctx, &unusable),
    }
}

fn unusable(ctx: &Ctx, Unusable { why, given }: &Unusable) -> Response {
    page::empty(ctx, StatusCode::BAD_REQUEST, Some(why), given)
}

/// Makes text of what was sent, reads it, looks up what the record knows of it, and draws what is wanted.
async fn answer(
    ctx: Ctx,
    vocabulary: Vocabulary,
    open: impl FnOnce(Lang) -> Result<Sent, Unusable> + Send + 'static,
    wanted: Wanted,
) -> Response {
    let answered = apart(move || {
        let sent = match open(ctx.lang) {
            Ok(sent) => sent,
            Err(unusable) => return Ok(self::unusable(&ctx, &unusable)),
        };
        let reading = read_document(&sent.document, sent.published, vocabulary.gazetteer());
        let known = Known::of(&ctx, &reading)?;
        if wanted == Wanted::Page || reading.language != Language::Indonesian {
            return Ok(page::drafts(&ctx, &sent, &reading, &known));
        }
        let reviewed = review::review(&sent.document.text, &reading, &sent.answers);
        if page::stands_in_the_way(&reviewed) {
            return Ok(page::undecided(&ctx, &sent, &reading, &known, &reviewed));
        }
        taken_away(founding(ctx.lang, &sent, reviewed, &known)?)
    })
    .await;
    match answered {
        Some(Ok(answer)) => answer,
        Some(Err(error)) => error.into_response(),
        None => PageError::Internal.into_response(),
    }
}

fn taken_away(text: String) -> Result<Response, PageError> {
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

/// The reading of a document, with what its file says of itself where the text says nothing.
fn read_document(document: &Document, published: Option<Date>, words: &Gazetteer) -> Reading {
    let hints = &document.hints;
    let published = published.or(hints.published);
    let mut reading = intake::press::read(&document.text, published, words);
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
    vocabulary: Vocabulary,
    asker: Asker,
    request: Request,
) -> Response {
    let refuse = |status, title: (&str, &str), of: &dyn Fn(Lang) -> String| {
        let title = Text::both(title.0, title.1);
        api::problem(status, &title, &Text::both(of(Lang::Id), of(Lang::En)))
    };
    let _place = match place(&ctx, asker) {
        Ok(place) => place,
        Err(not_now) => {
            let title = ("Belum dapat dibaca", "It cannot be read yet");
            let explain = |lang| not_now.explain(lang);
            return not_now.on(refuse(not_now.status(), title, &explain));
        }
    };
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).map(str::to_owned);
    let unreadable = ("Berkas tidak dapat dibaca", "The file cannot be read");
    let arriving = Bytes::from_request(request, &());
    let body = match tokio::time::timeout(Duration::from_secs(ARRIVES_WITHIN), arriving).await {
        Ok(Ok(body)) => body,
        Ok(Err(rejection)) => {
            return refuse(rejection.status(), unreadable, &|lang| {
                words::broken_form(lang, &rejection.body_text())
            });
        }
        Err(_) => {
            return refuse(StatusCode::REQUEST_TIMEOUT, unreadable, &|lang| {
                words::too_slow(lang, ARRIVES_WITHIN)
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
    let name = ctx.param("file").map(str::to_owned);
    let read = apart(move || {
        let document = document::read(&body, name.as_deref(), kind.as_deref())?;
        let reading = read_document(&document, published, vocabulary.gazetteer());
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
