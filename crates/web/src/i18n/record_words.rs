//! The words of record pages: what a commitment, an agreement and the other kinds say of themselves.
//!
//! Sentences are whole in each language. A slot that is filled with links is written `{{name}}` and
//! filled by [`crate::names::fill`]; the other slots are plain words.

use domain::agreement::{Assent, Instrument, StageStanding};
use domain::commitment::{Closing, Completion, LinkStanding};
use domain::disclosure::Act;
use domain::gathering::{Attendance, GatheringKind};
use domain::organization::Standing;
use domain::post::Role;
use domain::programme::Funding;
use domain::source::Medium;
use domain::statement::Force;
use domain::{Lang, law};

pub(crate) use super::words::organization_kind;

/// Words with both languages side by side: `name: "Indonesian", "English";`, or with slots `name(slot): …`.
macro_rules! words {
    ($($name:ident $(($($slot:ident),+))? : $id:literal, $en:literal;)*) => {
        $(words!(@one $name $(($($slot),+))? $id, $en);)*
    };
    (@one $name:ident $id:literal, $en:literal) => {
        #[doc = concat!("“", $en, "”")]
        pub(crate) fn $name(lang: Lang) -> &'static str {
            lang.pick($id, $en)
        }
    };
    (@one $name:ident ($($slot:ident),+) $id:literal, $en:literal) => {
        #[doc = concat!("“", $en, "”")]
        pub(crate) fn $name(lang: Lang, $($slot: impl ::std::fmt::Display),+) -> String {
            match lang {
                Lang::Id => format!($id),
                Lang::En => format!($en),
            }
        }
    };
}

pub(crate) mod agreement;
pub(crate) mod commitment;
pub(crate) mod kinds;
pub(crate) mod verify;

// ---------------------------------------------------------------- moments, names, sources

words! {
    moment_both: "Pilih salah satu: “as_of” (apa yang telah terjadi) atau “known_at” (apa yang tertulis saat itu). Hapus yang lain dari alamat.",
        "Choose one: “as_of” (what had happened) or “known_at” (what the record said). Remove the other from the address.";
    moment_not_a_date(value): "“{value}” bukan tanggal. Tulis tahun, bulan, dan hari, seperti as_of=2025-10-31, dari tahun 1900.",
        "“{value}” is not a date. Write year, month and day, as in as_of=2025-10-31, from the year 1900.";
    moment_not_a_time(value): "“{value}” bukan waktu. Tulis seperti known_at=2026-11-22T10:00:00Z, atau tanggalnya saja, dari tahun 2000.",
        "“{value}” is not a time. Write it as known_at=2026-11-22T10:00:00Z, or the date alone, from the year 2000.";
    moment_date_ahead(day, today): "{day} belum tiba. Pilih tanggal sampai hari ini, {today}.",
        "{day} has not come yet. Choose a date up to today, {today}.";
    moment_time_ahead(time): "{time} belum tiba. Pilih waktu yang sudah lewat.",
        "{time} has not come yet. Choose a time in the past.";
    moment_as_of(day): "Anda melihat apa yang telah terjadi sampai {day}, menurut catatan sekarang.",
        "You see what had happened by {day}, from what is recorded now.";
    moment_known_at(time): "Anda melihat apa yang tertulis dalam catatan pada {time}; yang dicatat sesudahnya tidak dihitung.",
        "You see what the record said on {time}; what was recorded later is left out.";
    moment_back: "Lihat keadaan sekarang", "See how it stands now";
    moment_heading: "Keadaan pada hari lain", "How it stood on another day";
    moment_label: "Apa yang telah terjadi sampai tanggal", "What had happened by";
    moment_show: "Tampilkan", "Show";
    not_yet_title(title): "{title}: belum ada saat itu", "{title}: not there yet";
    not_yet_as_of: "Sampai hari itu hal ini belum terjadi, menurut catatan sekarang.", "By that day this had not happened, from what is recorded now.";
    not_yet_known_at: "Pada saat itu hal ini belum dicatat.", "At that time this had not been recorded.";
    unnamed(handle): "catatan {handle}", "record {handle}";
    and: "dan", "and";
    source_word: "sumber", "source";
    sources: "Sumber", "Sources";
    no_sources: "Catatan ini tidak menyebut sumber.", "This record names no source.";
    quoted: "dikutip", "quoted";
    paraphrased: "diparafrasakan", "paraphrased";
    quoted_at(paragraphs): "dikutip dari paragraf {paragraphs}", "quoted from paragraph {paragraphs}";
    paraphrased_at(paragraphs): "diparafrasakan dari paragraf {paragraphs}", "paraphrased from paragraph {paragraphs}";
    differences: "Yang berbeda antarsumber", "Where sources differ";
    differences_lead: "Semua versi ditampilkan; tidak ada yang dipilih.", "Every version is shown; none is chosen.";
    not_stated: "tidak disebutkan", "not stated";
    today: "hari ini", "today";
    date: "Tanggal", "Date";
    what_happened: "Apa yang terjadi", "What happened";
    timeline_label(caption, first, last, marks): "{caption}: {marks} peristiwa antara {first} dan {last}; rinciannya pada tabel di bawah", "{caption}: {marks} events between {first} and {last}; the table below has them all";
    unverified: "belum terverifikasi", "not verified";
}

