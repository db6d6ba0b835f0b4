//! The words of the method page: how statuses are computed, from the constants that compute them.

use domain::Lang;
use domain::calendar;
use domain::commitment::{AT_RISK_DAYS, Family, NO_EVIDENCE_DAYS, RHYTHM_DAYS, Word};
use domain::law::Unit;

use crate::format;

pub(crate) fn title(lang: Lang) -> &'static str {
    lang.pick("Cara status dihitung", "How statuses are computed")
}
pub(crate) fn lead(lang: Lang) -> &'static str {
    lang.pick(
        "Tidak ada orang yang mengetikkan status. Setiap status dihitung ulang setiap hari dari fakta yang bertanggal dan bersumber, dengan aturan di bawah ini; angkanya diambil dari aturan yang dijalankan program.",
        "Nobody types a status. Each is computed anew every day from dated, sourced facts by the rules below; their numbers are taken from the rules that the program runs.",
    )
}
pub(crate) fn families_heading(lang: Lang) -> &'static str {
    lang.pick(
        "Lima keadaan, yang pertama berlaku menang",
        "Five conditions; the first that holds wins",
    )
}
pub(crate) fn families_note(lang: Lang) -> &'static str {
    lang.pick(
        "Sebuah janji selalu berada dalam tepat satu dari lima keadaan, sehingga jumlahnya genap. Diperiksa dari atas:",
        "A promise is always in exactly one of five conditions, so that totals add up. They are tried from the top:",
    )
}

/// When a promise is in a family.
pub(crate) fn family_rule(lang: Lang, family: Family) -> String {
    match (family, lang) {
        (Family::Kept, Lang::Id) => "Hasilnya diterima oleh pihak di luar kantor yang berjanji, dengan bukti.".to_owned(),
        (Family::Kept, Lang::En) => "Somebody outside the office that made the promise accepted its delivery, with evidence.".to_owned(),
        (Family::Broken, Lang::Id) => "Dicabut, habis masanya, atau berakhir bersama induknya, tanpa pernah diterima pihak luar.".to_owned(),
        (Family::Broken, Lang::En) => "Withdrawn, expired, or ended with what it belonged to, without ever being accepted from outside.".to_owned(),
        (Family::Silent, Lang::Id) => format!("Tidak ada fakta baru lebih dari {RHYTHM_DAYS} hari, atau lebih dari irama lain yang disepakati. Penilaian, sanggahan, dan pencarian tanpa hasil bukan kabar."),
        (Family::Silent, Lang::En) => format!("No new fact for more than {RHYTHM_DAYS} days, or than another rhythm that was agreed. A verdict, a dispute or a search in vain is not news."),
        (Family::Late, Lang::Id) => format!("Hari terakhir tenggatnya lewat dan sampai saat itu tidak ada yang menyatakan selesai; atau tenggatnya tinggal {AT_RISK_DAYS} hari sedangkan belum ada fakta setelah perencanaan."),
        (Family::Late, Lang::En) => format!("The last day of its due date has passed and nobody had claimed delivery by then; or it is due within {AT_RISK_DAYS} days with no fact after planning."),
        (Family::Running, Lang::Id) => "Selain semua itu. Juga bila hasilnya diklaim selesai tetapi belum diperiksa pihak luar.".to_owned(),
        (Family::Running, Lang::En) => "None of these. Also when delivery is claimed but nobody outside has checked it.".to_owned(),
    }
}
pub(crate) fn words_heading(lang: Lang) -> &'static str {
    lang.pick("Kata yang lebih rinci", "The finer words")
}
pub(crate) fn words_caption(lang: Lang) -> &'static str {
    lang.pick(
        "Empat belas kata status dan artinya",
        "The fourteen words of status and their meaning",
    )
}
pub(crate) fn column_word(lang: Lang) -> &'static str {
    lang.pick("Kata", "Word")
}
pub(crate) fn column_family(lang: Lang) -> &'static str {
    lang.pick("Keadaan", "Condition")
}
pub(crate) fn column_meaning(lang: Lang) -> &'static str {
    lang.pick("Berlaku bila", "Holds when")
}

