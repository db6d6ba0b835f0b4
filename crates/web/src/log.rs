//! The log as files, for programs: the C2SP layout under `/log/`, with the bodies beside it. No HTML.

use app::{App, BodyAnswer, ContentCheck, Gap, ReadError};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::Text;
use domain::disclosure::Act;

use crate::api::problem;

/// Full tiles and full bundles of entries never change.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// A partial tile never changes either, but its address is left behind as the log grows, so nobody should keep it long.
const BRIEFLY: &str = "public, max-age=60";
/// What may change at any time: the head, and bodies, which can be withheld or erased.
const FRESH: &str = "no-cache";

fn bytes(kind: &'static str, cache: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}

const PLAIN: &str = "text/plain; charset=utf-8";
const BINARY: &str = "application/octet-stream";

fn failed(error: &ReadError) -> Response {
    tracing::error!(%error, "the log could not be read");
    plain(
        StatusCode::INTERNAL_SERVER_ERROR,
        "the log cannot be read now; try again in a moment",
    )
}

fn plain(status: StatusCode, words: &str) -> Response {
    (
        status,
        [(header::CONTENT_TYPE, PLAIN)],
        format!("{words}\n"),
    )
        .into_response()
}

/// `GET /log/checkpoint`: the signed tree head (C2SP tlog-checkpoint).
pub(crate) async fn checkpoint(State(app): State<App>) -> Response {
    bytes(PLAIN, FRESH, app.checkpoint())
}

/// `GET /log/key`: the verifier key, to be pinned by readers.
pub(crate) async fn key(State(app): State<App>) -> Response {
    bytes(PLAIN, FRESH, format!("{}\n", app.verifier_key()))
}

/// `GET /log/tile/{path}`: a tile of hashes or a bundle of entries. 404 for what the log does not have.
pub(crate) async fn tile(State(app): State<App>, Path(path): Path<String>) -> Response {
    let cache = cache_of(&path);
    match app.tile(&format!("tile/{path}")) {
        Ok(Some(tile)) => bytes(BINARY, cache, tile),
        Ok(None) => plain(
            StatusCode::NOT_FOUND,
            "the log has no such tile: it is not that long, or the path is not the canonical one",
        ),
        Err(error) => failed(&error),
    }
}

fn cache_of(path: &str) -> &'static str {
    if path.contains(".p/") {
        BRIEFLY
    } else {
        FOREVER
    }
}

/// `GET /log/bodies/{path}`: up to 256 bodies, each behind its length; a length of zero stands for what is not public.
pub(crate) async fn bodies(State(app): State<App>, Path(path): Path<String>) -> Response {
    match app.bodies(&format!("bodies/{path}")) {
        Ok(Some(bundle)) => bytes(BINARY, FRESH, bundle),
        Ok(None) => plain(
            StatusCode::NOT_FOUND,
            "the log has no such bundle: it is not that long, or the path is not the canonical one",
        ),
        Err(error) => failed(&error),
    }
}

/// `GET /log/body/{index}`: one body in its canonical bytes. 403 while it is kept back, 410 when it was erased, 404 past the end.
pub(crate) async fn body(State(app): State<App>, Path(index): Path<String>) -> Response {
    let number = index.parse::<u64>().ok().filter(|n| n.to_string() == index);
    let Some(number) = number else {
        let given: String = index.chars().take(40).collect();
        return problem(
            StatusCode::NOT_FOUND,
            &Text::both("Tidak ada", "Not found"),
            &Text::both(
                format!("“{given}” bukan nomor entri. Tulis angka dari 0."),
                format!("“{given}” is no entry number. Write a number from 0."),
            ),
        );
    };
    match app.body(number) {
        Ok(BodyAnswer::Public(body)) => bytes("application/json", FRESH, body),
        Ok(BodyAnswer::Withheld) => closed(&app, number, StatusCode::FORBIDDEN),
        Ok(BodyAnswer::Erased) => closed(&app, number, StatusCode::GONE),
        Ok(BodyAnswer::NoSuchEntry) => problem(
            StatusCode::NOT_FOUND,
            &Text::both("Tidak ada", "Not found"),
            &Text::both(
                format!(
                    "Tidak ada entri {number}: log ini berisi {} entri, bernomor dari 0.",
                    app.log_size()
                ),
                format!(
                    "There is no entry {number}: this log has {} entries, numbered from 0.",
                    app.log_size()
                ),
            ),
        ),
        Err(error) => failed(&error),
    }
}

/// Why a body is closed. Its ground is public, unless it was sealed from the start.
fn closed(app: &App, index: u64, status: StatusCode) -> Response {
    let gap = match app.check(index) {
        Ok(Some(check)) => match check.content {
            ContentCheck::Withheld(gap) | ContentCheck::Erased(gap) => Some(gap),
            ContentCheck::Matches | ContentCheck::Differs | ContentCheck::Sealed => None,
        },
        Ok(None) => None,
        Err(error) => return failed(&error),
    };
    let (title, detail) = closed_words(index, gap.as_ref());
    problem(status, &title, &detail)
}

fn closed_words(index: u64, gap: Option<&Gap>) -> (Text, Text) {
    let Some(gap) = gap else {
        return (
            Text::both("Belum dibuka", "Not open yet"),
            Text::both(
                format!("Isi entri {index} belum dibuka untuk umum."),
                format!("The content of entry {index} is not open to the public yet."),
            ),
        );
    };
    let title = match gap.act {
        Act::Erase => Text::both("Dihapus", "Erased"),
        Act::Withhold | Act::Open => Text::both("Ditahan", "Withheld"),
    };
    let ground_en = gap.ground.en.as_deref().unwrap_or(&gap.ground.id);
    let detail = Text::both(
        format!(
            "Isi entri {index} ditutup oleh {} pada {}. Dasar: {}",
            gap.decided_by, gap.decided_at, gap.ground.id
        ),
        format!(
            "The content of entry {index} was closed by {} at {}. Ground: {ground_en}",
            gap.decided_by, gap.decided_at
        ),
    );
    (title, detail)
}

/// Anything else under `/log/`.
pub(crate) async fn elsewhere() -> Response {
    plain(
        StatusCode::NOT_FOUND,
        "under /log/ there are: checkpoint, key, tile/LEVEL/INDEX, tile/entries/INDEX, body/NUMBER, bodies/INDEX",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::entry::Micros;

    #[test]
    fn only_what_is_full_is_kept_forever() {
        assert_eq!(cache_of("0/x001/067"), FOREVER);
        assert_eq!(cache_of("entries/000"), FOREVER);
        assert_eq!(cache_of("0/000.p/5"), BRIEFLY);
        assert_eq!(cache_of("entries/000.p/255"), BRIEFLY);
    }

    #[test]
    fn a_closed_body_names_its_ground_and_who_decided() {
        let gap = Gap {
            entry: 7,
            at: Micros(0),
            act: Act::Erase,
            ground: Text::both("UU 27/2022 Pasal 8", "UU 27/2022 art. 8"),
            decided_by: "PPID Contoh".into(),
            decided_at: Micros(1_763_800_000_000_000),
        };
        let (title, detail) = closed_words(7, Some(&gap));
        assert_eq!(title.id, "Dihapus");
        for part in [
            "entri 7",
            "PPID Contoh",
            "2025-11-22T08:26:40.000000Z",
            "UU 27/2022 Pasal 8",
        ] {
            assert!(detail.id.contains(part), "{part}");
        }
        assert!(closed_words(7, None).0.id.contains("Belum"));
    }
}
