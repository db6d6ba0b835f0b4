//! The words of the frame, of lists, and of the parts that all pages share.

use app::{FamilyCounts, Row};
use domain::commitment::{Family, Word};
use domain::organization::OrganizationKind;
use domain::{Lang, Reference, SubjectKind, When};
use jiff::civil::Date;

use super::counted;
use crate::errors::PageError;
use crate::format;

// ---------------------------------------------------------------- frame

pub(crate) fn skip(lang: Lang) -> &'static str {
    lang.pick("Langsung ke isi", "Skip to content")
}
pub(crate) fn home(lang: Lang) -> &'static str {
    lang.pick("Beranda", "Home")
}
pub(crate) fn menu(lang: Lang) -> &'static str {
    lang.pick("Menu", "Menu")
}
pub(crate) fn nav_label(lang: Lang) -> &'static str {
    lang.pick("Bagian utama", "Main sections")
}
pub(crate) fn crumbs_label(lang: Lang) -> &'static str {
    lang.pick("Anda di sini", "You are here")
}
pub(crate) fn site_is(lang: Lang) -> &'static str {
    lang.pick(
        "Catatan publik janji pemerintah daerah",
        "The public record of local government promises",
    )
}
/// Said in the language of the page it leads to.
pub(crate) fn this_page_in(lang: Lang) -> &'static str {
    lang.pick("Bahasa Indonesia", "English")
}

/// The five links at the top: path and word.
pub(crate) fn nav(lang: Lang) -> [(&'static str, &'static str); 5] {
    [
        ("/pemda", lang.pick("Pemerintah daerah", "Governments")),
        ("/janji", lang.pick("Janji", "Promises")),
        ("/perjanjian", lang.pick("Perjanjian", "Agreements")),
        ("/program", lang.pick("Program", "Programmes")),
        ("/cari", lang.pick("Cari", "Search")),
    ]
}

/// The groups of links at the bottom.
pub(crate) fn footer(lang: Lang) -> [(&'static str, Vec<(&'static str, &'static str)>); 3] {
    [
        (
            lang.pick("Catatan lain", "Other records"),
            vec![
                ("/kegiatan", lang.pick("Kegiatan", "Gatherings")),
                ("/pernyataan", lang.pick("Pernyataan", "Statements")),
                ("/lembaga", lang.pick("Lembaga", "Organizations")),
                ("/pejabat", lang.pick("Jabatan", "Posts")),
                ("/orang", lang.pick("Pejabat", "Officials")),
                ("/sumber", lang.pick("Sumber", "Sources")),
            ],
        ),
        (
            lang.pick("Cara membacanya", "How to read it"),
            vec![
                (
                    "/metode",
                    lang.pick("Cara status dihitung", "How statuses are computed"),
                ),
                (
                    "/baca",
                    lang.pick("Baca siaran pers", "Read a press release"),
                ),
                ("/glosarium", lang.pick("Glosarium", "Glossary")),
                (
                    "/verifikasi",
                    lang.pick("Periksa sebuah catatan", "Verify a record"),
                ),
            ],
        ),
        (
            lang.pick("Tentang situs ini", "About this site"),
            vec![
                (
                    "/tentang",
                    lang.pick(
                        "Siapa yang menjalankan dan apa isinya",
                        "Who runs it and what is in it",
                    ),
                ),
                (
                    "/tentang#unduh",
                    lang.pick("Unduh semua data", "Download all data"),
                ),
                ("/tentang#kode", lang.pick("Kode sumber", "Source code")),
            ],
        ),
    ]
}
pub(crate) fn who_runs(lang: Lang) -> &'static str {
    lang.pick(
        "Sinergi bukan situs resmi pemerintah. Setiap fakta di sini menyebut sumbernya, dan setiap perubahan tetap terlihat.",
        "Sinergi is not an official government site. Every fact here names its source, and every change stays visible.",
    )
}

// ---------------------------------------------------------------- errors