/// "a, b, dan c".
pub(crate) fn list(lang: Lang, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} {} {two}", and(lang)),
        [most @ .., last] => format!("{}, {} {last}", most.join(", "), and(lang)),
    }
}

// ---------------------------------------------------------------- history and strip

words! {
    history: "Riwayat catatan", "History of this record";
    recorded_by(at, office, role): "Dicatat {at} oleh {office}, {role}.", "Recorded {at} by {office}, {role}.";
    recorded(at): "Dicatat {at}.", "Recorded {at}.";
    entry_number(n): "Entri {n}", "Entry {n}";
    verify_entry(n): "Periksa entri {n}", "Verify entry {n}";
    reason: "Alasan perbaikan:", "Reason for the correction:";
    sealed: "Isinya belum dibuka untuk umum.", "Its content is not open to the public yet.";
    hidden(entry, act, at, by): "Isi entri {entry} {act} pada {at} oleh {by}.", "The content of entry {entry} was {act} on {at} by {by}.";
    only_changes: "hanya butir daftar yang berubah", "only the items of the list that changed";
    ground: "Dasar:", "Ground:";
    changed_terms: "Butir yang berubah, lama di samping baru", "Terms that changed, old beside new";
    term: "Butir", "Term";
    before: "Semula", "Before";
    after: "Kini", "Now";
    strip_title: "Bukti catatan", "Proof of this record";
    strip_place(n, at): "entri {n}, {at}", "entry {n}, {at}";
    strip_recorded: "Pertama dicatat", "First recorded";
    strip_changed: "Terakhir berubah", "Last changed";
    strip_unchanged: "belum pernah berubah", "never changed since";
    strip_confirmed: "Dikonfirmasi oleh", "Confirmed by";
    strip_not_confirmed: "belum dikonfirmasi pihak mana pun", "not confirmed by any party";
    strip_witnesses: "Saksi", "Witnesses";
    strip_no_witnesses: "0 dari 0: belum ada saksi yang dipasang, jadi log ini baru dijamin oleh kuncinya sendiri",
        "0 of 0: no witness has been set up, so only this log's own key vouches for it so far";
    strip_hash(entry): "Sidik entri {entry}", "Fingerprint of entry {entry}";
    strip_verify: "Periksa catatan ini", "Verify this record";
    strip_json: "Catatan ini sebagai JSON", "This record as JSON";
    gaps_heading: "Sebagian isi tidak ditampilkan", "Part of the content is not shown";
    untitled(handle): "Catatan {handle}", "Record {handle}";
    untitled_lead: "Isi pokok catatan ini tidak terbuka untuk umum. Bahwa catatan ini ada, kapan dicatat, dan mengapa isinya tertutup tetap terbuka.",
        "The main content of this record is not open to the public. That it exists, when it was recorded and why its content is closed remain open.";
    unreadable(n): "{n} entri catatan ini ditulis oleh program yang lebih baru dan tidak terbaca di sini.",
        "{n} entries of this record were written by a newer program and cannot be read here.";
}

