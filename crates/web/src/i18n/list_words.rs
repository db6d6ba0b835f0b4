//! The words of lists: of governments, of records by kind, of search results; and of a government's own page.

use app::FamilyCounts;
use domain::commitment::{Family, RHYTHM_DAYS};
use domain::organization::Standing;
use domain::{Lang, SubjectKind};

use super::counted;
use super::words::{family, kind_count, kind_many};
use crate::format;

// ---------------------------------------------------------------- governments

pub(crate) fn governments(lang: Lang) -> &'static str {
    lang.pick("Pemerintah daerah", "Local governments")
}

/// How many there are, and of how many something is on record.
pub(crate) fn governments_lead(
    lang: Lang,
    provinces: u64,
    regencies: u64,
    cities: u64,
    promising: u64,
) -> String {
    let n = |n| format::number(n, lang);
    match lang {
        Lang::Id => format!(
            "Indonesia punya {} pemerintah daerah: {} provinsi, {} kabupaten, dan {} kota. {} di antaranya punya janji yang tercatat di sini.",
            n(provinces + regencies + cities),
            n(provinces),
            n(regencies),
            n(cities),
            n(promising)
        ),
        Lang::En => format!(
            "Indonesia has {} local governments: {} provinces, {} regencies and {} cities. Promises of {} of them are on record here.",
            n(provinces + regencies + cities),
            n(provinces),
            n(regencies),
            n(cities),
            n(promising)
        ),
    }
}
pub(crate) fn map_heading(lang: Lang) -> &'static str {
    lang.pick(
        "Di mana janji tanpa kabar",
        "Where promises are without word",
    )
}

/// What the map shows, and how.
pub(crate) fn map_note(lang: Lang) -> String {
    match lang {
        Lang::Id => format!(
            "Tiap petak satu provinsi dengan kodenya, termasuk kabupaten dan kotanya. Makin gelap, makin besar bagian janji yang lebih dari {RHYTHM_DAYS} hari tanpa kabar. Petak sama besar: luas wilayah tidak berarti apa-apa di sini."
        ),
        Lang::En => format!(
            "Each square is a province with its code, its regencies and cities included. The darker, the larger the share of promises without word for more than {RHYTHM_DAYS} days. Squares are equal: area means nothing here."
        ),
    }
}
pub(crate) fn banten_map_note(lang: Lang) -> &'static str {
    lang.pick(
        "Tiap petak satu kabupaten atau kota. Makin gelap, makin besar bagian janji yang tanpa kabar.",
        "Each tile is a regency or city. The darker, the larger the share of promises without word.",
    )
}
pub(crate) fn provinces_caption(lang: Lang) -> &'static str {
    lang.pick(
        "Provinsi, beserta kabupaten dan kotanya, menurut kode",
        "Provinces with their regencies and cities, by code",
    )
}
pub(crate) fn in_province_caption(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Id => format!("{name} serta kabupaten dan kotanya, menurut kode"),
        Lang::En => format!("{name} with its regencies and cities, by code"),
    }
}
pub(crate) fn found_caption(lang: Lang, query: &str, n: u64, shown: u64) -> String {
    let (all, some) = (format::number(n, lang), format::number(shown, lang));
    match (lang, n > shown) {
        (Lang::Id, false) => format!("{all} daerah yang namanya memuat “{query}”, menurut kode"),
        (Lang::En, false) => format!(
            "{} whose name contains “{query}”, by code",
            counted(n, "government", "governments")
        ),
        (Lang::Id, true) => format!(
            "{some} dari {all} daerah yang namanya memuat “{query}”, menurut kode. Tambahkan satu kata lagi."
        ),
        (Lang::En, true) => format!(
            "{some} of {all} governments whose name contains “{query}”, by code. Add one more word."
        ),
    }
}
pub(crate) fn found_none(lang: Lang, query: &str) -> String {
    match lang {
        Lang::Id => format!(
            "Tidak ada daerah yang namanya memuat “{query}”. Coba sebagian namanya saja, misalnya “serang”, atau pilih provinsi di bawah."
        ),
        Lang::En => format!(
            "No government has “{query}” in its name. Try part of the name, such as “serang”, or choose a province below."
        ),
    }
}
pub(crate) fn counts_unit(lang: Lang) -> &'static str {
    lang.pick(
        "janji menurut status, dihitung hari ini; janji bersama dihitung pada setiap pemiliknya",
        "promises by status, computed for today; a joint promise counts for each of its owners",
    )
}
pub(crate) fn counts_source(lang: Lang) -> &'static str {
    lang.pick(
        "Sumber: catatan ini sendiri; nama dan kode menurut Kemendagri, edisi Juni 2025.",
        "Source: this record itself; names and codes of the Ministry of Home Affairs, edition of June 2025.",
    )
}
pub(crate) fn column_code(lang: Lang) -> &'static str {
    lang.pick("Kode", "Code")
}
pub(crate) fn column_government(lang: Lang) -> &'static str {
    lang.pick("Daerah", "Government")
}
pub(crate) fn column_promises(lang: Lang) -> &'static str {
    lang.pick("Janji", "Promises")
}
pub(crate) fn column_agreements(lang: Lang) -> &'static str {
    lang.pick("Perjanjian", "Agreements")
}
pub(crate) fn column_silent_share(lang: Lang) -> &'static str {
    lang.pick("Bagian tanpa kabar", "Share without word")
}
pub(crate) fn all_provinces(lang: Lang) -> &'static str {
    lang.pick("Semua provinsi", "All provinces")
}
pub(crate) fn clear_search(lang: Lang) -> &'static str {
    lang.pick("Hapus pencarian", "Clear the search")
}