/// When a word holds inside its family.
pub(crate) fn word_rule(lang: Lang, word: Word) -> String {
    let (id, en) = match word {
        Word::Verified => (
            "pihak luar menerima hasilnya",
            "somebody outside accepted the delivery",
        ),
        Word::Audited => (
            "hasilnya diterima, lalu pemeriksaan mencatat bukti",
            "it was accepted, and an audit recorded evidence",
        ),
        Word::Withdrawn => ("yang berjanji mencabutnya", "its maker took it back"),
        Word::EndedUnfulfilled => (
            "masanya habis atau induknya berakhir",
            "its term ran out, or what it belonged to ended",
        ),
        Word::NoEvidence => {
            return match lang {
                Lang::Id => format!(
                    "{NO_EVIDENCE_DAYS} hari atau lebih sejak dijanjikan tidak ada satu fakta pun"
                ),
                Lang::En => format!(
                    "no fact at all for {NO_EVIDENCE_DAYS} days or more since it was promised"
                ),
            };
        }
        Word::NoWord => {
            return match lang {
                Lang::Id => format!(
                    "pernah ada kabar, lalu lebih dari {RHYTHM_DAYS} hari (atau irama lain yang disepakati) tidak ada lagi"
                ),
                Lang::En => format!(
                    "there was word once, then none for more than {RHYTHM_DAYS} days (or another agreed rhythm)"
                ),
            };
        }
        Word::AtRisk => {
            return match lang {
                Lang::Id => format!(
                    "tenggatnya dalam {AT_RISK_DAYS} hari dan belum ada fakta setelah perencanaan"
                ),
                Lang::En => format!("due within {AT_RISK_DAYS} days with no fact after planning"),
            };
        }
        Word::Late => (
            "hari terakhir tenggatnya sudah lewat; “Desember 2025” lewat mulai 1 Januari 2026",
            "the last day of its due date has passed; “December 2025” is past from 1 January 2026",
        ),
        Word::ClaimedDone => (
            "dinyatakan selesai, belum diperiksa pihak luar",
            "claimed done, checked by nobody outside",
        ),
        Word::UnderWay => (
            "ada bukti pelaksanaan atau tahap sesudahnya",
            "there is evidence of delivery or of a later stage",
        ),
        Word::Contracted => ("ada bukti pengadaan", "there is evidence of procurement"),
        Word::Budgeted => ("ada bukti penganggaran", "there is evidence of budgeting"),
        Word::Planned => ("ada bukti perencanaan", "there is evidence of planning"),
        Word::Promised => (
            "dijanjikan, belum ada bukti tahap mana pun",
            "promised, with no evidence of any stage yet",
        ),
    };
    lang.pick(id, en).to_owned()
}
pub(crate) fn beside_heading(lang: Lang) -> &'static str {
    lang.pick(
        "Yang berdiri di samping status",
        "What stands beside the status",
    )
}
pub(crate) fn beside(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::Id => [
            "Disanggah: siapa yang menyanggah catatan ini dan sejak kapan. Sanggahan tidak mengubah status.",
            "Pergeseran: berapa kali tenggat digeser atau target diturunkan, diminta siapa, dan mengapa. Janji pertama tetap tampil.",
            "Kedudukan pada rantai tujuh tahap: tahap terakhir yang berbukti dan tahap pertama yang kosong.",
            "Penilaian independen, dengan lima tingkat Open Government Partnership: tidak ada bukti tersedia, belum dimulai, terbatas, substansial, lengkap.",
            "Fakta dari pers tidak pernah dihitung sebagai konfirmasi pihak: halamannya menulis “diberitakan, belum dikonfirmasi pihak mana pun”.",
        ],
        Lang::En => [
            "Disputed: who disputes the record and since when. A dispute does not change the status.",
            "Drift: how often the due date was moved or the target lowered, who asked, and why. The first promise stays in sight.",
            "The position on the chain of seven: the last stage with evidence and the first gap.",
            "The independent verdict on the five steps of the Open Government Partnership: no evidence available, not started, limited, substantial, complete.",
            "Facts from the press never count as a party's confirmation: the page says “reported, not confirmed by any party”.",
        ],
    }
}
pub(crate) fn today_note(lang: Lang) -> &'static str {
    lang.pick(
        "“Hari ini” adalah hari menurut Waktu Indonesia Barat (WIB). Tenggat berlaku sampai hari terakhir ketelitian yang disebut: hari, bulan, atau tahun.",
        "“Today” is the day in western Indonesia (WIB). A due date holds to the last day of the precision that was stated: day, month or year.",
    )
}
pub(crate) fn moments_heading(lang: Lang) -> &'static str {
    lang.pick("Melihat keadaan pada hari lain", "Looking at another day")
}
pub(crate) fn moments(lang: Lang) -> [&'static str; 2] {
    match lang {
        Lang::Id => [
            "?as_of=2025-10-31 di belakang alamat janji, perjanjian, atau daerah menampilkan apa yang telah terjadi sampai hari itu, menurut yang tercatat sekarang.",
            "?known_at=2026-11-22T10:00:00Z menampilkan apa yang dikatakan catatan ini pada saat itu.",
        ],
        Lang::En => [
            "?as_of=2025-10-31 after the address of a promise, agreement or government shows what had happened by that day, from what is recorded now.",
            "?known_at=2026-11-22T10:00:00Z shows what the record said at that moment.",
        ],
    }
}
pub(crate) fn chain_heading(lang: Lang) -> &'static str {
    lang.pick("Rantai tujuh tahap", "The chain of seven")
}
pub(crate) fn chain_note(lang: Lang) -> &'static str {
    lang.pick(
        "Setiap janji diikuti lewat tujuh tahap. Sebuah mata rantai digambar utuh hanya bila membawa nomor yang mengikatnya ke tahap sebelumnya. Rencana saja tidak dihitung sebagai hasil, dan tahap penindakan yang terbuka bukan tuduhan. Kolom “bagi umum” sebagian besar adalah pembacaan proyek ini atas UU 14/2008 dan UU 27/2022.",
        "Every promise is followed through seven stages. A link is drawn solid only when it carries the identifier that ties it to the stage before. Plans alone do not count as results, and an open enforcement stage is no accusation. The column “to the public” is mostly this project's reading of UU 14/2008 and UU 27/2022.",
    )
}
pub(crate) fn chain_caption(lang: Lang) -> &'static str {
    lang.pick(
        "Tujuh tahap, pertanyaannya, dan dasar hukumnya",
        "The seven stages, their questions and their legal basis",
    )
}
pub(crate) fn column_stage(lang: Lang) -> &'static str {
    lang.pick("Tahap", "Stage")
}
pub(crate) fn column_question(lang: Lang) -> &'static str {
    lang.pick("Pertanyaan", "Question")
}
pub(crate) fn column_documents(lang: Lang) -> &'static str {
    lang.pick("Dokumen", "Documents")
}
pub(crate) fn column_public(lang: Lang) -> &'static str {
    lang.pick("Bagi umum", "To the public")
}
pub(crate) fn column_basis(lang: Lang) -> &'static str {
    lang.pick("Dasar", "Basis")
}
pub(crate) fn schemes_heading(lang: Lang) -> &'static str {
    lang.pick(
        "Jenis kerja sama dan tahapnya",
        "Kinds of cooperation and their stages",
    )
}
pub(crate) fn schemes_note(lang: Lang) -> &'static str {
    lang.pick(
        "Tahap dan batas waktu perjanjian berasal dari peraturan berikut. Yang bertanda “belum terverifikasi” belum dibaca dalam naskah peraturannya dan tidak pernah ditampilkan sebagai kewajiban.",
        "Stages and time limits of agreements come from these regulations. What is marked “not verified” was not read in the text of the regulation and is never shown as an obligation.",
    )
}
pub(crate) fn unverified(lang: Lang) -> &'static str {
    lang.pick("belum terverifikasi", "not verified")
}
pub(crate) fn no_source(lang: Lang) -> &'static str {
    lang.pick("tidak ada sumber", "no source found")
}
pub(crate) fn parties(lang: Lang) -> &'static str {
    lang.pick("Para pihak", "Parties")
}
pub(crate) fn object(lang: Lang) -> &'static str {
    lang.pick("Pokok", "Subject matter")
}
pub(crate) fn rule(lang: Lang) -> &'static str {
    lang.pick("Aturan khusus", "Special rule")
}
pub(crate) fn documents(lang: Lang) -> &'static str {
    lang.pick("Dokumen berurutan", "Documents in order")
}
pub(crate) fn basis(lang: Lang) -> &'static str {
    lang.pick("Dasar hukum", "Legal basis")
}
pub(crate) fn stages_of(lang: Lang, domestic: bool, n: u64) -> String {
    let n = format::number(n, lang);
    match (lang, domestic) {
        (Lang::Id, true) => format!("{n} tahap kerja sama dalam negeri"),
        (Lang::Id, false) => format!("{n} tahap kerja sama dengan pihak luar negeri"),
        (Lang::En, true) => format!("The {n} stages of domestic cooperation"),
        (Lang::En, false) => format!("The {n} stages of cooperation with foreign parties"),
    }
}
pub(crate) fn only_when(lang: Lang) -> &'static str {
    lang.pick("Hanya bila:", "Only when:")
}
pub(crate) fn no_stages(lang: Lang) -> &'static str {
    lang.pick(
        "Tidak ada tahap dalam hukum; urutan dokumennya menjadi tahap.",
        "The law sets no stages; its documents in order stand in for them.",
    )
}
pub(crate) fn deadlines_heading(lang: Lang) -> &'static str {
    lang.pick("Batas waktu", "Time limits")
}
pub(crate) fn deadlines_caption(lang: Lang) -> &'static str {
    lang.pick(
        "Batas waktu kerja sama daerah menurut peraturan",
        "Time limits of regional cooperation by regulation",
    )
}
pub(crate) fn column_what(lang: Lang) -> &'static str {
    lang.pick("Apa", "What")
}
pub(crate) fn column_limit(lang: Lang) -> &'static str {
    lang.pick("Batas", "Limit")
}