/// How many entries a history has.
pub(crate) fn history_lead(lang: Lang, n: usize) -> String {
    match (lang, n) {
        (Lang::Id, 1) => "Satu entri. Tidak ada yang dihapus: perbaikan ditambahkan, dan yang lama tetap terlihat.".to_owned(),
        (Lang::Id, _) => format!("{n} entri, yang pertama di atas. Tidak ada yang dihapus: perbaikan ditambahkan, dan yang lama tetap terlihat."),
        (Lang::En, 1) => "One entry. Nothing is removed: corrections are added, and what stood before stays in sight.".to_owned(),
        (Lang::En, _) => format!("{n} entries, the first on top. Nothing is removed: corrections are added, and what stood before stays in sight."),
    }
}

/// What an entry tells, by its kind in the log.
pub(crate) fn happening(kind: &str, corrected: bool, lang: Lang) -> String {
    let what = match kind {
        "described" if corrected => {
            return lang
                .pick("Keterangan diperbaiki", "Description corrected")
                .to_owned();
        }
        "" => {
            return lang
                .pick("Isi tidak terbuka", "Content not open")
                .to_owned();
        }
        "described" => {
            return lang
                .pick("Pertama kali dicatat", "First recorded")
                .to_owned();
        }
        "chain" => lang.pick("Fakta pada rantai", "Fact on the chain"),
        "measured" => lang.pick("Hasil pengukuran", "Measurement"),
        "moved" => lang.pick("Tenggat atau sasaran diubah", "Due date or target moved"),
        "claimed" => lang.pick("Diklaim selesai", "Claimed done"),
        "accepted" => lang.pick("Hasil diterima pihak luar", "Accepted by somebody outside"),
        "closed" => lang.pick("Janji berakhir", "Promise over"),
        "disputed" => lang.pick("Disanggah", "Disputed"),
        "settled" => lang.pick("Sanggahan selesai", "Dispute settled"),
        "verdict" => lang.pick("Penilaian independen", "Independent verdict"),
        "stage" => lang.pick("Tahap", "Stage"),
        "signed" => lang.pick("Penandatanganan", "Signing"),
        "confirmed" => lang.pick("Dikonfirmasi pihak", "Confirmed by a party"),
        "amended" => lang.pick("Perubahan isi", "Amendment"),
        "ended" => lang.pick("Pengakhiran", "Ending"),
        "figure" => lang.pick("Angka", "Figure"),
        "held" => lang.pick("Pemangku jabatan", "Holder of the post"),
        "outcome" => lang.pick("Hasil kegiatan", "Outcome"),
        other => other,
    };
    match (corrected, lang) {
        (false, _) => what.to_owned(),
        (true, Lang::Id) => format!("{what}: diperbaiki"),
        (true, Lang::En) => format!("{what}: corrected"),
    }
}

/// The role in which an entry was recorded, as part of a sentence.
pub(crate) fn by_role(role: &str, lang: Lang) -> &str {
    match role {
        "import" => lang.pick("dengan impor berkas", "by importing a file"),
        other => other,
    }
}

/// What was done with an entry's body, as part of a sentence.
pub(crate) fn act(act: Act, lang: Lang) -> &'static str {
    match act {
        Act::Open => lang.pick("dibuka", "opened"),
        Act::Withhold => lang.pick("ditahan", "withheld"),
        Act::Erase => lang.pick("dihapus untuk selamanya", "erased for good"),
    }
}

