//! `/baca`, as a citizens' group uses it: paste, correct, accept, take away, and have it recorded.

use std::path::{Path, PathBuf};

use app::{App, Clock, Config, Filter};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use domain::SubjectKind;
use intake::founding::File;
use tower::ServiceExt;

const EXAMPLE: &str = include_str!("../../../web/src/press/example.txt");

fn record(name: &str) -> App {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    let clock = Clock::at("2026-11-22T09:00:00+07:00".parse().unwrap());
    let app = App::open(Config {
        folder,
        origin: None,
        clock,
    })
    .unwrap();
    let founding = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../founding/banten");
    app.import(&founding, "Sinergi", false, domain::Lang::En, &mut |_| {})
        .unwrap();
    app.wait_for_search();
    app
}

struct Answer {
    status: StatusCode,
    kind: String,
    text: String,
}

async fn send(site: &Router, request: Request<Body>) -> Answer {
    let response = site.clone().oneshot(request).await.unwrap();
    let status = response.status();
    let kind = response.headers()[header::CONTENT_TYPE]
        .to_str()
        .unwrap()
        .to_owned();
    let bytes = to_bytes(response.into_body(), 32 << 20).await.unwrap();
    Answer {
        status,
        kind,
        text: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

const BOUNDARY: &str = "batas-formulir-4711";

/// A form as a browser sends it; a file's value has its name before a bar.
fn form(path: &str, fields: &[(String, String)], file: Option<(&str, &[u8])>) -> Request<Body> {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(
            format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
            .bytes(),
        );
    }
    if let Some((name, bytes)) = file {
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"{name}\"\r\n\r\n").bytes(),
        );
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    Request::post(path)
        .header(
            header::CONTENT_TYPE,
            format!("multipart/form-data; boundary={BOUNDARY}"),
        )
        .body(Body::from(body))
        .unwrap()
}

fn text(value: &str) -> (String, String) {
    // A browser ends lines its own way.
    ("teks".to_owned(), value.replace('\n', "\r\n"))
}

