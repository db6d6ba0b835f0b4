//! `GET /api/v1/{kind}/{id}` and `GET /api/v1/{kind}.jsonl`: the public records as JSON, what `sinergi verify` compares.
//!
//! Both answer `domain::public::PublicRecord`. Errors are problem details (RFC 9457) in Indonesian and English.

use std::ops::ControlFlow;
use std::pin::Pin;
use std::task::{Context, Poll};

use app::App;
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::is_handle;
use domain::{Reference, SubjectKind, Text};
use futures_core::Stream;
use serde_json::json;
use tokio::sync::{Semaphore, mpsc};
use uuid::Uuid;

/// Bytes gathered before they are handed to the reader's connection: large enough that a record costs no wake-up of its own.
const CHUNK: usize = 64 * 1024;
/// Chunks that may wait for a slow reader; the read pauses meanwhile, so memory stays bounded.
const WAITING: usize = 4;

/// A problem, as RFC 9457 has it, with the Indonesian words first.
pub(crate) fn problem(status: StatusCode, title: &Text, detail: &Text) -> Response {
    let body = json!({
        "type": "about:blank",
        "status": status.as_u16(),
        "title": title.id,
        "title_en": title.en,
        "detail": detail.id,
        "detail_en": detail.en,
    });
    let kind = (
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    (status, [kind], body.to_string()).into_response()
}

fn not_found(detail: &Text) -> Response {
    problem(
        StatusCode::NOT_FOUND,
        &Text::both("Tidak ada", "Not found"),
        detail,
    )
}

fn broken(error: &dyn std::fmt::Display) -> Response {
    tracing::error!(%error, "the API could not read a record");
    let title = Text::both(
        "Kesalahan di pihak kami",
        "Something went wrong on our side",
    );
    let detail = Text::both(
        "Catatan tidak dapat dibaca sekarang. Coba lagi sebentar lagi.",
        "The record cannot be read now. Try again in a moment.",
    );
    problem(StatusCode::INTERNAL_SERVER_ERROR, &title, &detail)
}

fn unknown_kind(word: &str) -> Response {
    let known = SubjectKind::PUBLIC.map(SubjectKind::plural).join(", ");
    let word: String = word.chars().take(40).collect();
    not_found(&Text::both(
        format!("“{word}” bukan jenis catatan. Yang ada: {known}."),
        format!("“{word}” is no kind of record. There are: {known}."),
    ))
}

/// One record, by id or handle.
///
/// 200 with the record; 404 for an unknown kind, id or handle, and for a record of which nothing is public.
pub(crate) async fn record(
    State(app): State<App>,
    Path((plural, id)): Path<(String, String)>,
) -> Response {
    let Some(kind) = SubjectKind::from_plural(&plural) else {
        return unknown_kind(&plural);
    };
    let subject = match (id.parse::<Uuid>(), is_handle(&id)) {
        (Ok(id), _) => Some(Reference::new(kind, id)),
        (Err(_), true) => match app.by_handle(kind, &id) {
            Ok(subject) => subject,
            Err(error) => return broken(&error),
        },
        (Err(_), false) => None,
    };
    let record = subject
        .map(|subject| app.public_record(subject))
        .transpose();
    match record.map(Option::flatten) {
        Ok(Some(record)) => match serde_json::to_vec(&record) {
            Ok(json) => (
                [
                    (header::CONTENT_TYPE, "application/json"),
                    (header::CACHE_CONTROL, "no-cache"),
                ],
                json,
            )
                .into_response(),
            Err(error) => broken(&error),
        },
        Ok(None) => {
            let id: String = id.chars().take(40).collect();
            not_found(&Text::both(
                format!(
                    "Tidak ada catatan “{id}” pada {plural}. Tulis id (UUID) atau kode sepuluh huruf dari alamat halamannya."
                ),
                format!(
                    "There is no record “{id}” among {plural}. Write its id (a UUID) or the ten-character code of its page's address."
                ),
            ))
        }
        Err(error) => broken(&error),
    }
}

/// A whole kind, one record a line, sorted by id. Sent as it is read, so its length is not known beforehand.
///
/// A reader who gets a whole last line and a clean end has all of it; a failure breaks the transfer off.
pub(crate) async fn records(State(app): State<App>, Path(name): Path<String>) -> Response {
    let Some(kind) = name
        .strip_suffix(".jsonl")
        .and_then(SubjectKind::from_plural)
    else {
        return unknown_kind(name.trim_end_matches(".jsonl"));
    };
    let Ok(turn) = TURNS.try_acquire() else {
        return busy();
    };
    let (sender, receiver) = mpsc::channel(WAITING);
    tokio::task::spawn_blocking(move || {
        let _turn = turn;
        write_all(&app, kind, &sender);
    });
    (
        [
            (header::CONTENT_TYPE, "application/jsonl"),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        Body::from_stream(Chunks(receiver)),
    )
        .into_response()
}

/// How many readers may take a whole kind at once. Each holds a thread as long as it reads, however slowly.
static TURNS: Semaphore = Semaphore::const_new(8);

/// 503: everybody's turn is taken.
fn busy() -> Response {
    let seconds = [(header::RETRY_AFTER, "10")];
    let words = "Delapan pembaca sedang mengambil seluruh catatan; coba lagi sebentar. / Eight readers are taking whole kinds; try again in a moment.\n";
    (StatusCode::SERVICE_UNAVAILABLE, seconds, words).into_response()
}

type Chunk = Result<Bytes, BrokenOff>;

/// The rest could not be read. Ends the transfer without its proper end, so that nobody takes a part for the whole.
#[derive(Debug)]
struct BrokenOff;

impl std::fmt::Display for BrokenOff {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the rest of the records could not be read")
    }
}

impl std::error::Error for BrokenOff {}

fn write_all(app: &App, kind: SubjectKind, to: &mpsc::Sender<Chunk>) {
    let mut chunk = Vec::with_capacity(CHUNK + CHUNK / 8);
    let mut failed = None;
    let read = app.public_records(kind, &mut |record| {
        if let Err(error) = serde_json::to_writer(&mut chunk, &record) {
            failed = Some(error);
            return ControlFlow::Break(());
        }
        chunk.push(b'\n');
        if chunk.len() < CHUNK {
            return ControlFlow::Continue(());
        }
        let full = std::mem::replace(&mut chunk, Vec::with_capacity(CHUNK + CHUNK / 8));
        // A reader who went away needs no more.
        if to.blocking_send(Ok(full.into())).is_err() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    let broke = match (read, failed) {
        (Ok(()), None) => None,
        (Err(error), _) => Some(error.to_string()),
        (Ok(()), Some(error)) => Some(error.to_string()),
    };
    let last = match broke {
        None => Ok(chunk.into()),
        Some(error) => {
            tracing::error!(%error, %kind, "a list of records broke off");
            Err(BrokenOff)
        }
    };
    // The reader may have gone away.
    let _ = to.blocking_send(last);
}

struct Chunks(mpsc::Receiver<Chunk>);

impl Stream for Chunks {
    type Item = Chunk;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Chunk>> {
        self.0.poll_recv(cx)
    }
}

/// Anything else under `/api/`.
pub(crate) async fn elsewhere() -> Response {
    let known = SubjectKind::PUBLIC.map(SubjectKind::plural).join(", ");
    not_found(&Text::both(
        format!(
            "Alamat API ini tidak ada. Yang ada: /api/v1/JENIS/ID dan /api/v1/JENIS.jsonl, dengan JENIS salah satu dari {known}."
        ),
        format!(
            "There is no such API address. There are: /api/v1/KIND/ID and /api/v1/KIND.jsonl, with KIND one of {known}."
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_it_in_both_languages() {
        let response = unknown_kind("promises");
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "application/problem+json"
        );
    }
}