/// The fields of the log in the order in which a reader asks, with their names.
const FIELDS: &[(&str, &str, &str)] = &[
    ("promise", "Janji", "Promise"),
    ("says", "Isi", "What was said"),
    ("title", "Judul", "Title"),
    ("name", "Nama", "Name"),
    ("titles", "Gelar", "Titles and degrees"),
    ("also_known_as", "Nama lain", "Also known as"),
    ("what", "Apa", "What"),
    ("measure", "Ukuran", "Measure"),
    ("value", "Nilai", "Value"),
    ("unit", "Satuan", "Unit"),
    ("instrument", "Jenis dokumen", "Kind of document"),
    ("scheme", "Skema", "Scheme"),
    ("kind", "Jenis", "Kind"),
    ("force", "Bobot", "Force"),
    ("role", "Peran", "Role"),
    ("act", "Tindakan", "Act"),
    ("entry", "Entri", "Entry"),
    ("quote", "Kutipan", "Quotation"),
    ("stage", "Tahap", "Stage"),
    ("standing", "Kedudukan", "Standing"),
    ("made_by", "Diucapkan oleh", "Made by"),
    ("speaker", "Pembicara", "Speaker"),
    ("person", "Orang", "Person"),
    ("post", "Jabatan", "Post"),
    ("described", "Keterangan", "Described as"),
    ("organization", "Lembaga", "Organization"),
    ("owners", "Pengemban", "Owed by"),
    ("beneficiaries", "Penerima manfaat", "Owed to"),
    ("parties", "Para pihak", "Parties"),
    ("party", "Pihak", "Party"),
    ("by", "Oleh", "By"),
    ("asked_by", "Diminta oleh", "Asked by"),
    ("addressed_to", "Ditujukan kepada", "Addressed to"),
    ("hosts", "Tuan rumah", "Hosts"),
    ("run_by", "Dijalankan oleh", "Run by"),
    ("runs_in", "Berjalan di", "Runs in"),
    ("attendance", "Kehadiran", "Attendance"),
    ("represented_by", "Diwakili oleh", "Represented by"),
    ("participants", "Peserta", "Participants"),
    ("from", "Dari", "From"),
    ("to", "Sampai", "Until"),
    ("since", "Sejak", "Since"),
    ("until", "Sampai", "Until"),
    ("seen", "Disebut pada", "Named on"),
    ("acting", "Penjabat sementara", "Acting"),
    ("due", "Tenggat", "Due"),
    ("period", "Untuk masa", "Period"),
    ("indicator", "Ukuran", "Measure"),
    ("baseline", "nilai awal", "baseline"),
    ("target", "Sasaran", "Target"),
    ("rhythm_days", "Irama kabar (hari)", "Rhythm of news (days)"),
    ("place", "Tempat", "Place"),
    ("date_basis", "Dasar tanggal", "How the date is known"),
    ("topics", "Pokok bahasan", "Topics"),
    ("subjects", "Urusan", "Subjects"),
    ("subject", "Catatan", "Record"),
    ("problem", "Masalah", "Problem"),
    ("target_group", "Kelompok sasaran", "Target group"),
    ("how", "Cara", "How"),
    ("legal_basis", "Dasar hukum", "Legal basis"),
    ("unit_costs", "Biaya per satuan", "Cost per unit"),
    ("paid", "Yang dibayar", "Paid"),
    ("true_cost", "Biaya sebenarnya", "True cost"),
    ("funded_by", "Didanai oleh", "Funded by"),
    ("not_funded_by", "Tidak didanai oleh", "Not funded by"),
    ("copied_from", "Disalin dari", "Copied from"),
    ("numbers", "Nomor", "Numbers"),
    ("number", "Nomor", "Number"),
    ("signatories", "Penanda tangan", "Signatories"),
    ("term", "Jangka waktu", "Term"),
    ("terms", "Isi kesepakatan", "Terms"),
    ("before", "Semula", "Before"),
    ("after", "Menjadi", "After"),
    ("others", "Sikap pihak lain", "The other parties"),
    ("ground", "Dasar", "Ground"),
    ("decided_by", "Diputuskan oleh", "Decided by"),
    ("completion", "Penilaian", "Verdict"),
    ("reason", "Alasan", "Reason"),
    ("document", "Dokumen", "Document"),
    ("identifier", "Nomor pengenal", "Identifier"),
    ("ties_to", "Terikat pada", "Tied to"),
    ("amount", "Jumlah", "Amount"),
    ("region", "Kode wilayah", "Region code"),
    ("seat", "Tempat kedudukan", "Seat"),
    ("parent", "Induk", "Parent"),
    ("successor", "Pengganti", "Successor"),
    ("gathering", "Kegiatan", "Gathering"),
    ("agreement", "Perjanjian", "Agreement"),
    ("programme", "Program", "Programme"),
    ("outlet", "Penerbit", "Publisher"),
    ("medium", "Jenis sumber", "Kind of source"),
    ("address", "Alamat", "Address"),
    ("published", "Terbit", "Published"),
    ("retrieved", "Dibaca", "Read"),
    ("sha256", "SHA-256", "SHA-256"),
    ("note", "Catatan", "Note"),
    ("unknown", "Yang tidak diketahui", "What is not known"),
    ("about", "Tentang", "About"),
    ("versions", "Versi", "Versions"),
    ("source", "Sumber", "Source"),
    ("paragraph", "Paragraf", "Paragraph"),
    ("sources", "Sumber", "Sources"),
    (
        "differences",
        "Perbedaan antarsumber",
        "Where sources differ",
    ),
];