fn field(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// The names of the fields that the page lets somebody change, and what stands in them.
fn inputs(page: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for part in page.split("name=\"v.").skip(1) {
        let name = part.split('"').next().unwrap();
        let value = part.split_once("value=\"").map(|(_, rest)| rest);
        let value = value.and_then(|rest| rest.split('"').next());
        found.push((name.to_owned(), value.unwrap_or_default().to_owned()));
    }
    found
}

#[tokio::test]
async fn what_is_accepted_is_taken_away_as_a_file_and_can_be_recorded() {
    let app = std::thread::spawn(|| record("review-page")).join().unwrap();
    let site = web::router(app.clone());
    let before = app.log_size();
    let page = send(&site, form("/baca", &[text(EXAMPLE)], None)).await;
    assert_eq!(page.status, StatusCode::OK);
    let names: Vec<String> = inputs(&page.text)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    for wanted in [
        "date_of_event",
        "people.0.name",
        "agreement.kind",
        "commitments.0.what",
    ] {
        assert!(
            names.iter().any(|name| name == wanted),
            "{wanted}: {names:?}"
        );
    }
    for words in [
        "Belum ada yang terbit",
        "value=\"2025-11-14\"",
        "Wira Santosa",
        "Lestari Ayuningtyas",
        "<mark id=\"p1\">",
    ] {
        assert!(page.text.contains(words), "{words}");
    }

    // Nothing was accepted: there is no file, and the page says what to do.
    let page = send(&site, form("/baca/berkas", &[text(EXAMPLE)], None)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("Belum ada draf yang diterima"));

    let answers = [
        text(EXAMPLE),
        field("d.event", "accept"),
        field("d.agreement", "accept"),
        field("d.commitments.0", "accept"),
        field("v.place", "Pendopo Kabupaten Lebak, Rangkasbitung"),
    ];
    let file = send(&site, form("/baca/berkas", &answers, None)).await;
    assert_eq!(
        (file.status, &*file.kind),
        (StatusCode::OK, "application/toml; charset=utf-8"),
        "{}",
        file.text
    );
    for part in [
        "[[source]]",
        "[[gathering]]",
        "[[agreement]]",
        "[[commitment]]",
        "[[correction]]",
        "Pendopo Kabupaten Lebak, Rangkasbitung",
    ] {
        assert!(file.text.contains(part), "{part} is not in\n{}", file.text);
    }
    assert!(
        !file.text.contains("Mereka bertanya kapan diperbaiki"),
        "the article's text is no part of the record"
    );
    assert_eq!(app.log_size(), before, "the page records nothing");

    // Whoever keeps the record records the file, and finds the promise among the others.
    let toml = file.text.clone();
    let recorded = std::thread::spawn(move || {
        let files = [File {
            name: "draf-sinergi.toml",
            text: &toml,
        }];
        let imported = app.import_files(&files, "Sinergi", false, domain::Lang::En, &mut |_| {});
        imported.map(|_| app)
    })
    .join()
    .unwrap();
    let app = recorded.unwrap_or_else(|problems| panic!("{problems:?}\n{}", file.text));
    let filter = Filter {
        kind: SubjectKind::Commitment,
        organization: app.government("36.02").unwrap(),
        family: None,
        year: None,
        page: 1,
    };
    let promises = app.list(&filter).unwrap().rows;
    assert!(
        promises
            .iter()
            .any(|row| row.title.id.contains("12 kilometer")),
        "{promises:?}"
    );

    // The same text once more: the record knows the event now.
    std::thread::scope(|scope| scope.spawn(|| app.wait_for_search()).join().unwrap());
    let page = send(&site, form("/en/baca", &[text(EXAMPLE)], None)).await;
    assert!(page.text.contains("This may be recorded already"));
}

/// The fields of a form, the name and bytes of its file, and words of the answer.
type Case<'a> = (&'a [(String, String)], Option<(&'a str, &'a [u8])>, &'a str);

#[tokio::test]
async fn bad_input_is_refused_in_words_and_keeps_what_was_written() {
    let app = std::thread::spawn(|| record("review-page-bad"))
        .join()
        .unwrap();
    let site = web::router(app);
    let cases: [Case<'_>; 5] = [
        (&[], None, "Tidak ada teks dan tidak ada berkas"),
        (
            &[text(
                "The governor met the mayor and they agreed on roads, schools and the water of the city, and that all of it would be done.",
            )],
            None,
            "berbahasa Inggris",
        ),
        (
            &[text(EXAMPLE), field("terbit", "kemarin dulu")],
            None,
            "“kemarin dulu”",
        ),
        (
            &[],
            Some(("gambar.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")),
            "role=\"alert\"",
        ),
        (&[text("   \n\n ")], None, "Tidak ada teks"),
    ];
    for (fields, file, words) in cases {
        let page = send(&site, form("/baca", fields, file)).await;
        assert!(page.status.is_client_error(), "{words}: {}", page.status);
        assert!(
            page.text.contains(words),
            "{words} is not in\n{}",
            page.text
        );
    }

    let page = send(
        &site,
        form(
            "/baca",
            &[text(EXAMPLE), field("terbit", "kemarin dulu")],
            None,
        ),
    );
    let page = page.await;
    assert!(
        page.text.contains("Mereka bertanya kapan diperbaiki"),
        "the pasted text is lost"
    );

    let answers = [
        text(EXAMPLE),
        field("d.event", "accept"),
        field("r.commitments.0", "Belum <pasti>"),
        field("v.date_of_event", "Jumat <kemarin>"),
        field("v.people.0.name", "Wira & Santosa"),
    ];
    let page = send(&site, form("/baca/berkas", &answers, None)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in [
        "Jumat &lt;kemarin&gt;",
        "Wira &amp; Santosa",
        "Belum &lt;pasti&gt;",
        "aria-invalid=\"true\"",
    ] {
        assert!(page.text.contains(words), "{words}");
    }
    assert!(!page.text.contains("<kemarin>"));
    let request = Request::get("/en/baca/berkas").body(Body::empty()).unwrap();
    let away = site.clone().oneshot(request).await.unwrap();
    assert_eq!(
        away.headers()[header::LOCATION],
        "/en/baca",
        "the other language's form"
    );
    let request = Request::post("/baca").body(Body::from("teks=x")).unwrap();
    assert_eq!(send(&site, request).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn programs_get_the_reading_as_json_as_often_as_is_fair() {
    let app = std::thread::spawn(|| record("review-page-api"))
        .join()
        .unwrap();
    let site = web::router(app);
    let ask = |query: &str, kind: &str, body: &[u8]| {
        Request::post(format!("/api/v1/readings{query}"))
            .header(header::CONTENT_TYPE, kind)
            // Its own address, so that the limit of the other tests is not this one's.
            .extension(axum::extract::ConnectInfo(std::net::SocketAddr::from((
                [192, 0, 2, 7],
                4711,
            ))))
            .body(Body::from(body.to_vec()))
            .unwrap()
    };
    let plain = "text/plain; charset=utf-8";
    let answer = send(
        &site,
        ask(
            "?published=2025-11-15&file=contoh.txt",
            plain,
            EXAMPLE.as_bytes(),
        ),
    )
    .await;
    assert_eq!(
        (answer.status, &*answer.kind),
        (StatusCode::OK, "application/json")
    );
    let json: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(json["source"]["file"], "contoh.txt");
    assert_eq!(json["source"]["published"], "2025-11-15");
    assert_eq!(json["date_of_event"], "2025-11-14");
    assert_eq!(json["event_type"], "signing");
    assert!(json["spans"].is_object());

    let page = format!("<html><head><title>x</title></head><body><p>{EXAMPLE}</p></body></html>");
    let answer = send(&site, ask("", "text/html", page.as_bytes())).await;
    let json: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(json["date_of_event"], "2025-11-14");

    assert_eq!(
        send(&site, ask("?published=besok", plain, b"x"))
            .await
            .status,
        StatusCode::BAD_REQUEST
    );
    let scan = send(&site, ask("", "application/pdf", b"%PDF-1.7\nnothing")).await;
    assert_eq!(
        (scan.status, &*scan.kind),
        (StatusCode::UNPROCESSABLE_ENTITY, "application/problem+json")
    );
    let large = vec![b'a'; 5 * 1024 * 1024 + 1];
    assert_eq!(
        send(&site, ask("", plain, &large)).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let mut refused = 0;
    for _ in 0..40 {
        let answer = send(&site, ask("", plain, b"x")).await;
        refused += u32::from(answer.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!((10..40).contains(&refused), "{refused} of 40 were refused");
}

#[tokio::test]
async fn an_office_teaches_the_page_its_own_words() {
    let app = std::thread::spawn(|| record("review-page-words"))
        .join()
        .unwrap();
    let own = intake::press::File {
        name: "kata.toml",
        text: "[post_office]\n\"kadisbunda\" = \"Kepala Dinas Perkebunan Daerah\"\n",
    };
    let own = intake::press::Gazetteer::with(&[own]).unwrap();
    let told = "SERANG - Bupati Lebak Intan Maharani membuka rapat koordinasi di Pendopo, Senin (3/11/2025). Rapat itu dihadiri pula \
                oleh Kadisbunda Lebak Wira Santosa yang mengatakan bahwa lahan kakao akan diperluas pada tahun depan.";
    let roles = async |site| {
        let request = Request::post("/api/v1/readings")
            .header(header::CONTENT_TYPE, "text/plain; charset=utf-8")
            .extension(axum::extract::ConnectInfo(std::net::SocketAddr::from((
                [192, 0, 2, 8],
                4711,
            ))))
            .body(Body::from(told))
            .unwrap();
        let answer = send(&site, request).await;
        let json: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
        json["people"].to_string()
    };
    let own_words = roles(web::router_with(app.clone(), own)).await;
    assert!(
        own_words.contains("Kepala Dinas Perkebunan Daerah"),
        "{own_words}"
    );
    let builtin = roles(web::router(app)).await;
    assert!(!builtin.contains("Perkebunan Daerah"), "{builtin}");
}