/// A limit in words; backwards when it is negative.
pub(crate) fn limit(lang: Lang, count: i16, unit: Unit) -> String {
    let n = count.unsigned_abs();
    let unit = match (lang, unit) {
        (Lang::Id, Unit::WorkingDay) => "hari kerja",
        (Lang::Id, Unit::Month) => "bulan",
        (Lang::Id, Unit::Year) => "tahun",
        (Lang::En, Unit::WorkingDay) if n == 1 => "working day",
        (Lang::En, Unit::Month) if n == 1 => "month",
        (Lang::En, Unit::Year) if n == 1 => "year",
        (Lang::En, Unit::WorkingDay) => "working days",
        (Lang::En, Unit::Month) => "months",
        (Lang::En, Unit::Year) => "years",
    };
    match (lang, count < 0) {
        (_, false) => format!("{n} {unit}"),
        (Lang::Id, true) => format!("{n} {unit} sebelumnya"),
        (Lang::En, true) => format!("{n} {unit} before"),
    }
}
pub(crate) fn endings_heading(lang: Lang) -> &'static str {
    lang.pick(
        "Cara perjanjian berakhir",
        "Ways in which an agreement ends",
    )
}
pub(crate) fn endings_note(lang: Lang) -> &'static str {
    lang.pick("Berakhir tidak berkata apa-apa tentang dipenuhi atau tidaknya; itu dikatakan janji-janji di dalamnya.", "That it ended says nothing about whether it was fulfilled; its promises do.")
}
pub(crate) fn calendar_heading(lang: Lang) -> &'static str {
    lang.pick("Hari kerja", "Working days")
}

