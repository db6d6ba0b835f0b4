//! The pages of single records, as a reader meets them: a promise that moved, was corrected and was partly withheld.

use app::{App, Clock, Config, Request as Command};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use domain::commitment::{
    ChainFact, Commitment, Description, Fact, Indicator, LinkStanding, Moved, Stage,
};
use domain::disclosure::Act;
use domain::entry::By;
use domain::id::{CommitmentId, OrganizationId, SourceId};
use domain::organization::{self, Organization, OrganizationKind};
use domain::source::{self, Medium, Source};
use domain::{Text, citation, subject};
use tempfile::TempDir;
use tower::ServiceExt;

const PATH: &str = "/janji/108ydwzc77-membangun-40-jembatan-gantung-di-lebak";

/// A portal over the record of one promise, on 22 November 2026 at nine in Jakarta.
struct Portal {
    app: App,
    router: Router,
    _folder: TempDir,
}

struct Answer {
    status: StatusCode,
    location: String,
    text: String,
}

impl Portal {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::at("2026-11-22T09:00:00+07:00".parse().unwrap());
        let app = App::open(Config {
            folder: folder.path().to_owned(),
            origin: Some("uji.example/log".to_owned()),
            clock,
        })
        .unwrap();
        let portal = Self {
            router: web::router(app.clone()),
            app,
            _folder: folder,
        };
        portal.record_the_promise().await;
        portal
    }

    async fn record(&self, commands: Vec<Command>) {
        let by = By {
            office: "Biro Kerja Sama".into(),
            role: "import".into(),
            account: None,
        };
        self.app.execute(by, commands).await.unwrap();
    }

    async fn record_the_promise(&self) {
        let region = organization::Description {
            name: Text::both("Kabupaten Lebak", "Lebak Regency"),
            kind: OrganizationKind::Regency,
            region: Some("36.02".into()),
            also_known_as: vec![],
            parent: None,
            successor: None,
            seat: None,
            sources: vec![],
            differences: vec![],
        };
        let report = source::Description {
            outlet: "Kabar Lebak".into(),
            medium: Medium::News,
            title: None,
            address: None,
            published: None,
            retrieved: None,
            sha256: None,
            note: None,
        };
        let key = |key: &str| Some(key.to_owned());
        self.record(vec![
            request(
                OrganizationId::from_key("36.02"),
                subject::Command::<Organization>::Describe {
                    key: key("36.02"),
                    description: region,
                    on: None,
                    reason: None,
                },
            ),
            request(
                SourceId::from_key("kabar"),
                subject::Command::<Source>::Describe {
                    key: key("kabar"),
                    description: report,
                    on: None,
                    reason: None,
                },
            ),
            describe(promise("Membangun 40 jembatan gantung di Lebak."), None),
            note(
                "rencana",
                "2025-04-01",
                chain(
                    Stage::Planning,
                    LinkStanding::Evidenced,
                    "Masuk RKPD.",
                    Some("5.01.02"),
                    None,
                ),
            ),
            note(
                "anggaran",
                "2025-05-01",
                chain(
                    Stage::Budgeting,
                    LinkStanding::Evidenced,
                    "DPA terbit.",
                    None,
                    Some("5.01.02"),
                ),
            ),
            note(
                "lelang",
                "2025-06-01",
                chain(
                    Stage::Procurement,
                    LinkStanding::NotFound,
                    "Tidak ada paketnya.",
                    None,
                    None,
                ),
            ),
            note(
                "mundur",
                "2025-12-01",
                Fact::Moved(Moved {
                    due: Some("2026-11-10".parse().unwrap()),
                    target: Some("25".parse().unwrap()),
                    asked_by: None,
                    reason: Text::id("Banjir."),
                    sources: cited(),
                }),
            ),
        ])
        .await;
    }

    async fn get(&self, path: &str) -> Answer {
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let location = answer
            .headers()
            .get(header::LOCATION)
            .map_or(String::new(), |to| to.to_str().unwrap().to_owned());
        let status = answer.status();
        let text = String::from_utf8(
            to_bytes(answer.into_body(), 1 << 22)
                .await
                .unwrap()
                .to_vec(),
        )
        .unwrap();
        Answer {
            status,
            location,
            text,
        }
    }

    async fn disclose(&self, entry: u64, act: Act) {
        let app = self.app.clone();
        let by = By {
            office: "PPID Lebak".into(),
            role: "ppid".into(),
            account: None,
        };
        let ground = Text::both("UU 14/2008 Pasal 17", "UU 14/2008 art. 17");
        tokio::task::spawn_blocking(move || {
            app.disclose(by, entry, act, ground, "PPID Lebak".into())
                .unwrap()
        })
        .await
        .unwrap();
    }
}