fn field_at(field: &str) -> Option<usize> {
    FIELDS.iter().position(|(name, ..)| *name == field)
}

/// Where a field stands among its neighbours; unknown ones come last.
pub(crate) fn field_order(field: &str) -> usize {
    field
        .split('.')
        .next()
        .and_then(field_at)
        .unwrap_or(FIELDS.len())
}

/// The name of a field of the log; `indicator.target` is "Measure: target". An unknown one is its own name.
pub(crate) fn field(field: &str, lang: Lang) -> String {
    let name = |part: &str| match field_at(part) {
        Some(at) => lang.pick(FIELDS[at].1, FIELDS[at].2).to_owned(),
        None => part.to_owned(),
    };
    match field.split_once('.') {
        Some((outer, inner)) => format!("{}: {}", name(outer), name(inner).to_lowercase()),
        None => name(field),
    }
}

// ---------------------------------------------------------------- code words

/// A kind of document, by its name in law or practice.
pub(crate) fn instrument(instrument: Instrument, lang: Lang) -> &'static str {
    match instrument {
        Instrument::KesepakatanBersama => lang.pick("Kesepakatan bersama", "Joint agreement"),
        Instrument::PerjanjianKerjaSama => {
            lang.pick("Perjanjian kerja sama", "Cooperation agreement")
        }
        Instrument::NotaKesepakatan => lang.pick("Nota kesepakatan", "Memorandum of agreement"),
        Instrument::LetterOfIntent => lang.pick("Pernyataan kehendak", "Letter of intent"),
        Instrument::NaskahKerjaSama => lang.pick("Naskah kerja sama", "Cooperation text"),
        Instrument::Komitmen => lang.pick("Komitmen bersama", "Joint commitment"),
    }
}

/// A kind of gathering.
pub(crate) fn gathering_kind(kind: GatheringKind, lang: Lang) -> &'static str {
    match kind {
        GatheringKind::Signing => lang.pick("Penandatanganan", "Signing"),
        GatheringKind::Coordination => lang.pick("Rapat koordinasi", "Coordination meeting"),
        GatheringKind::Visit => lang.pick("Kunjungan kerja", "Working visit"),
        GatheringKind::Retreat => lang.pick("Retret", "Retreat"),
        GatheringKind::Launch => lang.pick("Peluncuran", "Launch"),
        GatheringKind::Deliberation => lang.pick("Musyawarah", "Deliberation"),
        GatheringKind::Other => lang.pick("Pertemuan", "Meeting"),
    }
}

