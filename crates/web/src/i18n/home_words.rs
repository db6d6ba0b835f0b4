//! The words of the home page and of the page of changes.

use app::FamilyCounts;
use domain::Lang;
use domain::commitment::RHYTHM_DAYS;
use jiff::civil::Date;

use super::counted;
use crate::format;

pub(crate) fn title(lang: Lang) -> &'static str {
    lang.pick(
        "janji pemerintah daerah, dari jabat tangan sampai hasil",
        "local government promises, from handshake to result",
    )
}
pub(crate) fn heading(lang: Lang) -> &'static str {
    lang.pick(
        "Apa yang dijanjikan, dan apa jadinya",
        "What was promised, and what became of it",
    )
}

/// The totals in one sentence.
pub(crate) fn lead(lang: Lang, counts: &FamilyCounts, governments: u64, today: Date) -> String {
    let (day, standing) = (
        format::day(today, lang),
        super::words::standing_of_counts(lang, counts),
    );
    match lang {
        Lang::Id => format!(
            "Sampai {day} tercatat {} janji dari {} pemerintah daerah: {standing}",
            format::number(counts.total(), lang),
            format::number(governments, lang)
        ),
        Lang::En => format!(
            "As of {day}, {} by {} are on record: {standing}",
            counted(counts.total(), "promise", "promises"),
            counted(governments, "local government", "local governments")
        ),
    }
}

/// The first day, when nothing is recorded.
pub(crate) fn empty(lang: Lang) -> &'static str {
    lang.pick(
        "Belum ada janji yang tercatat. Di sini akan tampil janji pemerintah daerah beserta sumbernya, siapa yang berutang kepada siapa, tenggatnya, dan kabar terakhirnya, segera setelah sebuah kantor atau pengelola situs mencatat yang pertama.",
        "No promise is on record yet. Promises of local governments will appear here, each with its source, who owes it to whom, its due date and the last word about it, as soon as an office or the operator records the first.",
    )
}
pub(crate) fn stale(lang: Lang, last: Date, today: Date) -> String {
    let (since, ago) = (
        format::day(last, lang),
        format::duration(format::days_between(last, today), lang),
    );
    match lang {
        Lang::Id => format!(
            "Catatan terakhir masuk pada {since}, {ago} lalu. Yang terjadi sesudahnya mungkin belum tampil."
        ),
        Lang::En => format!(
            "The last entry was recorded on {since}, {ago} ago. What happened since may be missing."
        ),
    }
}
pub(crate) fn find_heading(lang: Lang) -> &'static str {
    lang.pick("Temukan daerah Anda", "Find your government")
}
pub(crate) fn find_label(lang: Lang) -> &'static str {
    lang.pick(
        "Nama provinsi, kabupaten, atau kota",
        "Name of a province, regency or city",
    )
}
pub(crate) fn find_verb(lang: Lang) -> &'static str {
    lang.pick("Temukan", "Find")
}
pub(crate) fn or_province(lang: Lang) -> &'static str {
    lang.pick("Atau pilih provinsinya; angka di belakang nama adalah banyaknya pemerintah daerah di sana yang punya janji tercatat.", "Or choose its province; the number after a name counts the governments there with promises on record.")
}
pub(crate) fn changed_heading(lang: Lang) -> &'static str {
    lang.pick("Berubah minggu ini", "Changed this week")
}
pub(crate) fn changed_order(lang: Lang) -> &'static str {
    lang.pick(
        "Menurut waktu dicatat, terbaru lebih dahulu.",
        "By time of recording, newest first.",
    )
}
pub(crate) fn changed_none(lang: Lang, last: Option<Date>) -> String {
    match (lang, last.map(|day| format::day(day, lang))) {
        (Lang::Id, Some(day)) => {
            format!("Tidak ada yang dicatat dalam tujuh hari terakhir. Perubahan terakhir: {day}.")
        }
        (Lang::En, Some(day)) => {
            format!("Nothing was recorded in the last seven days. Last change: {day}.")
        }
        (Lang::Id, None) => "Belum ada yang dicatat.".to_owned(),
        (Lang::En, None) => "Nothing is recorded yet.".to_owned(),
    }
}
pub(crate) fn all_changes(lang: Lang) -> &'static str {
    lang.pick("Lihat semua perubahan terbaru", "See all recent changes")
}
pub(crate) fn silence_heading(lang: Lang) -> &'static str {
    lang.pick("Paling lama tanpa kabar", "Longest without word")
}
pub(crate) fn silence_order(lang: Lang) -> &'static str {
    lang.pick(
        "Menurut kabar terakhir, terlama lebih dahulu.",
        "By last word, longest ago first.",
    )
}
pub(crate) fn silence_none(lang: Lang) -> String {
    match lang {
        Lang::Id => format!("Tidak ada janji yang tanpa kabar lebih dari {RHYTHM_DAYS} hari."),
        Lang::En => format!("No promise has been without word for more than {RHYTHM_DAYS} days."),
    }
}
pub(crate) fn all_silent(lang: Lang, n: u64) -> String {
    let n = format::number(n, lang);
    match lang {
        Lang::Id => format!("Semua yang tanpa kabar ({n})"),
        Lang::En => format!("All without word ({n})"),
    }
}
pub(crate) fn kept_heading(lang: Lang) -> &'static str {
    lang.pick("Ditepati", "Kept")
}
pub(crate) fn kept_order(lang: Lang) -> &'static str {
    lang.pick(
        "Yang terakhir diterima pihak luar lebih dahulu.",
        "Those accepted last come first.",
    )
}
pub(crate) fn kept_none(lang: Lang) -> &'static str {
    lang.pick(
        "Belum ada. Sebuah janji tampil di sini setelah hasilnya diterima oleh pihak di luar kantor yang berjanji.",
        "None yet. A promise appears here once somebody outside the office that made it has accepted its delivery.",
    )
}
pub(crate) fn all_kept(lang: Lang, n: u64) -> String {
    let n = format::number(n, lang);
    match lang {
        Lang::Id => format!("Semua yang ditepati ({n})"),
        Lang::En => format!("All that were kept ({n})"),
    }
}
pub(crate) fn counted_heading(lang: Lang) -> &'static str {
    lang.pick("Cara menghitungnya", "How it is counted")
}
pub(crate) fn counted_text(lang: Lang) -> String {
    match lang {
        Lang::Id => format!(
            "Status tidak pernah diketik orang. Ia dihitung dari fakta yang bertanggal dan bersumber: ditepati bila pihak luar menerima hasilnya, tanpa kabar bila {RHYTHM_DAYS} hari berlalu tanpa fakta baru, terlambat bila tenggatnya lewat. Semua angka di sini dihitung untuk hari ini menurut WIB."
        ),
        Lang::En => format!(
            "Nobody types a status. It is computed from dated, sourced facts: kept when somebody outside accepted the delivery, without word when {RHYTHM_DAYS} days pass with no new fact, late when the due date has passed. All numbers here are for today in Jakarta (WIB)."
        ),
    }
}
pub(crate) fn counted_link(lang: Lang) -> &'static str {
    lang.pick("Baca aturannya satu per satu", "Read the rules one by one")
}

