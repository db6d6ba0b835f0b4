use std::io::{Cursor, Write};

use domain::Lang;
use jiff::civil::date;
use zip::write::SimpleFileOptions;

use super::*;

fn text_of(bytes: &[u8]) -> (String, Vec<Note>) {
    let document = read(bytes, Some("siaran.txt"), None).unwrap();
    (document.text, document.notes)
}

#[test]
fn utf8_is_taken_as_it_stands_and_nothing_is_noted() {
    let text = "Wali Kota “Contoh” — Rp70.000\n\nParagraf kedua.\n";
    assert_eq!(text_of(text.as_bytes()), (text.to_owned(), vec![]));
    assert_eq!(text_of(b"").0, "");
}

#[test]
fn a_byte_order_mark_and_line_ends_of_windows_go_without_a_word() {
    assert_eq!(
        text_of("\u{feff}satu\r\ndua\rtiga".as_bytes()),
        ("satu\ndua\ntiga".to_owned(), vec![])
    );
}

#[test]
fn other_encodings_are_read_and_said() {
    let text = "SERANG – “Kita jadikan,” kata Gubernur Contoh di Kafé.";
    let utf16 = |big: bool, bom: bool| {
        let units = bom.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        let bytes: Vec<u8> = units
            .flat_map(|unit: u16| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect();
        bytes
    };
    for (big, bom, name) in [
        (false, true, "UTF-16LE"),
        (true, true, "UTF-16BE"),
        (false, false, "UTF-16LE"),
        (true, false, "UTF-16BE"),
    ] {
        let note = Note::Encoding {
            name,
            declared: bom,
        };
        assert_eq!(
            text_of(&utf16(big, bom)),
            (text.to_owned(), vec![note]),
            "{name} {bom}"
        );
    }
    let (windows, _, unmappable) = encoding_rs::WINDOWS_1252.encode(text);
    assert!(!unmappable);
    let note = Note::Encoding {
        name: "windows-1252",
        declared: false,
    };
    assert_eq!(text_of(&windows), (text.to_owned(), vec![note.clone()]));
    assert!(
        note.explain(Lang::Id).contains("windows-1252"),
        "{}",
        note.explain(Lang::Id)
    );
}

#[test]
fn a_named_encoding_counts_where_the_bytes_allow_it() {
    let (bytes, _, _) = encoding_rs::ISO_8859_2.encode("Łódź");
    let document = read(&bytes, None, Some("text/plain; charset=iso-8859-2")).unwrap();
    assert_eq!(document.text, "Łódź");
    let utf8 = read(
        "kafé".as_bytes(),
        None,
        Some("text/plain; charset=iso-8859-1"),
    )
    .unwrap();
    assert_eq!(
        (utf8.text.as_str(), utf8.notes.as_slice()),
        ("kafé", [].as_slice())
    );
}

#[test]
fn a_few_broken_bytes_do_not_spoil_utf8() {
    let mut bytes = "“Satu” “dua” “tiga” – kafé".as_bytes().to_vec();
    bytes.insert(10, 0xff);
    let (text, notes) = text_of(&bytes);
    assert!(text.contains("kafé") && text.contains('\u{fffd}'), "{text}");
    assert_eq!(notes, [Note::Undecodable]);
}

#[test]
fn controls_go_and_accents_are_joined_and_both_are_said() {
    let (text, notes) = text_of("a\u{7}b e\u{301} pem\u{ad}bangunan".as_bytes());
    assert_eq!(text, "ab é pembangunan");
    assert_eq!(
        notes,
        [Note::ControlsDropped { count: 1 }, Note::Normalized]
    );
}

#[test]
fn what_cannot_be_read_is_refused_with_a_remedy() {
    let zip_without_document = archive(&[("lain.txt", "x")]);
    let cases: [(&[u8], &str, Problem); 8] = [
        (
            &[b'a'; MAX_FILE_BYTES + 1],
            "a.txt",
            Problem::TooLarge {
                bytes: MAX_FILE_BYTES + 1,
            },
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "a.docx",
            Problem::LockedOrOldWord,
        ),
        (b"{\\rtf1 }", "a.txt", Problem::Unsupported { kind: "RTF" }),
        (
            b"\x89PNG\r\n",
            "a.png",
            Problem::Unsupported { kind: "PNG" },
        ),
        (
            &zip_without_document,
            "a.docx",
            Problem::Unsupported { kind: "ZIP" },
        ),
        (
            b"hanya teks",
            "a.docx",
            Problem::Damaged {
                format: Format::Docx,
                detail: "header".to_owned(),
            },
        ),
        (
            b"hanya teks",
            "a.pdf",
            Problem::Damaged {
                format: Format::Pdf,
                detail: "header".to_owned(),
            },
        ),
        (
            &[1, 2, 3, 0xff, 4, 5, 6, 0xfe, 7, 8],
            "a.bin",
            Problem::NotText,
        ),
    ];
    for (bytes, name, problem) in cases {
        assert_eq!(
            read(bytes, Some(name), None),
            Err(problem.clone()),
            "{name}"
        );
        for lang in [Lang::Id, Lang::En] {
            assert!(
                problem.explain(lang).split(". ").count() >= 2,
                "{}",
                problem.explain(lang)
            );
        }
    }
}

// ---------------------------------------------------------------- html

const PAGE: &str = r#"<!DOCTYPE html><html><head><title>Dua daerah sepakat - Harian Contoh</title>
<meta charset="utf-8"><meta property="og:title" content="Dua daerah sepakat"><meta property="og:site_name" content="Harian Contoh">
<meta property="article:published_time" content="2025-10-24T19:05:00+07:00"><link rel="canonical" href="https://berita.example/a?x=1&amp;y=2">
<style>p { color: red }</style><script>var a = "<p>bukan teks</p>";</script></head>
<body class="single has-sidebar"><header><nav><a href="/">Beranda</a></nav></header>
<article><header><h1>Dua daerah sepakat</h1></header>
<figure><img src="x"><figcaption>Keterangan foto</figcaption></figure>
<div class="share-buttons"><div>Bagikan</div><div>Kirim</div></div>
<p>SERANG &ndash; Pemerintah Kota Contoh dan Pemerintah Kabupaten Misal
  menandatangani <b>kesepakatan</b> bersama di Pendopo Contoh, Jumat&nbsp;(24/10/2025).</p>
<p>Baca juga: <a href="/b">Berita yang lain</a></p>
<p>&ldquo;Kita bekerja bersama,&rdquo; kata Wali Kota Contoh.<br><br>Acara itu dihadiri para kepala dinas dari kedua daerah.</p>
<ul><li><a href="/c">Judul lain satu</a></li><li><a href="/d">Judul lain dua</a></li></ul>
<ol><li>Butir pertama kesepakatan</li></ol>
</article>
<aside><p>Terpopuler minggu ini</p></aside><section id="comments"><p>Komentar pembaca</p></section>
<footer>Hak cipta</footer></body></html>"#;

const REPORT: &str = "Dua daerah sepakat\n\n\
SERANG – Pemerintah Kota Contoh dan Pemerintah Kabupaten Misal menandatangani kesepakatan bersama di Pendopo Contoh, Jumat (24/10/2025).\n\n\
“Kita bekerja bersama,” kata Wali Kota Contoh.\n\nAcara itu dihadiri para kepala dinas dari kedua daerah.\n\n\
Butir pertama kesepakatan";

#[test]
fn a_page_is_read_without_what_stands_around_the_report() {
    let document = read(PAGE.as_bytes(), Some("berita.html"), None).unwrap();
    assert_eq!(document.text, REPORT);
    assert_eq!(document.format, Format::Html);
    assert!(
        matches!(
            document.notes[..],
            [Note::BoilerplateDropped { passages: 5.. }]
        ),
        "{:?}",
        document.notes
    );
    assert_eq!(
        document.hints,
        Hints {
            title: Some("Dua daerah sepakat".to_owned()),
            published: Some(date(2025, 10, 24)),
            outlet: Some("Harian Contoh".to_owned()),
            address: Some("https://berita.example/a?x=1&y=2".to_owned()),
        }
    );
}

#[test]
fn a_page_is_known_by_its_first_words_whatever_it_is_called() {
    let document = read(PAGE.as_bytes(), Some("berita.txt"), None).unwrap();
    assert_eq!(document.text, REPORT);
    assert!(document.notes.contains(&Note::OtherThanNamed {
        format: Format::Html
    }));
}

#[test]
fn a_page_names_its_own_encoding() {
    let page = PAGE
        .replace("utf-8", "windows-1252")
        .replace("&ldquo;", "“")
        .replace("&rdquo;", "”");
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&page);
    let document = read(&bytes, Some("berita.html"), None).unwrap();
    assert_eq!(document.text, REPORT);
    let note = Note::Encoding {
        name: "windows-1252",
        declared: true,
    };
    assert!(document.notes.contains(&note), "{:?}", document.notes);
}