// ---------------------------------------------------------------- one government

/// What it is and how its promises stand, in one sentence.
pub(crate) fn government_lead(
    lang: Lang,
    name: &str,
    province: Option<&str>,
    counts: &FamilyCounts,
) -> String {
    let all = counts.total();
    let standing = super::words::standing_of_counts(lang, counts);
    match (lang, all, province) {
        (Lang::Id, 0, Some(province)) => format!(
            "Belum ada janji {name}, di {province}, yang tercatat di sini. Itu tidak berarti tidak ada janji yang dibuat."
        ),
        (Lang::Id, 0, None) => format!(
            "Belum ada janji {name} yang tercatat di sini. Itu tidak berarti tidak ada janji yang dibuat."
        ),
        (Lang::En, 0, Some(province)) => format!(
            "No promises of {name}, in {province}, are recorded here yet. That does not mean that none were made."
        ),
        (Lang::En, 0, None) => format!(
            "No promises of {name} are recorded here yet. That does not mean that none were made."
        ),
        (Lang::Id, _, Some(province)) => format!(
            "{name}, di {province}, punya {} janji tercatat: {standing}",
            format::number(all, lang)
        ),
        (Lang::Id, _, None) => format!(
            "{name} punya {} janji tercatat: {standing}",
            format::number(all, lang)
        ),
        (Lang::En, _, Some(province)) => format!(
            "{name}, in {province}, has {} on record: {standing}",
            counted(all, "promise", "promises")
        ),
        (Lang::En, _, None) => format!(
            "{name} has {} on record: {standing}",
            counted(all, "promise", "promises")
        ),
    }
}
pub(crate) fn not_yet_recorded(lang: Lang) -> &'static str {
    lang.pick(
        "Pada waktu itu pemerintah daerah ini belum tercatat.",
        "At that time this government was not yet on record.",
    )
}
pub(crate) fn some_counted(lang: Lang, most: u64) -> String {
    match lang {
        Lang::Id => format!("Untuk waktu lain hanya {most} janji terbaru yang dihitung."),
        Lang::En => format!("For another time only the {most} newest promises are counted."),
    }
}
pub(crate) fn on_this_page(lang: Lang) -> &'static str {
    lang.pick("Di halaman ini", "On this page")
}
pub(crate) fn attention(lang: Lang) -> &'static str {
    lang.pick("Perlu perhatian", "Needs attention")
}
pub(crate) fn attention_order(lang: Lang) -> &'static str {
    lang.pick(
        "Yang terlambat dahulu, lalu yang tanpa kabar; masing-masing yang terlama dahulu.",
        "Late ones first, then those without word; in each, the longest first.",
    )
}
pub(crate) fn attention_none(lang: Lang) -> &'static str {
    lang.pick(
        "Tidak ada janji yang terlambat atau tanpa kabar.",
        "No promise is late or without word.",
    )
}
pub(crate) fn agreements_by_partner(lang: Lang) -> &'static str {
    lang.pick("Perjanjian menurut mitra", "Agreements by partner")
}
pub(crate) fn several_partners(lang: Lang) -> &'static str {
    lang.pick("Bersama beberapa pihak", "With several parties")
}
pub(crate) fn promises(lang: Lang) -> &'static str {
    lang.pick("Janji", "Promises")
}
pub(crate) fn newest_promised(lang: Lang) -> &'static str {
    lang.pick(
        "Menurut tanggal dijanjikan, terbaru lebih dahulu.",
        "By date promised, newest first.",
    )
}
pub(crate) fn timeline_heading(lang: Lang) -> &'static str {
    lang.pick("Janji terbuka menurut tenggat", "Open promises by due date")
}
pub(crate) fn as_table(lang: Lang) -> &'static str {
    lang.pick("Lihat sebagai tabel", "See as a table")
}
pub(crate) fn column_due(lang: Lang) -> &'static str {
    lang.pick("Tenggat", "Due")
}
pub(crate) fn column_status(lang: Lang) -> &'static str {
    lang.pick("Status", "Status")
}
pub(crate) fn undated(lang: Lang, n: u64) -> String {
    match lang {
        Lang::Id => format!(
            "{} janji terbuka lain tidak menyebut tenggat.",
            format::number(n, lang)
        ),
        Lang::En => format!(
            "{} no due date.",
            counted(n, "other open promise names", "other open promises name")
        ),
    }
}
pub(crate) fn record_source(lang: Lang) -> &'static str {
    lang.pick(
        "Sumber: catatan ini; sumber tiap fakta ada di halaman janjinya.",
        "Source: this record; the source of each fact stands on the promise's page.",
    )
}
pub(crate) fn programmes(lang: Lang) -> &'static str {
    lang.pick(
        "Program yang dapat dipelajari",
        "Programmes others may learn from",
    )
}
pub(crate) fn gatherings(lang: Lang) -> &'static str {
    lang.pick("Kegiatan dan kunjungan", "Gatherings and visits")
}
pub(crate) fn statements(lang: Lang) -> &'static str {
    lang.pick(
        "Pernyataan: harapan, arahan, laporan",
        "Statements: hopes, instructions, reports",
    )
}
pub(crate) fn statements_note(lang: Lang) -> &'static str {
    lang.pick(
        "Bukan janji dan tidak ikut dihitung.",
        "Not promises, and never counted as such.",
    )
}
pub(crate) fn figures(lang: Lang) -> &'static str {
    lang.pick("Angka yang dipublikasikan", "Published figures")
}
pub(crate) fn figures_caption(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Id => format!("{name}: luas, penduduk, skor, dan anggaran menurut sumbernya"),
        Lang::En => {
            format!("{name}: area, population, scores and budget as their sources give them")
        }
    }
}
pub(crate) fn column_measure(lang: Lang) -> &'static str {
    lang.pick("Ukuran", "Measure")
}
pub(crate) fn column_period(lang: Lang) -> &'static str {
    lang.pick("Periode", "Period")
}
pub(crate) fn column_value(lang: Lang) -> &'static str {
    lang.pick("Nilai", "Value")
}
pub(crate) fn column_source(lang: Lang) -> &'static str {
    lang.pick("Sumber", "Source")
}
pub(crate) fn period_unknown(lang: Lang) -> &'static str {
    lang.pick("tidak disebut", "not stated")
}
pub(crate) fn standing(lang: Lang, standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::Reported => None,
        Standing::Target => Some(lang.pick("target", "target")),
        Standing::Budgeted => Some(lang.pick("dianggarkan", "budgeted")),
    }
}