// ---------------------------------------------------------------- changes

pub(crate) fn changes_title(lang: Lang) -> &'static str {
    lang.pick("Perubahan terbaru", "Recent changes")
}
pub(crate) fn changes_lead(lang: Lang, shown: u64, size: u64) -> String {
    match lang {
        Lang::Id => format!(
            "{} catatan publik terbaru, dari {} entri dalam log, terbaru lebih dahulu. Data acuan nama daerah tidak ikut ditampilkan.",
            format::number(shown, lang),
            format::number(size, lang)
        ),
        Lang::En => format!(
            "The {} newest public entries of {} in the log, newest first. Reference data on the names of regions are left out.",
            format::number(shown, lang),
            format::number(size, lang)
        ),
    }
}

/// What an entry did, by its kind in the log.
pub(crate) fn change(lang: Lang, kind: &str, corrected: bool) -> &'static str {
    match (kind, corrected) {
        ("described", false) => lang.pick("Dicatat", "Recorded"),
        ("described", true) => lang.pick("Uraian diperbaiki", "Description corrected"),
        (_, true) => lang.pick("Fakta diperbaiki", "Fact corrected"),
        ("chain", _) => lang.pick("Fakta baru pada rantai", "New fact on the chain"),
        ("measured", _) => lang.pick("Diukur", "Measured"),
        ("moved", _) => lang.pick("Tenggat atau target digeser", "Due date or target moved"),
        ("claimed", _) => lang.pick("Diklaim selesai", "Claimed done"),
        ("accepted", _) => lang.pick(
            "Hasil diterima pihak luar",
            "Delivery accepted from outside",
        ),
        ("closed", _) => lang.pick("Berakhir", "Closed"),
        ("disputed", _) => lang.pick("Disanggah", "Disputed"),
        ("settled", _) => lang.pick("Sanggahan selesai", "Dispute settled"),
        ("verdict", _) => lang.pick("Penilaian independen", "Independent verdict"),
        ("stage", _) => lang.pick("Tahap baru", "New stage"),
        ("signed", _) => lang.pick("Ditandatangani", "Signed"),
        ("confirmed", _) => lang.pick("Dikonfirmasi pihak", "Confirmed by a party"),
        ("amended", _) => lang.pick("Diubah", "Amended"),
        ("ended", _) => lang.pick("Berakhir", "Ended"),
        ("outcome", _) => lang.pick("Hasil dicatat", "Outcome recorded"),
        ("figure", _) => lang.pick("Angka dicatat", "Figure recorded"),
        ("held", _) => lang.pick("Pemegang jabatan dicatat", "Post holder recorded"),
        _ => lang.pick("Fakta dicatat", "Fact recorded"),
    }
}