/// The heading and the sentence of an error page.
pub(crate) fn error(lang: Lang, error: &PageError) -> (String, String) {
    let (title, text) = match error {
        PageError::NotFound => lang.pick(
            ("Halaman ini tidak ada", "Tidak ada catatan di alamat ini. Alamat catatan bersifat tetap, jadi mungkin ada huruf yang salah ketik; carilah dengan nama atau kata kunci."),
            ("There is no such page", "No record stands at this address. Addresses of records are permanent, so a letter may be mistyped; search by name or keyword."),
        ),
        PageError::BadRequest(why) => return (lang.pick("Permintaan ini tidak dapat dijawab", "This request cannot be answered").to_owned(), why.read(lang).0.to_owned()),
        PageError::MethodNotAllowed => lang.pick(
            ("Cara ini tidak tersedia", "Alamat ini hanya dapat dibaca. Bukalah dengan peramban biasa."),
            ("This method is not available", "This address can only be read. Open it in an ordinary browser."),
        ),
        PageError::Internal => lang.pick(
            ("Terjadi kesalahan di pihak kami", "Halaman ini tidak dapat dibuat. Tidak ada catatan yang hilang atau berubah. Coba lagi sebentar lagi; bila tetap gagal, beri tahu pengelola situs."),
            ("Something went wrong on our side", "This page could not be made. No record was lost or changed. Try again in a moment; if it still fails, tell those who run this site."),
        ),
    };
    (title.to_owned(), text.to_owned())
}
pub(crate) fn error_next_heading(lang: Lang) -> &'static str {
    lang.pick("Lanjutkan dari sini", "Go on from here")
}
pub(crate) fn go_home(lang: Lang) -> &'static str {
    lang.pick("Ke beranda", "To the home page")
}
pub(crate) fn go_governments(lang: Lang) -> &'static str {
    lang.pick("Ke daftar pemerintah daerah", "To the list of governments")
}
pub(crate) fn go_report(lang: Lang) -> &'static str {
    lang.pick(
        "Laporkan kesalahan atau catatan yang hilang",
        "Report an error or a missing record",
    )
}

// ---------------------------------------------------------------- statuses and kinds

/// The word of a status.
pub(crate) fn status_word(word: Word, lang: Lang) -> &'static str {
    match word {
        Word::Verified => lang.pick("Terverifikasi", "Verified"),
        Word::Audited => lang.pick("Diaudit", "Audited"),
        Word::Withdrawn => lang.pick("Dicabut", "Withdrawn"),
        Word::EndedUnfulfilled => lang.pick("Berakhir tanpa pemenuhan", "Ended unfulfilled"),
        Word::NoEvidence => lang.pick("Tanpa bukti", "No evidence"),
        Word::NoWord => lang.pick("Tanpa kabar", "No word"),
        Word::AtRisk => lang.pick("Berisiko", "At risk"),
        Word::Late => lang.pick("Terlambat", "Late"),
        Word::ClaimedDone => lang.pick("Diklaim selesai", "Claimed done"),
        Word::UnderWay => lang.pick("Berjalan", "Under way"),
        Word::Contracted => lang.pick("Dikontrak", "Contracted"),
        Word::Budgeted => lang.pick("Dianggarkan", "Budgeted"),
        Word::Planned => lang.pick("Direncanakan", "Planned"),
        Word::Promised => lang.pick("Dijanjikan", "Promised"),
    }
}

/// The name of a family of statuses.
pub(crate) fn family(family: Family, lang: Lang) -> &'static str {
    match family {
        Family::Kept => lang.pick("Ditepati", "Kept"),
        Family::Broken => lang.pick("Tidak ditepati", "Not kept"),
        Family::Silent => lang.pick("Tanpa kabar", "No word"),
        Family::Late => lang.pick("Terlambat", "Late"),
        Family::Running => lang.pick("Berjalan", "Under way"),
    }
}

/// How promises stand, as the end of a sentence: those families that have any, and whether none was kept yet.
pub(crate) fn standing_of_counts(lang: Lang, counts: &FamilyCounts) -> String {
    let some: Vec<(Family, u64)> = crate::parts::SHOWN
        .into_iter()
        .map(|f| (f, counts.of(f)))
        .filter(|(_, n)| *n > 0)
        .collect();
    let state = |family: Family| match family {
        Family::Kept => lang.pick("ditepati", "kept"),
        Family::Running => lang.pick("berjalan", "under way"),
        Family::Late => lang.pick("terlambat", "late"),
        Family::Silent => lang.pick("tanpa kabar", "without word"),
        Family::Broken => lang.pick("tidak ditepati", "not kept"),
    };
    if let [(family, n)] = some[..] {
        return match (lang, n) {
            (Lang::Id, 1) => format!("{}.", state(family)),
            (Lang::Id, _) => format!("semuanya {}.", state(family)),
            (Lang::En, 1) => format!("{}.", state(family)),
            (Lang::En, _) => format!("all of them {}.", state(family)),
        };
    }
    let mut text = String::new();
    for (at, (family, n)) in some.iter().enumerate() {
        if at > 0 {
            text.push_str(joiner(lang, at + 1 == some.len(), some.len()));
        }
        text.push_str(&format!("{} {}", format::number(*n, lang), state(*family)));
    }
    let none_kept = if counts.kept == 0 {
        lang.pick(". Belum ada yang ditepati.", ". None has been kept yet.")
    } else {
        "."
    };
    text + none_kept
}