/// What scores do not say.
pub(crate) fn scores_caution(lang: Lang) -> &'static str {
    lang.pick(
        "Skor MCSP (dahulu MCP) dan SPI mengukur upaya pencegahan yang dibuktikan. Skor tinggi tidak membuktikan bahwa korupsi tidak ada, dan nama serta indikatornya berubah dari tahun ke tahun.",
        "MCSP (formerly MCP) and SPI scores measure evidenced prevention work. A high score does not prove the absence of corruption, and names and indicators change from year to year.",
    )
}

/// A number with its unit as people write it.
pub(crate) fn measured(lang: Lang, number: &str, unit: &str) -> String {
    let (id, en) = match unit {
        "peringkat" => return format!("{} {number}", lang.pick("peringkat", "rank")),
        "km2" => ("km²", "km²"),
        "persen" => ("persen", "percent"),
        "orang" => ("orang", "people"),
        "siswa" => ("siswa", "pupils"),
        "sekolah" => ("sekolah", "schools"),
        "ruas" => ("ruas", "roads"),
        "lokasi" => ("lokasi", "places"),
        "usulan" => ("usulan", "proposals"),
        "jembatan" => ("jembatan", "bridges"),
        "kecamatan" => ("kecamatan", "districts"),
        "desa" => ("desa", "villages"),
        "kelurahan" => ("kelurahan", "urban villages"),
        "skor 0-100" => ("dari 100", "of 100"),
        other => (other, other),
    };
    format!("{number} {}", lang.pick(id, en))
}
pub(crate) fn posts(lang: Lang) -> &'static str {
    lang.pick("Siapa yang menjawab di sini", "Who answers here")
}
pub(crate) fn reply_note(lang: Lang) -> &'static str {
    lang.pick(
        "Jawaban atau sanggahan pemerintah ini tampil di samping janji yang bersangkutan, dengan ukuran yang sama.",
        "This government's reply or dispute stands beside the promise concerned, at the same size.",
    )
}
pub(crate) fn holder_unknown(lang: Lang) -> &'static str {
    lang.pick("pemegang jabatan tidak tercatat", "no holder on record")
}
pub(crate) fn acting(lang: Lang) -> &'static str {
    lang.pick("penjabat sementara", "acting")
}
pub(crate) fn since(lang: Lang, when: &str) -> String {
    match lang {
        Lang::Id => format!("sejak {when}"),
        Lang::En => format!("since {when}"),
    }
}
pub(crate) fn seen(lang: Lang, when: &str) -> String {
    match lang {
        Lang::Id => format!("disebut dalam jabatan ini pada {when}"),
        Lang::En => format!("named in this post on {when}"),
    }
}
pub(crate) fn part_of(lang: Lang) -> &'static str {
    lang.pick("Lembaga di bawahnya", "Bodies that are part of it")
}
pub(crate) fn members(lang: Lang) -> &'static str {
    lang.pick("Kabupaten dan kota", "Regencies and cities")
}
pub(crate) fn also_known_as(lang: Lang, names: &str) -> String {
    match lang {
        Lang::Id => format!("Juga disebut: {names}."),
        Lang::En => format!("Also called: {names}."),
    }
}
pub(crate) fn seat(lang: Lang, seat: &str) -> String {
    match lang {
        Lang::Id => format!("Pusat pemerintahan: {seat}."),
        Lang::En => format!("Seat of government: {seat}."),
    }
}
pub(crate) fn successor(lang: Lang) -> &'static str {
    lang.pick("Digantikan oleh", "Succeeded by")
}
pub(crate) fn code(lang: Lang, code: &str) -> String {
    match lang {
        Lang::Id => format!("Kode Kemendagri {code}."),
        Lang::En => format!("Ministry code {code}."),
    }
}
pub(crate) fn signed(lang: Lang, when: Option<&str>) -> String {
    match (lang, when) {
        (Lang::Id, Some(when)) => format!("ditandatangani {when}"),
        (Lang::En, Some(when)) => format!("signed {when}"),
        (Lang::Id, None) => "ditandatangani, tanggal tidak disebut".to_owned(),
        (Lang::En, None) => "signed, date not stated".to_owned(),
    }
}
pub(crate) fn not_signed(lang: Lang) -> &'static str {
    lang.pick(
        "belum ditandatangani menurut catatan ini",
        "not signed as far as is recorded",
    )
}
pub(crate) fn ended(lang: Lang, how: &str, when: Option<&str>) -> String {
    let how = how.to_lowercase();
    match (lang, when) {
        (Lang::Id, Some(when)) => format!("berakhir {when}: {how}"),
        (Lang::En, Some(when)) => format!("ended {when}: {how}"),
        (Lang::Id, None) => format!("berakhir: {how}"),
        (Lang::En, None) => format!("ended: {how}"),
    }
}
pub(crate) fn see_all(lang: Lang, kind: SubjectKind, n: u64) -> String {
    let what = kind_count(kind, n, lang);
    match lang {
        Lang::Id => format!("Lihat semua: {what}"),
        Lang::En => format!("See all: {what}"),
    }
}
pub(crate) fn none_of(lang: Lang, kind: SubjectKind) -> String {
    let what = kind_many(kind, lang).to_lowercase();
    match lang {
        Lang::Id => format!("Belum ada {what} yang tercatat."),
        Lang::En => format!("No {what} recorded yet."),
    }
}