fn cited() -> Vec<citation::Citation> {
    vec![citation::Citation {
        source: SourceId::from_key("kabar"),
        paragraph: Some(3),
        how: citation::How::ParaphrasedFrom,
    }]
}

fn request(
    subject: impl Into<domain::Reference>,
    command: impl Into<domain::any::AnyCommand>,
) -> Command {
    Command {
        subject: subject.into(),
        expected: None,
        command: command.into(),
        open: true,
    }
}

fn commitment() -> CommitmentId {
    CommitmentId::from_key("uji-jembatan")
}

fn promise(words: &str) -> Description {
    Description {
        promise: Text::both(words, "To build 40 hanging bridges in Lebak."),
        quote: Some("empat puluh jembatan, tidak kurang".into()),
        made_by: None,
        post: None,
        owners: vec![OrganizationId::from_key("36.02")],
        beneficiaries: vec![],
        due: Some("2025-12".parse().unwrap()),
        indicator: Some(Indicator {
            name: Text::both("Jembatan", "Bridges"),
            unit: "jembatan".into(),
            baseline: None,
            target: Some("40".parse().unwrap()),
        }),
        rhythm_days: Some(366),
        gathering: None,
        agreement: None,
        programme: None,
        sources: cited(),
        differences: vec![],
    }
}

fn describe(description: Description, reason: Option<Text>) -> Command {
    let on = Some("2025-03-10".parse().unwrap());
    request(
        commitment(),
        subject::Command::<Commitment>::Describe {
            key: Some("uji-jembatan".into()),
            description,
            on,
            reason,
        },
    )
}

fn note(key: &str, on: &str, fact: Fact) -> Command {
    request(
        commitment(),
        subject::Command::<Commitment>::Note {
            key: key.into(),
            fact,
            on: Some(on.parse().unwrap()),
        },
    )
}

fn chain(
    stage: Stage,
    standing: LinkStanding,
    what: &str,
    identifier: Option<&str>,
    ties_to: Option<&str>,
) -> Fact {
    Fact::Chain(ChainFact {
        stage,
        standing,
        what: Text::id(what),
        document: None,
        identifier: identifier.map(str::to_owned),
        ties_to: ties_to.map(str::to_owned),
        amount: None,
        organization: None,
        sources: cited(),
    })
}

/// Whether a page says each of these in this order.
fn check_order(text: &str, says: &[&str]) {
    let mut from = 0;
    for part in says {
        let at = text[from..].find(part);
        assert!(
            at.is_some(),
            "'{part}' is missing or comes too early in {text}"
        );
        from += at.unwrap() + part.len();
    }
}