#[test]
fn a_page_that_is_all_sidebar_is_read_all_the_same() {
    let page = "<html><aside><p>Hanya ini teksnya.</p></aside></html>";
    assert_eq!(
        read(page.as_bytes(), None, None).unwrap().text,
        "Hanya ini teksnya."
    );
}

#[test]
fn an_element_that_never_closes_hides_no_more_than_the_page() {
    let page =
        "<html><body><p>Awal berita ini.</p><nav><a>Menu</a></body><p>Akhir berita ini.</p></html>";
    assert_eq!(
        read(page.as_bytes(), None, None).unwrap().text,
        "Awal berita ini.\n\nAkhir berita ini."
    );
}

#[test]
fn json_ld_tells_day_title_and_publisher() {
    let page = r#"<html><script type="application/ld+json">{"@graph":[{"headline":"Judul","datePublished":"2025-06-23T08:00","publisher":{"name":"Kabar Contoh"}}]}</script><p>Teks.</p></html>"#;
    let hints = read(page.as_bytes(), None, None).unwrap().hints;
    assert_eq!(hints.published, Some(date(2025, 6, 23)));
    assert_eq!(hints.title.as_deref(), Some("Judul"));
    assert_eq!(hints.outlet.as_deref(), Some("Kabar Contoh"));
}