/// The value of a family in the addresses of Indonesian and English pages alike.
pub(crate) const fn family_value(family: Family) -> &'static str {
    match family {
        Family::Kept => "ditepati",
        Family::Broken => "tidak-ditepati",
        Family::Silent => "tanpa-kabar",
        Family::Late => "terlambat",
        Family::Running => "berjalan",
    }
}

/// One record of a kind, in words.
pub(crate) fn kind_one(kind: SubjectKind, lang: Lang) -> &'static str {
    match kind {
        SubjectKind::Organization => lang.pick("Lembaga", "Organization"),
        SubjectKind::Person => lang.pick("Pejabat", "Official"),
        SubjectKind::Post => lang.pick("Jabatan", "Post"),
        SubjectKind::Source => lang.pick("Sumber", "Source"),
        SubjectKind::Gathering => lang.pick("Kegiatan", "Gathering"),
        SubjectKind::Agreement => lang.pick("Perjanjian", "Agreement"),
        SubjectKind::Statement => lang.pick("Pernyataan", "Statement"),
        SubjectKind::Programme => lang.pick("Program", "Programme"),
        SubjectKind::Commitment => lang.pick("Janji", "Promise"),
        SubjectKind::Entry => lang.pick("Entri", "Entry"),
    }
}

/// The records of a kind, in words.
pub(crate) fn kind_many(kind: SubjectKind, lang: Lang) -> &'static str {
    match (lang, kind) {
        (Lang::Id, _) => kind_one(kind, lang),
        (_, SubjectKind::Organization) => "Organizations",
        (_, SubjectKind::Person) => "Officials",
        (_, SubjectKind::Post) => "Posts",
        (_, SubjectKind::Source) => "Sources",
        (_, SubjectKind::Gathering) => "Gatherings",
        (_, SubjectKind::Agreement) => "Agreements",
        (_, SubjectKind::Statement) => "Statements",
        (_, SubjectKind::Programme) => "Programmes",
        (_, SubjectKind::Commitment) => "Promises",
        (_, SubjectKind::Entry) => "Entries",
    }
}

/// A count of records of a kind: "3 perjanjian", "3 agreements".
pub(crate) fn kind_count(kind: SubjectKind, n: u64, lang: Lang) -> String {
    match lang {
        Lang::Id => format!(
            "{} {}",
            format::number(n, lang),
            kind_one(kind, lang).to_lowercase()
        ),
        Lang::En => counted(
            n,
            &kind_one(kind, lang).to_lowercase(),
            &kind_many(kind, lang).to_lowercase(),
        ),
    }
}

/// The kind of an organization.
pub(crate) fn organization_kind(kind: OrganizationKind, lang: Lang) -> &'static str {
    match kind {
        OrganizationKind::Province => lang.pick("Pemerintah provinsi", "Provincial government"),
        OrganizationKind::Regency => lang.pick("Pemerintah kabupaten", "Regency government"),
        OrganizationKind::City => lang.pick("Pemerintah kota", "City government"),
        OrganizationKind::Agency => lang.pick("Perangkat daerah", "Local government agency"),
        OrganizationKind::Council => lang.pick("DPRD", "Local council (DPRD)"),
        OrganizationKind::Supervisor => lang.pick("Lembaga pengawas", "Supervisory body"),
        OrganizationKind::Central => {
            lang.pick("Lembaga pemerintah pusat", "Central government body")
        }
        OrganizationKind::Forum => lang.pick("Forum pemerintah daerah", "Forum of governments"),
        OrganizationKind::ThirdParty => lang.pick("Pihak ketiga", "Third party"),
    }
}

/// A record whose title the public record does not hold.
pub(crate) fn unknown_record(lang: Lang, of: Reference) -> String {
    format!("{} {}", kind_one(of.kind, lang), of.handle())
}

/// What stands between the links of a list in words, before the last of them or an earlier one.
pub(crate) fn joiner(lang: Lang, last: bool, count: usize) -> &'static str {
    match (lang, last, count) {
        (_, false, _) => ", ",
        (Lang::Id, true, 2) => " dan ",
        (Lang::Id, true, _) => ", dan ",
        (Lang::En, true, _) => " and ",
    }
}

