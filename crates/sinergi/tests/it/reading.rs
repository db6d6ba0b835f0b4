//! `read`: a summary, JSON, and drafts that `import` takes over the founding record.

use std::path::Path;

use serde_json::Value;

use crate::common::Place;

const FIRST: &str = "SERANG – Pemerintah Provinsi Banten dan Pemerintah Kota Cilegon menandatangani kesepakatan bersama tentang pengelolaan sampah perkotaan dan penyediaan air bersih.\n\
\n\
Penandatanganan berlangsung di Pendopo Gubernur Banten, Kamis (5/3/2026), dihadiri Gubernur Banten Andra Soni dan Wali Kota Cilegon Robinsar.\n\
\n\
“Kami akan membangun 12 tempat pengolahan sampah pada tahun 2027,” kata Andra Soni.\n";

const SECOND: &str = "<!DOCTYPE html><html><head><meta property=\"og:site_name\" content=\"Warta Misal\">\
<meta property=\"article:published_time\" content=\"2026-03-06T07:00:00+07:00\"></head><body><nav><a href=\"/\">Beranda</a></nav>\
<article><h1>Banten dan Cilegon Sepakat Urus Sampah</h1>\
<p>CILEGON – Gubernur Banten Andra Soni dan Wali Kota Cilegon Robinsar menandatangani kesepakatan bersama tentang \
pengolahan sampah perkotaan dan penyediaan air bersih di Pendopo Gubernur Banten, Kota Serang, Kamis 5 Maret 2026.</p>\
</article></body></html>";

/// Two reports of one event in a folder.
fn reports() -> Place {
    let place = Place::new();
    place.write("siaran/1.txt", FIRST);
    place.write("siaran/2.html", SECOND);
    place
}

#[test]
fn a_folder_is_summarised_with_the_reports_of_one_event_together() {
    let place = reports();
    let said = place.run(&["read", &place.path("siaran")]).ends(0).out;
    for words in [
        "== 1.txt ==",
        "Gubernur, Pemerintah Provinsi Banten (hadir)  #2",
        "Peristiwa yang sama: 1.txt, 2.html",
        "Berbeda: Pokok kesepakatan",
        "pengelolaan sampah perkotaan (1.txt)",
        "pengolahan sampah perkotaan (2.html)",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    let said = place
        .run(&["read", "--lang", "en", &place.path("siaran/2.html")])
        .ends(0)
        .out;
    assert!(
        said.contains("Source       Warta Misal, 2026-03-06"),
        "{said}"
    );
    assert!(said.contains("passages outside of the report"), "{said}");
}

#[test]
fn json_holds_one_object_a_text_with_the_places_of_each_field() {
    let place = reports();
    let said = place
        .run(&["read", "--json", &place.path("siaran")])
        .ends(0);
    let all: Vec<Value> = serde_json::from_str(&said.out).unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(all[0]["source"]["file"], "1.txt");
    assert_eq!(all[0]["date_of_event"], "2026-03-05");
    assert_eq!(all[1]["source"]["outlet"], "Warta Misal");
    assert_eq!(all[1]["source"]["published"], "2026-03-06");
    let span = &all[0]["spans"]["agreement"]["subjects"][0][0];
    let (start, end) = (
        span["start"].as_u64().unwrap(),
        span["end"].as_u64().unwrap(),
    );
    assert_eq!(
        &FIRST[start as usize..end as usize],
        "pengelolaan sampah perkotaan"
    );
}

#[test]
fn drafts_are_imported_over_the_founding_record() {
    let place = reports();
    let founding = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../founding/banten");
    place.run(&["import", founding.to_str().unwrap()]).ends(0);
    let (reports, drafts) = (place.path("siaran"), place.path("draf"));
    let said = place.run(&["read", "--drafts", &drafts, &reports]).ends(0);
    assert!(said.err.contains("sinergi import"), "{}", said.err);
    let written: String = ["gatherings", "agreements", "commitments"]
        .iter()
        .map(|name| std::fs::read_to_string(format!("{drafts}/{name}.toml")).unwrap())
        .collect();
    for words in [
        "person = \"andra-soni\"",
        "post = \"gubernur-banten\"",
        "owners = [\"36\"]",
        "says = \"Pengolahan sampah perkotaan\"",
        "quote = \"membangun 12 tempat pengolahan sampah pada tahun 2027\"",
        "due = \"2027\"",
    ] {
        assert!(written.contains(words), "{words}\n{written}");
    }
    assert_eq!(
        written.matches("[[gathering]]").count(),
        1,
        "two reports of one event"
    );

    let tried = place.run(&["import", "--dry-run", &drafts]).ends(0);
    assert!(
        tried.out.contains("entries would be recorded"),
        "{}",
        tried.out
    );
    place.run(&["import", &drafts]).ends(0);
    let again = place.run(&["import", &drafts]).ends(0);
    assert!(
        again.out.contains("all of it is recorded already"),
        "{}",
        again.out
    );

    // What was edited is not written over.
    let said = place.run(&["read", "--drafts", &drafts, &reports]).ends(1);
    assert!(said.err.contains("name another folder"), "{}", said.err);
    // And what is recorded is not drafted again.
    let anew = place.path("draf-2");
    place.run(&["read", "--drafts", &anew, &reports]).ends(0);
    assert!(!Path::new(&anew).join("gatherings.toml").exists());
    assert!(!Path::new(&anew).join("commitments.toml").exists());
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_others_are_read() {
    let place = reports();
    place.write("siaran/3.pdf", "bukan pdf");
    let said = place.run(&["read", &place.path("siaran")]).ends(1);
    assert!(
        said.err.contains("3.pdf: Berkas PDF ini rusak"),
        "{}",
        said.err
    );
    assert!(said.out.contains("== 1.txt =="), "{}", said.out);
    let said = place.run(&["read", &place.path("tidak-ada.txt")]).ends(1);
    assert!(said.err.contains("tidak-ada.txt"), "{}", said.err);
}