#[test]
fn an_address_that_is_none_is_no_hint() {
    let page = r#"<html><link rel="canonical" href="javascript:alert(1)"><p>Teks.</p></html>"#;
    assert_eq!(
        read(page.as_bytes(), None, None).unwrap().hints.address,
        None
    );
}

#[test]
fn markup_bombs_are_read_in_one_pass() {
    let most = 1_000_000;
    for bomb in [
        "<div>",
        "<article>",
        "<nav>",
        "</div>",
        "<a href=x>",
        "<p x=1 x=2>",
        "<!--",
        "&amp",
        "<li><a>x</a>",
        "<main class=entry-content>",
    ] {
        let page = format!("<html>{}", bomb.repeat(most / bomb.len()));
        let document = read(page.as_bytes(), None, None).unwrap();
        assert!(document.text.len() <= page.len(), "{bomb}");
    }
}

// ---------------------------------------------------------------- docx

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>{body}</w:body></w:document>"#
    );
    let core = r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>Humas</dc:creator><dc:title>Siaran &amp; pers</dc:title></cp:coreProperties>"#;
    archive(&[
        ("word/document.xml", &document),
        ("docProps/core.xml", core),
    ])
}

#[test]
fn a_docx_is_read_by_paragraphs() {
    let bytes = docx(
        r#"<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>Wali Kota </w:t></w:r><w:r><w:t xml:space="preserve">Contoh &#8220;A&#8221; &amp; B</w:t></w:r></w:p>
        <w:p><w:del><w:r><w:t>terhapus</w:t></w:r></w:del><w:ins><w:r><w:t>tersisip</w:t><w:br/><w:t>baris</w:t></w:r></w:ins></w:p>
        <mc:AlternateContent><mc:Choice><w:p><w:r><w:t>kotak</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>kotak</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>sel</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/><w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"#,
    );
    let document = read(&bytes, Some("siaran.docx"), None).unwrap();
    let lines: Vec<&str> = document
        .text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(
        lines,
        [
            "Wali Kota Contoh “A” & B",
            "tersisip",
            "baris",
            "kotak",
            "sel"
        ]
    );
    assert_eq!(document.hints.title.as_deref(), Some("Siaran & pers"));
    assert_eq!(document.notes, []);
}

#[test]
fn a_docx_that_attacks_is_refused() {
    let entities = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><w:document><w:p><w:t>&b;</w:t></w:p></w:document>"#;
    assert_eq!(
        read(&archive(&[("word/document.xml", entities)]), None, None),
        Err(Problem::Entities)
    );

    let deep = "<w:x>".repeat(MAX_DEPTH + 1);
    assert_eq!(read(&docx(&deep), None, None), Err(Problem::TooDeep));

    let bomb = docx(&" ".repeat(MAX_UNPACKED_BYTES + 1));
    assert!(bomb.len() < 1024 * 1024, "it is small while packed");
    assert_eq!(read(&bomb, None, None), Err(Problem::UnpacksTooFar));

    let whole = docx("<w:p><w:r><w:t>teks</w:t></w:r></w:p>");
    for end in [30, whole.len() / 2, whole.len() - 5] {
        let cut = read(&whole[..end], Some("a.docx"), None);
        assert!(
            matches!(
                cut,
                Err(Problem::Damaged {
                    format: Format::Docx,
                    ..
                })
            ),
            "{end}: {cut:?}"
        );
    }
}

// ---------------------------------------------------------------- pdf