// ---------------------------------------------------------------- lists

/// The line of dates under a title in a list.
pub(crate) fn row_line(lang: Lang, row: &Row, today: Date) -> Option<String> {
    let Some(_) = row.status else {
        return row.on.map(|on| format::when(on, lang));
    };
    let due = row
        .due
        .map(|due| due_in_words(lang, due, today))
        .unwrap_or_else(|| lang.pick("Tanpa tenggat", "No due date").to_owned());
    let made = row.on.map(|made| format::when(made, lang));
    let word = row
        .last_word
        .filter(|word| row.on.is_none_or(|made| made.last_day() < *word))
        .map(|word| format::day(word, lang));
    Some(match (lang, made, word) {
        (_, None, None) => due,
        (Lang::Id, Some(made), None) => {
            format!("{due} · dijanjikan {made}, belum ada kabar sesudahnya")
        }
        (Lang::En, Some(made), None) => format!("{due} · promised {made}, no word since"),
        (Lang::Id, Some(made), Some(word)) => {
            format!("{due} · dijanjikan {made} · kabar terakhir {word}")
        }
        (Lang::En, Some(made), Some(word)) => format!("{due} · promised {made} · last word {word}"),
        (Lang::Id, None, Some(word)) => format!("{due} · kabar terakhir {word}"),
        (Lang::En, None, Some(word)) => format!("{due} · last word {word}"),
    })
}

/// A due date, as far as it is ahead or past.
pub(crate) fn due_in_words(lang: Lang, due: When, today: Date) -> String {
    let date = format::when(due, lang);
    let last = due.last_day();
    if last < today {
        let past = format::duration(format::days_between(last, today), lang);
        return match lang {
            Lang::Id => format!("Tenggat {date}, lewat {past}"),
            Lang::En => format!("Due {date}, {past} ago"),
        };
    }
    let left = format::duration(format::days_between(today, last), lang);
    match (lang, last == today) {
        (Lang::Id, true) => format!("Tenggat {date}, hari ini"),
        (Lang::En, true) => format!("Due {date}, today"),
        (Lang::Id, false) => format!("Tenggat {date}, {left} lagi"),
        (Lang::En, false) => format!("Due {date}, in {left}"),
    }
}

pub(crate) fn pager_label(lang: Lang) -> &'static str {
    lang.pick("Halaman daftar", "Pages of this list")
}
pub(crate) fn previous_page(lang: Lang) -> &'static str {
    lang.pick("Sebelumnya", "Previous")
}
pub(crate) fn next_page(lang: Lang) -> &'static str {
    lang.pick("Berikutnya", "Next")
}
pub(crate) fn page_of(lang: Lang, page: u32, pages: u32) -> String {
    let (page, pages) = (
        format::number(page.into(), lang),
        format::number(pages.into(), lang),
    );
    match lang {
        Lang::Id => format!("Halaman {page} dari {pages}"),
        Lang::En => format!("Page {page} of {pages}"),
    }
}
pub(crate) fn all(lang: Lang) -> &'static str {
    lang.pick("Semua", "All")
}
pub(crate) fn search_verb(lang: Lang) -> &'static str {
    lang.pick("Cari", "Search")
}
pub(crate) fn search_label(lang: Lang) -> &'static str {
    lang.pick("Cari di semua catatan", "Search all records")
}

// ---------------------------------------------------------------- sources and tables

pub(crate) fn paraphrased_from(lang: Lang) -> &'static str {
    lang.pick("Diparafrasakan dari", "Paraphrased from")
}
pub(crate) fn quoted_from(lang: Lang) -> &'static str {
    lang.pick("Dikutip dari", "Quoted from")
}
pub(crate) fn paragraph(lang: Lang, n: u32) -> String {
    match lang {
        Lang::Id => format!("paragraf {n}"),
        Lang::En => format!("paragraph {n}"),
    }
}
pub(crate) fn sources_differ(lang: Lang) -> &'static str {
    lang.pick("Sumber berbeda tentang:", "Sources differ on:")
}
pub(crate) fn unit(lang: Lang, unit: &str) -> String {
    match lang {
        Lang::Id => format!("Satuan: {unit}."),
        Lang::En => format!("Unit: {unit}."),
    }
}
pub(crate) fn as_csv(lang: Lang) -> &'static str {
    lang.pick("Unduh sebagai CSV", "Download as CSV")
}
