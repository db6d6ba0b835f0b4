//! The portal as a browser and a program ask for it, over the founding record.

use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use app::{App, Clock, Config, Filter, Moment};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use domain::any::AnyState;
use domain::disclosure::Act;
use domain::entry::By;
use domain::public::PublicRecord;
use domain::{Lang, Reference, SubjectKind, Text};
use tower::ServiceExt;

/// The founding record with one fact withheld and one statement erased.
struct Site {
    app: App,
    withheld: u64,
    erased: u64,
    /// The page of the commitment whose fact is withheld.
    gap_page: String,
    /// The page of the statement that was erased, and its address while it still had a title.
    erased_page: String,
    named_page: String,
}

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    // Recording waits for the disk, which a runtime's own thread must not do.
    SITE.get_or_init(|| std::thread::spawn(begin).join().unwrap())
}

fn begin() -> Site {
    // One folder for all runs, begun anew by each: nothing drops what is static.
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("portal");
    let _ = std::fs::remove_dir_all(&folder);
    let clock = Clock::at("2026-11-22T09:00:00+07:00".parse().unwrap());
    let app = App::open(Config {
        folder,
        origin: None,
        clock,
    })
    .unwrap();
    let founding = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../founding/banten");
    app.import(&founding, "Sinergi", false, Lang::En, &mut |_| {})
        .unwrap();
    let commitment = Reference::from_key(SubjectKind::Commitment, "sekolah-gratis-kelas-10");
    let withheld = app.history(commitment).unwrap()[1].entry;
    let gap_page = app.view(commitment, Moment::Now).unwrap().unwrap().path;
    let filter = Filter {
        kind: SubjectKind::Statement,
        organization: None,
        family: None,
        year: None,
        page: 1,
    };
    let statement = app.list(&filter).unwrap().rows.pop().unwrap();
    let erased = app.history(statement.subject).unwrap()[0].entry;
    for (entry, act) in [(withheld, Act::Withhold), (erased, Act::Erase)] {
        let by = By {
            office: "Biro Hukum".to_owned(),
            role: "operator".to_owned(),
            account: None,
        };
        let ground = Text::both("UU 27/2022 Pasal 8", "Law 27/2022, article 8");
        app.disclose(by, entry, act, ground, "Biro Hukum Contoh".to_owned())
            .unwrap();
    }
    assert!(app.wait_for_search());
    let erased_page = app
        .view(statement.subject, Moment::Now)
        .unwrap()
        .unwrap()
        .path;
    Site {
        app,
        withheld,
        erased,
        gap_page,
        named_page: statement.path,
        erased_page,
    }
}

fn router() -> Router {
    web::router(site().app.clone())
}

struct Answer {
    status: StatusCode,
    kind: String,
    location: Option<String>,
    text: String,
}