#[tokio::test]
async fn a_promise_is_told_from_its_first_words_to_its_proof() {
    let portal = Portal::new().await;
    let page = portal.get(PATH).await;
    assert_eq!(page.status, StatusCode::OK);
    check_order(
        &page.text,
        &[
            "Terlambat</span>",
            "Membangun 40 jembatan gantung di Lebak</h1>",
            "pada 10 Maret 2025 dengan tenggat Desember 2025.",
            "Tenggatnya diubah 1 kali, kini 10 November 2026, dan sasarannya diturunkan dari 40 menjadi 25.",
            "Tenggatnya sudah lewat 12 hari; kabar terakhir 1 Desember 2025.",
            "“empat puluh jembatan, tidak kurang”",
            "class=\"link evidenced solid\"",
            "Terikat dengan tahap sebelumnya oleh 5.01.02.",
            "Rantai berhenti di sini.",
            "Dicari 1 Juni 2025, tidak ditemukan: Tidak ada paketnya.",
            "Belum ada penilaian independen.",
            "diparafrasakan dari paragraf 3",
            "Pertama kali dicatat",
            "belum dikonfirmasi pihak mana pun",
            "0 dari 0",
        ],
    );
    let english = portal.get(&format!("/en{PATH}")).await;
    check_order(
        &english.text,
        &[
            "Late</span>",
            "To build 40 hanging bridges in Lebak</h1>",
            "<blockquote class=\"promise\" lang=\"id\">",
            "The chain stops here.",
        ],
    );
}