// ---------------------------------------------------------------- lists of one kind

/// What the records of a kind are, in one sentence.
pub(crate) fn kind_lead(lang: Lang, kind: SubjectKind) -> &'static str {
    match kind {
        SubjectKind::Commitment => lang.pick(
            "Setiap janji menyebut siapa yang berutang kepada siapa, dengan tenggat bila disebut, dan apa jadinya sampai hari ini.",
            "Each promise says who owes it to whom, by when if that was said, and what has become of it so far.",
        ),
        SubjectKind::Agreement => lang.pick(
            "Kesepakatan bersama, perjanjian kerja sama, dan komitmen antara pemerintah daerah dan pihak lain, dari persiapan sampai berakhir.",
            "Joint agreements, cooperation agreements and pledges between local governments and others, from preparation to their end.",
        ),
        SubjectKind::Gathering => lang.pick(
            "Penandatanganan, rapat koordinasi, kunjungan, dan pertemuan lain: siapa hadir, siapa diwakili, dan apa hasilnya.",
            "Signings, coordination meetings, visits and other gatherings: who came, who was represented, and what came of it.",
        ),
        SubjectKind::Programme => lang.pick(
            "Program yang dapat ditiru daerah lain: masalahnya, biayanya, siapa yang membayar, dan hasilnya.",
            "Programmes that other places may copy: the problem, the cost, who pays, and the results.",
        ),
        SubjectKind::Statement => lang.pick(
            "Yang diharapkan, diperintahkan, atau dilaporkan tanpa dijanjikan. Pernyataan tidak pernah dihitung sebagai janji.",
            "What was hoped, instructed or reported without being promised. A statement is never counted as a promise.",
        ),
        SubjectKind::Source => lang.pick(
            "Berita, siaran pers, dokumen, dan data yang menjadi sumber fakta di sini, dengan alamat aslinya bila ada.",
            "The reports, releases, documents and data sets that facts here are from, with their original addresses where known.",
        ),
        SubjectKind::Organization => lang.pick(
            "Perangkat daerah, DPRD, lembaga pengawas, dan pihak lain yang disebut dalam catatan. Ke-552 pemerintah daerah punya daftarnya sendiri.",
            "Agencies, councils, supervisory bodies and others that the record names. The 552 local governments have a list of their own.",
        ),
        SubjectKind::Post => lang.pick(
            "Jabatan publik dan siapa yang memegangnya, sejauh disebut sumber.",
            "Public posts and who held them, as far as sources say.",
        ),
        SubjectKind::Person => lang.pick(
            "Pejabat publik dalam peran publiknya saja. Tidak ada hal lain tentang mereka yang dicatat.",
            "Public officials in their public role only. Nothing else about them is recorded.",
        ),
        SubjectKind::Entry => "",
    }
}