/// The force of a statement.
pub(crate) fn force(force: Force, lang: Lang) -> &'static str {
    match force {
        Force::Hoped => lang.pick("Harapan", "Hope"),
        Force::Instructed => lang.pick("Arahan", "Instruction"),
        Force::Reported => lang.pick("Laporan", "Report"),
    }
}

/// What the force of a statement means.
pub(crate) fn force_means(force: Force, lang: Lang) -> &'static str {
    match force {
        Force::Hoped => lang.pick("Ini harapan, bukan janji, dan tidak dihitung sebagai janji.", "This is a hope, not a promise, and is never counted as one."),
        Force::Instructed => lang.pick(
            "Ini arahan atau permintaan kepada pihak lain, bukan janji, dan tidak dihitung sebagai janji.",
            "This is an instruction or request to others, not a promise, and is never counted as one.",
        ),
        Force::Reported => lang.pick(
            "Ini laporan tentang yang sudah ada atau terjadi, bukan janji, dan tidak dihitung sebagai janji.",
            "This reports what is or was done; it is not a promise and is never counted as one.",
        ),
    }
}

/// A kind of post.
pub(crate) fn role(role: Role, lang: Lang) -> &'static str {
    match role {
        Role::Head => lang.pick("Kepala daerah", "Head of region"),
        Role::Deputy => lang.pick("Wakil kepala daerah", "Deputy head of region"),
        Role::Secretary => lang.pick("Sekretaris daerah", "Regional secretary"),
        Role::Inspector => lang.pick("Inspektur", "Inspector"),
        Role::Chair => lang.pick("Ketua dewan", "Chair of the council"),
        Role::AgencyHead => lang.pick("Kepala lembaga", "Head of a body"),
        Role::Other => lang.pick("Jabatan lain", "Other office"),
    }
}

/// A kind of source.
pub(crate) fn medium(medium: Medium, lang: Lang) -> &'static str {
    match medium {
        Medium::News => lang.pick("Berita", "News report"),
        Medium::Release => lang.pick("Siaran pers pemerintah", "Government press release"),
        Medium::Document => lang.pick("Dokumen", "Document"),
        Medium::Dataset => lang.pick("Kumpulan data", "Data set"),
    }
}

/// Whether a participant came.
pub(crate) fn attendance(attendance: Attendance, lang: Lang) -> &'static str {
    match attendance {
        Attendance::Present => lang.pick("hadir", "present"),
        Attendance::Represented => lang.pick("diwakili", "represented"),
        Attendance::Absent => lang.pick("tidak hadir", "absent"),
        Attendance::NotStated => lang.pick("tidak disebutkan", "not stated"),
    }
}

/// How complete a promise is found to be.
pub(crate) fn completion(completion: Completion, lang: Lang) -> &'static str {
    match completion {
        Completion::NoEvidenceAvailable => lang.pick("Tidak ada bukti", "No evidence available"),
        Completion::NotStarted => lang.pick("Belum dimulai", "Not started"),
        Completion::Limited => lang.pick("Terbatas", "Limited"),
        Completion::Substantial => lang.pick("Sebagian besar", "Substantial"),
        Completion::Complete => lang.pick("Tuntas", "Complete"),
    }
}

/// How the other parties stand to an ending.
pub(crate) fn assent(assent: Assent, lang: Lang) -> &'static str {
    match assent {
        Assent::Agreed => lang.pick("setuju", "agreed"),
        Assent::Awaited => lang.pick(
            "jawabannya masih ditunggu saat sumber ditulis",
            "answer awaited when the source was written",
        ),
        Assent::Refused => lang.pick("menolak", "refused"),
        Assent::NotStated => lang.pick("tidak disebutkan", "not stated"),
    }
}

