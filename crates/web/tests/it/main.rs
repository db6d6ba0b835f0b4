//! The router as browsers and programs meet it, over a record on its first day.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on should fail where it stands"
)]

mod records;

use app::{App, Clock, Config};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use axum::response::Response;
use tempfile::TempDir;
use tower::ServiceExt;

/// A portal over an empty record, on 22 November 2026 at nine in Jakarta.
struct Portal {
    router: Router,
    _folder: TempDir,
}

/// An answer, read to its end.
struct Answer {
    head: Response<()>,
    body: Bytes,
}

impl Portal {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::at("2026-11-22T09:00:00+07:00".parse().unwrap());
        let app = App::open(Config {
            folder: folder.path().to_owned(),
            origin: Some("uji.example/log".to_owned()),
            clock,
        })
        .unwrap();
        Self {
            router: web::router(app),
            _folder: folder,
        }
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(header::HeaderName, &str)],
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        let answer = self
            .router
            .clone()
            .oneshot(request.body(Body::empty()).unwrap())
            .await
            .unwrap();
        let (parts, body) = answer.into_parts();
        Answer {
            head: Response::from_parts(parts, ()),
            body: to_bytes(body, 1 << 22).await.unwrap(),
        }
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[]).await
    }
}

impl Answer {
    fn status(&self) -> StatusCode {
        self.head.status()
    }
    fn header(&self, name: header::HeaderName) -> &str {
        self.head
            .headers()
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

#[tokio::test]
async fn on_the_first_day_every_page_says_what_will_appear() {
    let portal = Portal::new();
    for (path, says) in [
        ("/", "Belum ada janji yang tercatat"),
        ("/en/", "No promise is on record yet"),
        ("/janji", "Belum ada janji yang tercatat."),
        ("/en/perjanjian", "No agreements recorded yet."),
        ("/perubahan", "Belum ada yang dicatat."),
        ("/pemda", "Pemerintah daerah"),
        ("/cari?q=banten", "Tidak ada catatan yang cocok"),
        ("/metode", "Lima keadaan"),
        ("/glosarium", "kesepakatan bersama (KB)"),
        ("/tentang", "uji.example/log"),
    ] {
        let answer = portal.get(path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert!(answer.text().contains(says), "{path} does not say '{says}'");
        assert_eq!(answer.text().matches("<h1").count(), 1, "{path}");
    }
}

#[tokio::test]
async fn what_went_wrong_is_a_page_in_the_readers_language() {
    let portal = Portal::new();
    for (path, status, says) in [
        ("/tidak-ada", 404, "Halaman ini tidak ada"),
        ("/en/tidak-ada", 404, "There is no such page"),
        ("/pemda/99", 404, "Halaman ini tidak ada"),
        ("/janji/0123456789-x", 404, "Halaman ini tidak ada"),
        ("/janji?tahun=kemarin", 400, "“kemarin”"),
        ("/en/janji?status=selesai", 400, "ditepati"),
        ("/janji?pemda=99", 400, "36.73"),
        ("/janji?halaman=0", 400, "angka dari 1"),
        ("/en/cari?jenis=benda", 400, "no kind “benda”"),
    ] {
        let answer = portal.get(path).await;
        assert_eq!(answer.status().as_u16(), status, "{path}");
        assert!(answer.text().contains(says), "{path} does not say '{says}'");
        assert!(answer.header(header::ETAG).is_empty(), "{path}");
    }
    let long = portal.get(&format!("/cari?q={}", "a".repeat(201))).await;
    assert_eq!(long.status(), StatusCode::BAD_REQUEST);
    let posted = portal.send(Method::POST, "/", &[]).await;
    assert_eq!(
        (posted.status(), posted.header(header::ALLOW)),
        (StatusCode::METHOD_NOT_ALLOWED, "GET,HEAD")
    );
    let api = portal.get("/api/v0/nothing").await;
    assert_eq!(
        (api.status(), api.header(header::CONTENT_TYPE)),
        (StatusCode::NOT_FOUND, "application/problem+json")
    );
}

#[tokio::test]
async fn every_answer_is_guarded_and_sets_no_cookie() {
    let portal = Portal::new();
    for path in [
        "/",
        "/en/metode",
        "/tidak-ada",
        "/janji?tahun=x",
        "/static/sinergi.svg",
        "/pemda.csv",
        "/log/checkpoint",
    ] {
        let answer = portal.get(path).await;
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self'")
                && !policy.contains("unsafe"),
            "{path}: {policy}"
        );
        assert_eq!(
            answer.header(header::X_CONTENT_TYPE_OPTIONS),
            "nosniff",
            "{path}"
        );
        assert!(answer.header(header::SET_COOKIE).is_empty(), "{path}");
        assert!(
            !answer.text().contains(" style=") && !answer.text().contains("<script"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_page_that_is_known_is_not_sent_again() {
    let portal = Portal::new();
    let first = portal.get("/metode").await;
    let tag = first.header(header::ETAG).to_owned();
    assert!(tag.len() > 10);
    let again = portal
        .send(Method::GET, "/metode", &[(header::IF_NONE_MATCH, &tag)])
        .await;
    assert_eq!(
        (again.status(), again.body.len()),
        (StatusCode::NOT_MODIFIED, 0)
    );
    let english = portal
        .send(Method::GET, "/en/metode", &[(header::IF_NONE_MATCH, &tag)])
        .await;
    assert_eq!(english.status(), StatusCode::OK);
    assert_eq!(portal.get("/metode").await.body, first.body);
}

#[tokio::test]
async fn a_page_is_compressed_for_those_who_ask_and_head_tells_its_length() {
    let portal = Portal::new();
    let plain = portal.get("/metode").await;
    for _ in 0..2 {
        let packed = portal
            .send(
                Method::GET,
                "/metode",
                &[(header::ACCEPT_ENCODING, "gzip, br")],
            )
            .await;
        assert_eq!(packed.header(header::CONTENT_ENCODING), "gzip");
        assert_eq!(packed.header(header::VARY), "accept-encoding");
        let mut unpacked = Vec::new();
        std::io::Read::read_to_end(
            &mut flate2::read::GzDecoder::new(&packed.body[..]),
            &mut unpacked,
        )
        .unwrap();
        assert_eq!(unpacked, plain.body);
    }
    let head = portal.send(Method::HEAD, "/metode", &[]).await;
    assert_eq!(
        (
            head.status(),
            head.body.len(),
            head.header(header::CONTENT_LENGTH)
        ),
        (StatusCode::OK, 0, plain.body.len().to_string().as_str())
    );
}

#[tokio::test]
async fn the_style_sheet_is_where_pages_say_and_stays_there() {
    let portal = Portal::new();
    let page = portal.get("/").await;
    let address = page
        .text()
        .split("href=\"")
        .find(|part| part.starts_with("/static/style-"))
        .unwrap();
    let address = address.split('"').next().unwrap();
    let sheet = portal.get(address).await;
    assert_eq!(
        (sheet.status(), sheet.header(header::CONTENT_TYPE)),
        (StatusCode::OK, "text/css; charset=utf-8")
    );
    assert!(sheet.header(header::CACHE_CONTROL).contains("immutable"));
    assert_eq!(
        portal
            .get("/static/style-0000000000000000.css")
            .await
            .status(),
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn english_begins_at_its_own_home() {
    let portal = Portal::new();
    let answer = portal.get("/en?q=1").await;
    assert_eq!(
        (answer.status(), answer.header(header::LOCATION)),
        (StatusCode::PERMANENT_REDIRECT, "/en/?q=1")
    );
    let page = portal.get("/en/janji?tahun=2025").await;
    for link in [
        "href=\"/janji?tahun=2025\" lang=\"id\"",
        "<html lang=\"en\">",
        "href=\"/en/pemda\"",
    ] {
        assert!(page.text().contains(link), "{link}");
    }
}