/// How many are shown of how many, and in which order.
pub(crate) fn list_count(
    lang: Lang,
    kind: SubjectKind,
    by_title: bool,
    first: u64,
    last: u64,
    total: u64,
) -> String {
    let order = list_order(lang, kind, by_title);
    let (first, last, all) = (
        format::number(first, lang),
        format::number(last, lang),
        kind_count(kind, total, lang),
    );
    match lang {
        Lang::Id => format!("{first}–{last} dari {all}. {order}"),
        Lang::En => format!("{first}–{last} of {all}. {order}"),
    }
}

fn list_order(lang: Lang, kind: SubjectKind, by_title: bool) -> &'static str {
    match kind {
        _ if by_title => lang.pick(
            "Menurut abjad judulnya.",
            "By title, in alphabetical order.",
        ),
        SubjectKind::Commitment => lang.pick(
            "Menurut tanggal dijanjikan, terbaru lebih dahulu.",
            "By date promised, newest first.",
        ),
        _ => lang.pick(
            "Menurut tanggal kejadian, terbaru lebih dahulu.",
            "By date, newest first.",
        ),
    }
}

/// A list without rows, under filters.
pub(crate) fn list_empty(lang: Lang) -> &'static str {
    lang.pick(
        "Tidak ada catatan yang cocok dengan semua saringan ini. Lepaskan salah satunya.",
        "No record matches all of these filters. Take one of them off.",
    )
}
pub(crate) fn take_off_all(lang: Lang) -> &'static str {
    lang.pick("Lepaskan semua saringan", "Take all filters off")
}
pub(crate) fn filter_status(lang: Lang) -> &'static str {
    lang.pick("Status", "Status")
}
pub(crate) fn filter_government(lang: Lang) -> &'static str {
    lang.pick("Pemerintah daerah", "Government")
}
pub(crate) fn filter_year(lang: Lang) -> &'static str {
    lang.pick("Tahun", "Year")
}
pub(crate) fn filter_kind(lang: Lang) -> &'static str {
    lang.pick("Jenis", "Kind")
}
pub(crate) fn filters_heading(lang: Lang) -> &'static str {
    lang.pick("Saring", "Filter")
}
pub(crate) fn bad_family(lang: Lang, given: &str) -> String {
    let known: Vec<_> = Family::ALL
        .into_iter()
        .map(super::words::family_value)
        .collect();
    let known = known.join(", ");
    match lang {
        Lang::Id => format!("Status “{given}” tidak dikenal. Pilih salah satu: {known}."),
        Lang::En => format!("There is no status “{given}”. Choose one of: {known}."),
    }
}
pub(crate) fn bad_year(lang: Lang, given: &str) -> String {
    match lang {
        Lang::Id => {
            format!("Tahun “{given}” tidak dapat dibaca. Tulis empat angka dari 1900 sampai 2100.")
        }
        Lang::En => {
            format!("The year “{given}” cannot be read. Write four digits from 1900 to 2100.")
        }
    }
}
pub(crate) fn bad_government(lang: Lang, given: &str) -> String {
    match lang {
        Lang::Id => format!(
            "Tidak ada pemerintah daerah berkode “{given}”. Kode provinsi seperti 36, kode kabupaten atau kota seperti 36.73."
        ),
        Lang::En => format!(
            "No local government has the code “{given}”. Codes of provinces look like 36, of regencies and cities like 36.73."
        ),
    }
}
pub(crate) fn bad_kind(lang: Lang, given: &str) -> String {
    match lang {
        Lang::Id => format!(
            "Jenis “{given}” tidak dikenal. Pilih jenis dari saringan di halaman pencarian."
        ),
        Lang::En => format!(
            "There is no kind “{given}”. Choose a kind from the filters of the search page."
        ),
    }
}