/// What counts as a working day, and how far that is known.
pub(crate) fn calendar(lang: Lang, holidays: u64) -> String {
    let (from, to) = (calendar::YEARS.start(), calendar::YEARS.end());
    let n = format::number(holidays, lang);
    match lang {
        Lang::Id => format!(
            "Batas waktu dalam hari kerja tidak menghitung Sabtu, Minggu, dan {n} hari libur nasional tahun {from} sampai {to} yang dikenal. Cuti bersama dihitung sebagai hari kerja. Di luar tahun-tahun itu hanya akhir pekan yang diketahui, dan halamannya berkata demikian."
        ),
        Lang::En => format!(
            "Limits in working days leave out Saturdays, Sundays and the {n} known national holidays of {from} to {to}. Days of collective leave count as working days. Outside those years only weekends are known, and pages say so."
        ),
    }
}
pub(crate) fn calendar_source(lang: Lang) -> String {
    let source = calendar::SOURCE;
    match (lang, calendar::VERIFIED) {
        (Lang::Id, true) => {
            format!("Sumber: {source}; sudah diperiksa terhadap keputusan bersama para menteri.")
        }
        (Lang::Id, false) => format!(
            "Sumber: {source}; belum terverifikasi terhadap keputusan bersama para menteri."
        ),
        (Lang::En, true) => {
            format!("Source: {source}; checked against the ministers' joint decrees.")
        }
        (Lang::En, false) => {
            format!("Source: {source}; not verified against the ministers' joint decrees.")
        }
    }
}
pub(crate) fn holidays(lang: Lang) -> &'static str {
    lang.pick("Daftar hari libur nasional", "List of national holidays")
}