#[tokio::test]
async fn an_address_with_another_slug_leads_to_the_right_one() {
    let portal = Portal::new().await;
    let moved = portal
        .get("/en/janji/108ydwzc77-sesuatu?as_of=2025-10-31")
        .await;
    assert_eq!(
        (moved.status, moved.location),
        (
            StatusCode::PERMANENT_REDIRECT,
            format!("/en{PATH}?as_of=2025-10-31")
        )
    );
    for path in [
        "/janji/0000000000-tidak-ada",
        "/janji/pendek",
        "/perjanjian/108ydwzc77",
    ] {
        assert_eq!(
            portal.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[tokio::test]
async fn another_day_shows_what_had_happened_by_then_and_says_so() {
    let portal = Portal::new().await;
    let page = portal.get(&format!("{PATH}?as_of=2025-05-15")).await;
    check_order(
        &page.text,
        &[
            "Anda melihat apa yang telah terjadi sampai 15 Mei 2025",
            "Dianggarkan</span>",
            "Tenggat dan sasarannya belum pernah diubah.",
        ],
    );
    assert!(
        !page.text.contains("Banjir."),
        "what came later is not there"
    );
    let before = portal.get(&format!("{PATH}?as_of=2025-03-09")).await;
    assert!(
        before
            .text
            .contains("Sampai hari itu hal ini belum terjadi"),
        "{}",
        before.text
    );
    let unknown = portal.get(&format!("{PATH}?known_at=2026-11-21")).await;
    assert!(
        unknown
            .text
            .contains("Pada saat itu hal ini belum dicatat."),
        "{}",
        unknown.text
    );
    for (query, names) in [
        ("as_of=kemarin", "“kemarin”"),
        ("as_of=2026-11-23", "23 November 2026"),
        ("as_of=2025-01-01&known_at=2026-11-22", "“known_at”"),
    ] {
        let refused = portal.get(&format!("{PATH}?{query}")).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(refused.text.contains(names), "{query}: {}", refused.text);
    }
}

#[tokio::test]
async fn a_correction_stands_in_the_history_old_beside_new() {
    let portal = Portal::new().await;
    portal
        .record(vec![describe(
            promise("Membangun 40 jembatan gantung di Kabupaten Lebak."),
            Some(Text::id("Nama wilayah kurang lengkap.")),
        )])
        .await;
    let page = portal
        .get("/janji/108ydwzc77-membangun-40-jembatan-gantung-di-kabupaten-lebak")
        .await;
    check_order(
        &page.text,
        &[
            "Keterangan diperbaiki",
            "Nama wilayah kurang lengkap.",
            "<td>Membangun 40 jembatan gantung di Lebak.</td>",
            "<td>Membangun 40 jembatan gantung di Kabupaten Lebak.</td>",
        ],
    );
    let verified = portal.get("/verifikasi?q=2").await;
    check_order(
        &verified.text,
        &[
            "Cocok, versi lama",
            "Entri 2 sama persis dengan yang dicatat, tetapi sudah diperbaiki oleh entri 7.",
            "Yang berubah sejak itu",
        ],
    );
}

#[tokio::test]
async fn what_is_withheld_leaves_its_ground_in_sight() {
    let portal = Portal::new().await;
    portal.disclose(6, Act::Withhold).await;
    portal.disclose(5, Act::Erase).await;
    let page = portal.get(PATH).await;
    check_order(
        &page.text,
        &[
            "Sebagian isi tidak ditampilkan",
            "Isi entri 5 dihapus untuk selamanya",
            "oleh PPID Lebak",
            "UU 14/2008 Pasal 17",
            "Isi entri 6 ditahan",
        ],
    );
    assert!(!page.text.contains("Banjir."));
    for (entry, status, says) in [
        (6, StatusCode::FORBIDDEN, "UU 14/2008 Pasal 17"),
        (5, StatusCode::GONE, "PPID Lebak"),
        (99, StatusCode::NOT_FOUND, "9 entri"),
    ] {
        let body = portal.get(&format!("/log/body/{entry}")).await;
        assert_eq!(body.status, status, "entry {entry}");
        assert!(body.text.contains(says), "{}", body.text);
    }
    let verified = portal.get("/en/verifikasi?q=6").await;
    check_order(
        &verified.text,
        &["Holds, content closed", "UU 14/2008 art. 17"],
    );
    // A description that is withheld takes the title with it, but not the record.
    portal.disclose(2, Act::Withhold).await;
    let closed = portal.get("/janji/108ydwzc77").await;
    assert_eq!(closed.status, StatusCode::FORBIDDEN);
    check_order(
        &closed.text,
        &[
            "<h1>Catatan 108ydwzc77</h1>",
            "Isi entri 2 ditahan",
            "Riwayat catatan",
            "Bukti catatan",
        ],
    );
}

#[tokio::test]
async fn a_record_is_verified_by_any_of_its_names() {
    let portal = Portal::new().await;
    for name in [
        "108ydwzc77",
        PATH,
        "https://contoh.id/en/janji/108ydwzc77-x",
    ] {
        let page = portal.get(&format!("/verifikasi?q={name}")).await;
        check_order(
            &page.text,
            &[
                "✓",
                "Cocok</span>",
                "Semua entri <a",
                "lulus",
                "bertanda tangan, belum ada saksi",
                "uji.example/log",
                "sinergi verify",
            ],
        );
    }
    let absent = portal.get("/en/verifikasi?q=7").await;
    assert!(
        absent
            .text
            .contains("There is no entry 7: this log has 7 entries, numbered from 0."),
        "{}",
        absent.text
    );
    assert!(
        portal
            .get("/verifikasi?q=entahlah")
            .await
            .text
            .contains("“entahlah” bukan tautan")
    );
}

#[tokio::test]
async fn programs_read_the_same_record_as_json_and_as_a_log() {
    let portal = Portal::new().await;
    let by_handle = portal.get("/api/v1/commitments/108ydwzc77").await;
    let by_id = portal
        .get(&format!("/api/v1/commitments/{}", commitment().0))
        .await;
    let lines = portal.get("/api/v1/commitments.jsonl").await;
    assert_eq!(by_handle.text, by_id.text);
    assert_eq!(lines.text, format!("{}\n", by_id.text));
    let record: domain::public::PublicRecord = serde_json::from_str(&by_id.text).unwrap();
    assert_eq!((record.id, record.path.as_str()), (commitment().0, PATH));
    for path in [
        "/api/v1/promises.jsonl",
        "/api/v1/commitments/x",
        "/api/v1/commitments/0000000000",
        "/api/v2",
        "/log/tile/0/001",
        "/log/tile/0/0",
        "/log/body/01",
        "/log/x",
    ] {
        assert_eq!(
            portal.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert!(
        portal
            .get("/log/checkpoint")
            .await
            .text
            .starts_with("uji.example/log\n7\n")
    );
    assert!(
        portal
            .get("/log/key")
            .await
            .text
            .starts_with("uji.example/log+")
    );
}