async fn ask(method: Method, path: &str) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .body(Body::empty())
        .unwrap();
    let response = router().oneshot(request).await.unwrap();
    let of = |name| {
        response
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
    };
    let (status, kind, location) = (
        response.status(),
        of(header::CONTENT_TYPE).unwrap_or_default(),
        of(header::LOCATION),
    );
    let bytes = to_bytes(response.into_body(), 64 << 20).await.unwrap();
    Answer {
        status,
        kind,
        location,
        text: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

async fn get(path: &str) -> Answer {
    ask(Method::GET, path).await
}

/// The page of the record with this key.
fn page_of(kind: SubjectKind, key: &str) -> String {
    site()
        .app
        .view(Reference::from_key(kind, key), Moment::Now)
        .unwrap()
        .unwrap()
        .path
}

/// One address of each kind of page.
fn pages() -> Vec<String> {
    let mut pages: Vec<String> = [
        "/",
        "/perubahan",
        "/pemda",
        "/pemda/36",
        "/pemda/36.73",
        "/pemda/11",
        "/janji",
        "/perjanjian",
        "/kegiatan",
        "/program",
        "/pernyataan",
        "/sumber",
        "/lembaga",
        "/pejabat",
        "/orang",
        "/cari",
        "/cari?q=jalan+desa",
        "/cari?q=zzzzzz",
        "/metode",
        "/glosarium",
        "/tentang",
        "/verifikasi",
        "/verifikasi?q=3",
        "/verifikasi?q=999999",
        "/janji?status=tanpa-kabar",
        "/sumber?halaman=2",
    ]
    .map(str::to_owned)
    .to_vec();
    for kind in SubjectKind::PUBLIC {
        let filter = Filter {
            kind,
            organization: None,
            family: None,
            year: None,
            page: 1,
        };
        let rows = site().app.list(&filter).unwrap().rows;
        assert!(!rows.is_empty(), "{kind}");
        pages.extend(rows.into_iter().take(3).map(|row| row.path));
    }
    pages.push(format!("/verifikasi?q={}", site().withheld));
    pages.push(format!("/verifikasi?q={}", site().erased));
    pages.push(site().gap_page.clone());
    pages
}

#[tokio::test]
async fn every_kind_of_page_answers_in_both_languages() {
    for path in pages() {
        for (address, lang) in [(path.clone(), "id"), (format!("/en{path}"), "en")] {
            let answer = get(&address).await;
            assert_eq!(answer.status, StatusCode::OK, "{address}");
            assert!(
                answer.kind.starts_with("text/html"),
                "{address}: {}",
                answer.kind
            );
            assert!(
                answer.text.contains(&format!("<html lang=\"{lang}\"")),
                "{address}"
            );
            assert_eq!(answer.text.matches("<h1").count(), 1, "{address}");
            assert!(
                !answer.text.contains("<script") && !answer.text.contains(" style="),
                "{address}"
            );
            let words = answer.text.to_lowercase();
            assert!(
                !words.contains("lorem") && !words.contains("todo:") && !words.contains("panicked"),
                "{address}"
            );
        }
    }
}

/// The addresses on this site that a page links to.
fn links(html: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for part in html.split("href=\"").skip(1) {
        let link = part.split('"').next().unwrap().replace("&amp;", "&");
        let link = link.split('#').next().unwrap().to_owned();
        if link.starts_with('/') && !link.starts_with("//") {
            found.insert(link);
        }
    }
    found
}

#[tokio::test]
async fn no_page_links_to_nowhere() {
    // The judges crawl everything; here, what is one step away from each kind of page.
    let mut seen = BTreeSet::new();
    let mut waiting: VecDeque<(String, String)> = VecDeque::new();
    for path in pages() {
        for link in links(&get(&path).await.text) {
            if seen.insert(link.clone()) {
                waiting.push_back((path.clone(), link));
            }
        }
    }
    assert!(waiting.len() > 300, "only {} links", waiting.len());
    // Lists of hundreds of governments lead to pages alike: enough of each folder.
    let mut of_folder = std::collections::HashMap::new();
    for (from, link) in waiting {
        let folder = link
            .trim_start_matches("/en")
            .split('/')
            .nth(1)
            .unwrap_or_default()
            .to_owned();
        let count: &mut u32 = of_folder.entry(folder).or_default();
        *count += 1;
        if *count > 40 {
            continue;
        }
        let status = get(&link).await.status;
        // What was erased is linked where it was named, and its page says so.
        let told = status == StatusCode::OK
            || (status == StatusCode::GONE && link.ends_with(&site().erased_page));
        assert!(
            told || status == StatusCode::PERMANENT_REDIRECT,
            "{from} links to {link}: {status}"
        );
    }
}

#[tokio::test]
async fn a_wrong_slug_leads_to_the_right_one_and_a_wrong_handle_nowhere() {
    let right = page_of(SubjectKind::Commitment, "sekolah-gratis-kelas-10");
    let handle = &right["/janji/".len()..][..10];
    for wrong in [
        format!("/janji/{handle}"),
        format!("/janji/{handle}-judul-lama"),
        format!("/janji/{handle}-"),
    ] {
        for (prefix, query) in [
            ("", ""),
            ("/en", ""),
            ("", "?as_of=2025-10-31"),
            ("/en", "?known_at=2026-11-21&x=1"),
        ] {
            let answer = get(&format!("{prefix}{wrong}{query}")).await;
            assert_eq!(
                answer.status,
                StatusCode::PERMANENT_REDIRECT,
                "{wrong}{query}"
            );
            assert_eq!(
                answer.location.as_deref(),
                Some(format!("{prefix}{right}{query}").as_str())
            );
        }
    }
    for nowhere in [
        format!("/perjanjian/{handle}"),
        "/janji/0000000000-x".to_owned(),
        "/janji/pendek".to_owned(),
        format!("/janji/{handle}x"),
    ] {
        assert_eq!(
            get(&nowhere).await.status,
            StatusCode::NOT_FOUND,
            "{nowhere}"
        );
    }
    let capitals = format!("/janji/{}", handle.to_uppercase());
    assert!(matches!(
        get(&capitals).await.status,
        StatusCode::NOT_FOUND | StatusCode::PERMANENT_REDIRECT
    ));
}

#[tokio::test]
async fn what_does_not_exist_cannot_be_read_or_is_not_understood_has_a_page_of_its_own() {
    let commitment = page_of(SubjectKind::Commitment, "sekolah-gratis-kelas-10");
    let cases = [
        ("/tidak-ada".to_owned(), StatusCode::NOT_FOUND, "text/html"),
        (
            "/en/not-there".to_owned(),
            StatusCode::NOT_FOUND,
            "text/html",
        ),
        (
            "/pemda/99.99".to_owned(),
            StatusCode::NOT_FOUND,
            "text/html",
        ),
        (
            format!("{commitment}?as_of=kemarin"),
            StatusCode::BAD_REQUEST,
            "text/html",
        ),
        (
            format!("/en{commitment}?known_at=yesterday"),
            StatusCode::BAD_REQUEST,
            "text/html",
        ),
        (
            format!("{commitment}?as_of=2099-01-01"),
            StatusCode::BAD_REQUEST,
            "text/html",
        ),
        (
            "/janji?halaman=0".to_owned(),
            StatusCode::BAD_REQUEST,
            "text/html",
        ),
        (
            format!("/cari?q={}", "a".repeat(201)),
            StatusCode::BAD_REQUEST,
            "text/html",
        ),
        (site().erased_page.clone(), StatusCode::GONE, "text/html"),
        (
            "/api/v1/promises.jsonl".to_owned(),
            StatusCode::NOT_FOUND,
            "application/problem+json",
        ),
        (
            "/api/v1/commitments/0000000000".to_owned(),
            StatusCode::NOT_FOUND,
            "application/problem+json",
        ),
        (
            "/api/v2/commitments".to_owned(),
            StatusCode::NOT_FOUND,
            "application/problem+json",
        ),
        (
            "/log/tile/0/999".to_owned(),
            StatusCode::NOT_FOUND,
            "text/plain",
        ),
        ("/log/apa".to_owned(), StatusCode::NOT_FOUND, "text/plain"),
    ];
    for (path, status, kind) in cases {
        let answer = get(&path).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.kind.starts_with(kind), "{path}: {}", answer.kind);
        if kind == "text/html" {
            assert_eq!(answer.text.matches("<h1").count(), 1, "{path}");
            assert!(
                answer.text.contains("<nav") && answer.text.contains("/cari"),
                "{path}: a way on"
            );
            assert_eq!(
                answer.text.contains("<html lang=\"en\""),
                path.starts_with("/en"),
                "{path}"
            );
        }
    }
    let refused = get(&format!("{commitment}?as_of=kemarin")).await.text;
    assert!(
        refused.contains("kemarin") && refused.contains("as_of=2025-10-31"),
        "the value and the remedy"
    );
}