/// The title of a filtered list: "Janji Kabupaten Serang: terlambat".
pub(crate) fn list_title(
    lang: Lang,
    kind: SubjectKind,
    government: Option<&str>,
    status: Option<Family>,
    year: Option<i16>,
) -> String {
    let mut title = match (lang, government) {
        (_, None) => kind_many(kind, lang).to_owned(),
        (Lang::Id, Some(name)) => format!("{} {name}", kind_many(kind, lang)),
        (Lang::En, Some(name)) => format!("{} of {name}", kind_many(kind, lang)),
    };
    let parts: Vec<String> = status
        .map(|f| family(f, lang).to_lowercase())
        .into_iter()
        .chain(year.map(|y| y.to_string()))
        .collect();
    if !parts.is_empty() {
        title = format!("{title}: {}", parts.join(", "));
    }
    title
}

// ---------------------------------------------------------------- search

pub(crate) fn search(lang: Lang) -> &'static str {
    lang.pick("Cari", "Search")
}
pub(crate) fn search_hint(lang: Lang) -> &'static str {
    lang.pick(
        "Nama daerah, pejabat, program, pokok perjanjian, atau kode Kemendagri. Singkatan seperti “kab.” dan “pemkot” dipahami.",
        "A place, an official, a programme, the subject of an agreement, or a ministry code. Abbreviations such as “kab.” and “pemkot” are understood.",
    )
}
pub(crate) fn found(lang: Lang, query: &str, total: u64) -> String {
    match (lang, total) {
        (Lang::Id, 0) => format!("Tidak ada catatan yang cocok dengan “{query}”."),
        (Lang::En, 0) => format!("No record matches “{query}”."),
        (Lang::Id, _) => format!(
            "{} catatan cocok dengan “{query}”, yang paling cocok lebih dahulu.",
            format::number(total, lang)
        ),
        (Lang::En, _) => format!(
            "{} “{query}”, best match first.",
            counted(total, "record matches", "records match")
        ),
    }
}
pub(crate) fn found_in_filters(lang: Lang, total: u64) -> String {
    match lang {
        Lang::Id => format!(
            "{} catatan cocok dengan saringan ini.",
            format::number(total, lang)
        ),
        Lang::En => format!(
            "{} these filters.",
            counted(total, "record matches", "records match")
        ),
    }
}
pub(crate) fn too_many(lang: Lang) -> &'static str {
    lang.pick(
        "Terlalu banyak untuk dibaca. Tambahkan satu kata lagi.",
        "Too many to read. Add one more word.",
    )
}
pub(crate) fn understood(lang: Lang, as_: &str) -> String {
    match lang {
        Lang::Id => format!("Dipahami sebagai: {as_}."),
        Lang::En => format!("Understood as: {as_}."),
    }
}
pub(crate) fn did_you_mean(lang: Lang) -> &'static str {
    lang.pick("Mungkin maksud Anda", "Did you mean")
}
pub(crate) fn exact(lang: Lang) -> &'static str {
    lang.pick("Tepat sama", "Exact match")
}
pub(crate) fn wider(lang: Lang) -> &'static str {
    lang.pick("Cari tanpa saringan", "Search without filters")
}
pub(crate) fn missing_record(lang: Lang) -> &'static str {
    lang.pick(
        "Ada catatan yang kurang? Begini cara melaporkannya.",
        "Is a record missing? This is how to report it.",
    )
}

/// The title of a page of results: query and page number first.
pub(crate) fn search_title(lang: Lang, query: Option<&str>, page: u32) -> String {
    match (lang, query, page) {
        (_, None, _) => search(lang).to_owned(),
        (Lang::Id, Some(query), 1) => format!("“{query}”, hasil pencarian"),
        (Lang::En, Some(query), 1) => format!("“{query}”, search results"),
        (Lang::Id, Some(query), page) => format!("“{query}”, halaman {page}, hasil pencarian"),
        (Lang::En, Some(query), page) => format!("“{query}”, page {page}, search results"),
    }
}