/// A pdf with one page of these instructions.
fn pdf(content: &str, encrypted: bool) -> Vec<u8> {
    use lopdf::{Dictionary, Document, Object, Stream, dictionary};
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let mut stream = Stream::new(Dictionary::new(), content.as_bytes().to_vec());
    stream.compress().unwrap();
    let content = document.add_object(stream);
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
    });
    document.objects.insert(
        pages,
        Object::Dictionary(
            dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 },
        ),
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let info =
        document.add_object(dictionary! { "Title" => Object::string_literal("Siaran pers") });
    document.trailer.set("Info", info);
    if encrypted {
        document.trailer.set(
            "ID",
            vec![
                Object::string_literal("abcdefgh"),
                Object::string_literal("abcdefgh"),
            ],
        );
        let version = lopdf::EncryptionVersion::V2 {
            document: &document,
            owner_password: "pemilik",
            user_password: "rahasia",
            key_length: 128,
            permissions: lopdf::Permissions::all(),
        };
        let state = lopdf::EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

const LINES: &str = "BT /F1 12 Tf 1 0 0 1 72 700 Tm (Pemerintah Kota Contoh dan Pemerintah Kabupaten) Tj \
    0 -14 Td (Misal menandatangani kesepakatan bersama) Tj 0 -14 Td (Jumat.) Tj \
    0 -28 Td [(Para)-300(gif kedua) 50 (nya.)] TJ ET";

#[test]
fn a_pdf_is_read_by_paragraphs() {
    let document = read(&pdf(LINES, false), Some("siaran.pdf"), None).unwrap();
    let paragraphs: Vec<&str> = document.text.split("\n\n").collect();
    let first = "Pemerintah Kota Contoh dan Pemerintah Kabupaten Misal menandatangani kesepakatan bersama Jumat.";
    assert_eq!(paragraphs, [first, "Para gif keduanya."]);
    assert_eq!(document.hints.title.as_deref(), Some("Siaran pers"));
}

/// Printed by a browser: subset fonts, two bytes a letter, every line on its own.
const PRINTED: &[u8] = include_bytes!("../../fixtures/document/printed.pdf");

#[test]
fn a_printed_page_is_put_together_again() {
    let document = read(PRINTED, Some("siaran.pdf"), None).unwrap();
    let paragraphs: Vec<&str> = document.text.split("\n\n").collect();
    assert_eq!(
        paragraphs,
        [
            "Dua Daerah Sepakat Urus Sampah",
            "SERANG – Pemerintah Provinsi Banten dan Pemerintah Kota Cilegon menandatangani kesepakatan bersama tentang pengelolaan sampah perkotaan dan penyediaan air bersih di Pendopo Gubernur Banten, Kamis (5/3/2026).",
            "“Kami akan membangun 12 tempat pengolahan sampah pada tahun 2027,” kata Gubernur Banten Andra Soni. Menurut dia, dinas-dinas terkait akan menindaklanjutinya segera setelah anggarannya ditetapkan.",
            "Wali Kota Cilegon Robinsar berharap kerja sama itu segera dirasakan warga.",
        ]
    );
    assert_eq!(document.hints.title.as_deref(), Some("Dua daerah sepakat"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(60))]

    /// A damaged file is read or refused, never a panic: those of lopdf are caught, and ours would fail this test.
    #[test]
    fn a_damaged_file_is_read_or_refused(
        which in 0..4_usize,
        damage in proptest::collection::vec((0..30_000_usize, 0..=255_u8), 1..20),
        end in 0..40_000_usize,
    ) {
        let docx = docx("<w:p><w:r><w:t>teks</w:t></w:r></w:p>");
        let mut bytes = [PRINTED, PAGE.as_bytes(), &docx, &pdf(LINES, false)][which].to_vec();
        for (at, byte) in damage {
            let length = bytes.len();
            bytes[at % length] = byte;
        }
        bytes.truncate(end.max(1));
        for name in ["a.pdf", "a.html", "a.docx", "a.txt"] {
            if let Ok(document) = read(&bytes, Some(name), None) {
                proptest::prop_assert!(document.text.len() <= MAX_FILE_BYTES);
            }
        }
    }
}

#[test]
fn a_pdf_that_is_locked_scanned_or_damaged_is_refused() {
    assert_eq!(read(&pdf(LINES, true), None, None), Err(Problem::Encrypted));
    assert_eq!(
        read(&pdf("0 0 10 10 re f", false), None, None),
        Err(Problem::NoText)
    );
    let whole = pdf(LINES, false);
    let cut = read(&whole[..200], None, None);
    assert!(
        matches!(
            cut,
            Err(Problem::Damaged {
                format: Format::Pdf,
                ..
            } | Problem::NoText)
        ),
        "{cut:?}"
    );
}

#[test]
fn a_pdf_that_unpacks_too_far_is_refused_before_it_is_parsed() {
    let bomb = pdf(&" ".repeat(MAX_UNPACKED_BYTES + 1), false);
    assert!(bomb.len() < 1024 * 1024, "it is small while packed");
    assert_eq!(read(&bomb, None, None), Err(Problem::UnpacksTooFar));
}