/// A source of money.
pub(crate) fn funding(funding: Funding, lang: Lang) -> &'static str {
    match funding {
        Funding::Apbd => lang.pick("APBD", "regional budget (APBD)"),
        Funding::Apbn => lang.pick("APBN", "state budget (APBN)"),
        Funding::Village => lang.pick("dana desa", "village funds"),
        Funding::Donors => lang.pick("donatur", "donors"),
        Funding::Csr => lang.pick(
            "tanggung jawab sosial perusahaan",
            "corporate social responsibility",
        ),
        Funding::Users => lang.pick("pemakai", "users"),
    }
}

/// How a link of the chain stands.
pub(crate) fn link_standing(standing: LinkStanding, lang: Lang) -> &'static str {
    match standing {
        LinkStanding::Evidenced => lang.pick("ada bukti", "evidenced"),
        LinkStanding::NotFound => {
            lang.pick("dicari dan tidak ditemukan", "looked for and not found")
        }
        LinkStanding::NotNeeded => lang.pick("tidak diperlukan", "not needed"),
    }
}

/// How a promise is over.
pub(crate) fn closing(closing: Closing, lang: Lang) -> &'static str {
    match closing {
        Closing::Withdrawn => lang.pick("dicabut", "withdrawn"),
        Closing::Expired => lang.pick("masa berlakunya habis", "expired"),
        Closing::Ended => lang.pick(
            "berakhir bersama induknya",
            "ended with what it belonged to",
        ),
    }
}

/// How a stage stands.
pub(crate) fn stage_standing(standing: StageStanding, lang: Lang) -> &'static str {
    match standing {
        StageStanding::Begun => lang.pick("sedang berlangsung", "begun"),
        StageStanding::Done => lang.pick("selesai", "done"),
        StageStanding::NotRequired => lang.pick("tidak diperlukan", "not required"),
    }
}

/// Whether a figure was reached or aimed at.
pub(crate) fn figure_standing(standing: Standing, lang: Lang) -> &'static str {
    match standing {
        Standing::Reported => lang.pick("dilaporkan", "reported"),
        Standing::Target => lang.pick("sasaran", "target"),
        Standing::Budgeted => lang.pick("dianggarkan", "budgeted"),
    }
}

/// The name of a stage of any scheme, or of a document of its chain.
pub(crate) fn stage_name(id: &str, lang: Lang) -> Option<&'static str> {
    let stage = law::schemes()
        .iter()
        .find_map(|scheme| law::stage(&scheme.id, id));
    stage
        .map(|stage| stage.name(lang))
        .or_else(|| law::document(id).map(|document| document.name(lang)))
}

/// Yes or no.
pub(crate) const fn yes_no(yes: bool, lang: Lang) -> &'static str {
    if yes {
        lang.pick("ya", "yes")
    } else {
        lang.pick("tidak", "no")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_one_name() {
        for (at, (field, id, en)) in FIELDS.iter().enumerate() {
            assert_eq!(field_at(field), Some(at), "{field} stands twice");
            assert!(!id.is_empty() && !en.is_empty());
        }
    }

    #[test]
    fn a_sentence_without_slots_of_its_own_leaves_no_doubled_braces() {
        for sentence in [
            commitment::disputed(Lang::Id),
            verify::matches_record(Lang::En),
            kinds::programme_lead(Lang::Id),
            agreement::lead_subjects(Lang::En),
        ] {
            assert!(
                sentence.contains('{') && !sentence.contains("{{"),
                "{sentence}"
            );
        }
        assert_eq!(
            commitment::lead_no_due(Lang::En, "on Monday"),
            "Promised by {owners} on Monday, without naming a due date."
        );
    }

    #[test]
    fn every_stage_of_every_scheme_has_a_name() {
        for scheme in domain::agreement::Scheme::ALL {
            for id in domain::agreement::stage_ids(scheme) {
                assert!(
                    stage_name(id, Lang::Id).is_some() && stage_name(id, Lang::En).is_some(),
                    "{id}"
                );
            }
        }
    }
}