#[tokio::test]
async fn everybody_may_read_everything_and_nobody_may_write_anything() {
    let mut addresses = pages();
    addresses.extend(
        [
            "/log/checkpoint",
            "/log/key",
            "/log/body/0",
            "/api/v1/commitments.jsonl",
            "/static/style.css",
        ]
        .map(str::to_owned),
    );
    for address in &addresses {
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let answer = ask(method.clone(), address).await;
            assert_eq!(
                answer.status,
                StatusCode::METHOD_NOT_ALLOWED,
                "{method} {address}"
            );
        }
        let head = ask(Method::HEAD, address).await;
        assert!(
            head.text.is_empty() && head.status != StatusCode::METHOD_NOT_ALLOWED,
            "HEAD {address}: {}",
            head.status
        );
    }
    assert_eq!(
        ask(Method::POST, "/tidak-ada").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_page_of_another_day_says_so_and_leads_back() {
    let page = page_of(SubjectKind::Commitment, "sekolah-gratis-kelas-10");
    assert!(!get(&page).await.text.contains("class=\"notice\""));
    for (query, words) in [
        ("as_of=2025-06-30", "30 Juni 2025"),
        ("known_at=2026-11-22T09:00:00%2B07:00", "22 November 2026"),
    ] {
        let answer = get(&format!("{page}?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK);
        let notice = answer
            .text
            .split("class=\"notice\"")
            .nth(1)
            .unwrap_or_else(|| panic!("{query}: no notice"));
        let notice = &notice[..notice.find("</p>").unwrap()];
        assert!(notice.contains(words), "{query}: {notice}");
        assert!(
            notice.contains(&format!("href=\"{page}\"")),
            "{query}: {notice}"
        );
    }
    // Before it was made there is nothing to show but that.
    let before = get(&format!("{page}?as_of=2025-01-31")).await;
    assert_eq!(before.status, StatusCode::OK);
    assert!(before.text.contains("belum terjadi"));
    for path in [
        page_of(SubjectKind::Agreement, "banten-bengkulu-2025"),
        "/pemda/36".to_owned(),
    ] {
        let then = get(&format!("/en{path}?as_of=2025-10-31")).await;
        assert_eq!(then.status, StatusCode::OK);
        assert!(
            then.text.contains("class=\"notice\"") && then.text.contains("31 October 2025"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn an_erased_title_is_gone_from_the_address_too() {
    let Site {
        erased_page,
        named_page,
        ..
    } = site();
    assert_ne!(erased_page, named_page);
    let answer = get(named_page).await;
    assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(answer.location.as_deref(), Some(erased_page.as_str()));
    let words = named_page.split_once('-').unwrap().1;
    for page in [
        "/",
        "/pernyataan",
        "/perubahan",
        erased_page.as_str(),
        "/pemda/36",
    ] {
        assert!(!get(page).await.text.contains(words), "{page}");
    }
}

#[tokio::test]
async fn what_is_withheld_or_erased_is_named_with_its_ground_wherever_it_is_asked_for() {
    let Site {
        withheld,
        erased,
        gap_page,
        erased_page,
        ..
    } = site();
    for (entry, status) in [
        (withheld, StatusCode::FORBIDDEN),
        (erased, StatusCode::GONE),
    ] {
        let answer = get(&format!("/log/body/{entry}")).await;
        assert_eq!(answer.status, status);
        assert!(
            answer.text.contains("UU 27/2022 Pasal 8") && answer.text.contains("Biro Hukum Contoh"),
            "{}",
            answer.text
        );
    }
    for (lang, ground) in [
        ("", "UU 27/2022 Pasal 8"),
        ("/en", "Law 27/2022, article 8"),
    ] {
        for page in [
            gap_page,
            erased_page,
            &format!("/verifikasi?q={withheld}"),
            &format!("/verifikasi?q={erased}"),
        ] {
            let text = get(&format!("{lang}{page}")).await.text;
            assert!(
                text.contains(ground) && text.contains("Biro Hukum Contoh"),
                "{lang}{page}"
            );
        }
    }
}

#[tokio::test]
async fn the_log_is_served_by_the_published_paths_as_it_is_stored() {
    let app = &site().app;
    let checkpoint = get("/log/checkpoint").await;
    assert_eq!(
        (checkpoint.status, checkpoint.text),
        (StatusCode::OK, app.checkpoint())
    );
    assert_eq!(get("/log/key").await.text.trim(), app.verifier_key());
    let size = app.log_size();
    let bundles = size.div_ceil(256);
    for index in 0..bundles {
        let width = (size - index * 256).min(256);
        let tail = if width == 256 {
            format!("{index:03}")
        } else {
            format!("{index:03}.p/{width}")
        };
        for folder in ["tile/0", "tile/entries", "bodies"] {
            let path = format!("{folder}/{tail}");
            let request = Request::builder()
                .uri(format!("/log/{path}"))
                .body(Body::empty())
                .unwrap();
            let response = router().oneshot(request).await.unwrap();
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            let bytes = to_bytes(response.into_body(), 64 << 20).await.unwrap();
            assert_eq!(Some(bytes.to_vec()), app.tile(&path).unwrap(), "{path}");
        }
    }
    assert_eq!(
        get(&format!("/log/body/{size}")).await.status,
        StatusCode::NOT_FOUND
    );
    for path in [
        "tile/0/0",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/x000/000",
        "bodies/999",
        "body/-1",
        "body/007",
    ] {
        assert_eq!(
            get(&format!("/log/{path}")).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_json_of_a_record_is_the_line_of_its_kind_and_the_fold_of_the_log() {
    for kind in SubjectKind::PUBLIC {
        let plural = kind.plural();
        let all = get(&format!("/api/v1/{plural}.jsonl")).await;
        assert_eq!(all.status, StatusCode::OK);
        let lines: Vec<&str> = all.text.lines().collect();
        let counted = site().app.kind_counts().unwrap()[&kind];
        assert_eq!(lines.len() as u64, counted, "{plural}");
        for line in lines.iter().take(20) {
            let record: PublicRecord = serde_json::from_str(line).unwrap();
            let subject = Reference::new(record.kind, record.id);
            for name in [record.id.to_string(), subject.handle()] {
                let one = get(&format!("/api/v1/{plural}/{name}")).await;
                assert_eq!(
                    (one.status, one.text.trim_end()),
                    (StatusCode::OK, *line),
                    "{plural}/{name}"
                );
            }
            let view = site().app.view(subject, Moment::Now).unwrap().unwrap();
            assert_eq!(record.record, view.state.to_json().unwrap());
            assert_eq!(
                get(&record.path).await.status,
                StatusCode::OK,
                "{}",
                record.path
            );
            if let AnyState::Commitment(state) = &view.state {
                assert_eq!(record.status, Some(state.status(site().app.today())));
            }
        }
    }
}

#[tokio::test]
async fn verify_agrees_with_what_is_served_over_the_network() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(web::serve(listener, site().app.clone(), None, async {
        let _ = stopped.await;
    }));
    let key = site().app.verifier_key().to_owned();
    let check = move || {
        let options = verify::Options {
            key: Some(key),
            ..verify::Options::default()
        };
        verify::verify(&verify::Target::parse(&url), &options, &|_| {}).unwrap()
    };
    let report = tokio::task::spawn_blocking(check).await.unwrap();
    assert_eq!(report.findings, []);
    assert_eq!((report.counts.withheld, report.counts.erased), (1, 1));
    assert_eq!(report.counts.entries, site().app.log_size());
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
}
