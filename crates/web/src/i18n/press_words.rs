//! The words of `/baca`: a press release becomes drafts.

use domain::Lang;
use intake::press::review::{Certainty, DraftKind, What};
use intake::press::{Language, Warning};

use super::counted;
use crate::format;

pub(crate) fn title(lang: Lang) -> &'static str {
    lang.pick("Baca siaran pers", "Read a press release")
}
pub(crate) fn lead(lang: Lang) -> &'static str {
    lang.pick(
        "Tempelkan siaran pers atau berita: siapa bertemu siapa, apa yang disepakati dan siapa menjanjikan apa menjadi draf catatan, dan setiap isian menunjuk ke kata asalnya.",
        "Paste a press release or a news report in Indonesian: who met whom, what was agreed and who promised what become draft records, and every field points at the words it came from.",
    )
}
pub(crate) fn nothing_stored(lang: Lang) -> &'static str {
    lang.pick(
        "Tidak ada yang disimpan di sini.",
        "Nothing is stored here.",
    )
}
pub(crate) fn nothing_stored_more(lang: Lang) -> &'static str {
    lang.pick(
        "Teks dibaca, halaman dikirim kembali kepada Anda, dan server melupakannya. Tidak ada catatan yang berubah.",
        "The text is read, the page is sent back to you, and the server forgets it. No record changes.",
    )
}
pub(crate) fn problem_heading(lang: Lang) -> &'static str {
    lang.pick("Belum dapat dibaca.", "It cannot be read yet.")
}
pub(crate) fn paste(lang: Lang) -> &'static str {
    lang.pick("Teksnya", "The text")
}
pub(crate) fn upload(lang: Lang) -> &'static str {
    lang.pick("Atau unggah berkasnya", "Or upload its file")
}
pub(crate) fn upload_kinds(lang: Lang) -> &'static str {
    lang.pick(
        "txt, html, docx, atau pdf berisi teks; paling besar 5 MB.",
        "txt, html, docx, or pdf with text in it; 5 MB at most.",
    )
}
pub(crate) fn published(lang: Lang) -> &'static str {
    lang.pick(
        "Tanggal terbit, jika diketahui",
        "Day of publication, if known",
    )
}
pub(crate) fn published_why(lang: Lang) -> &'static str {
    lang.pick(
        "Dari sini “Jumat” atau “kemarin” menjadi tanggal.",
        "It turns “Friday” or “yesterday” into a date.",
    )
}
pub(crate) fn read_verb(lang: Lang) -> &'static str {
    lang.pick("Baca", "Read")
}
pub(crate) fn what_happens(lang: Lang) -> &'static str {
    lang.pick("Yang terjadi sesudah itu", "What happens then")
}
pub(crate) fn steps(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::Id => [
            "Draf tampil di samping teks. Betulkan isian yang salah, lalu terima atau tolak setiap draf.",
            "Unduh yang Anda terima sebagai berkas dalam format catatan pendiri.",
            "Pengelola catatan mencatatnya dengan sinergi import. Baru setelah itu ia terbit.",
        ],
        Lang::En => [
            "The drafts appear beside the text. Correct what is wrong, then accept or reject each draft.",
            "Take what you accepted away as a file in the founding record's format.",
            "Whoever keeps the record records it with sinergi import. Only then is it public.",
        ],
    }
}

// ---------------------------------------------------------------- what is wrong with a form

pub(crate) fn nothing_sent(lang: Lang) -> &'static str {
    lang.pick(
        "Tidak ada teks dan tidak ada berkas. Tempelkan teksnya atau pilih berkasnya.",
        "There is no text and no file. Paste the text or choose its file.",
    )
}
pub(crate) fn bad_day(lang: Lang, given: &str) -> String {
    let given: String = given.chars().take(40).collect();
    match lang {
        Lang::Id => format!(
            "Tanggal terbit “{given}” tidak dikenal. Tulis seperti 2026-11-22, atau kosongkan."
        ),
        Lang::En => format!(
            "“{given}” is no day of publication. Write it as 2026-11-22, or leave it empty."
        ),
    }
}
pub(crate) fn broken_form(lang: Lang, why: &str) -> String {
    match lang {
        Lang::Id => format!(
            "Formulir tidak terkirim utuh, atau lebih besar dari 7 MB ({why}). Kirim sekali lagi, dengan teks paling besar 5 MB."
        ),
        Lang::En => format!(
            "The form did not arrive whole, or is larger than 7 MB ({why}). Send it again, with a text of 5 MB at most."
        ),
    }
}
pub(crate) fn too_many_fields(lang: Lang, most: usize) -> String {
    let most = format::number(most as u64, lang);
    match lang {
        Lang::Id => format!(
            "Formulir berisi lebih dari {most} isian. Bagilah teksnya menjadi beberapa bagian."
        ),
        Lang::En => format!("The form holds more than {most} fields. Split the text into several."),
    }
}
pub(crate) fn too_often(lang: Lang, seconds: i64) -> String {
    match lang {
        Lang::Id => format!(
            "Dari alamat Anda terlalu banyak teks dikirim dalam waktu singkat. Coba lagi dalam {seconds} detik."
        ),
        Lang::En => format!(
            "Too many texts came from your address in a short time. Try again in {seconds} seconds."
        ),
    }
}
pub(crate) fn busy(lang: Lang) -> &'static str {
    lang.pick(
        "Terlalu banyak teks sedang dibaca. Coba lagi dalam beberapa detik; tombol kembali peramban membawa isian Anda kembali.",
        "Too many texts are being read. Try again in a few seconds; your browser's back button brings your form back.",
    )
}
pub(crate) fn too_slow(lang: Lang, seconds: u64) -> String {
    match lang {
        Lang::Id => format!(
            "Formulir belum diterima seluruhnya sesudah {seconds} detik. Kirim lagi dengan sambungan yang lebih cepat, atau tempelkan teksnya saja."
        ),
        Lang::En => format!(
            "The form had not arrived whole after {seconds} seconds. Send it again over a faster connection, or paste the text alone."
        ),
    }
}
pub(crate) fn language(lang: Lang, of: Language) -> &'static str {
    match of {
        Language::Empty => {
            lang.pick(
                "Teks ini tidak berisi kata. Tempelkan isi siaran persnya.",
                "There are no words in this text. Paste what the press release says.",
            )
        }
        Language::Indonesian | Language::Unknown => lang.pick(
            "Terlalu sedikit kata Indonesia yang dikenal, sehingga bahasanya tidak dapat dipastikan. Pembaca ini hanya mengerti bahasa Indonesia.",
            "Too few Indonesian words are known in it, so its language cannot be told. This reader knows Indonesian only.",
        ),
        Language::English => lang.pick(
            "Teks ini berbahasa Inggris. Pembaca ini hanya mengerti bahasa Indonesia; carilah versi Indonesianya.",
            "This text is in English. This reader knows Indonesian only; look for the Indonesian version.",
        ),
        Language::Malay => lang.pick(
            "Teks ini berbahasa Melayu Malaysia, Brunei, atau Singapura. Pembaca ini hanya mengerti bahasa Indonesia.",
            "This text is in the Malay of Malaysia, Brunei or Singapore. This reader knows Indonesian only.",
        ),
        Language::Javanese => lang.pick(
            "Teks ini berbahasa Jawa. Pembaca ini hanya mengerti bahasa Indonesia.",
            "This text is in Javanese. This reader knows Indonesian only.",
        ),
        Language::Sundanese => lang.pick(
            "Teks ini berbahasa Sunda. Pembaca ini hanya mengerti bahasa Indonesia.",
            "This text is in Sundanese. This reader knows Indonesian only.",
        ),
    }
}

// ---------------------------------------------------------------- the drafts

pub(crate) fn drafts_title(lang: Lang) -> &'static str {
    lang.pick("Draf dari teks ini", "Drafts from this text")
}
pub(crate) fn drafts_lead(lang: Lang, drafts: usize, words: usize) -> String {
    let (drafts, words) = (drafts as u64, words as u64);
    match lang {
        Lang::Id => format!(
            "{} draf dibaca dari {} kata.",
            format::number(drafts, lang),
            format::number(words, lang)
        ),
        Lang::En => format!(
            "{} from {}.",
            counted(drafts, "draft", "drafts"),
            counted(words, "word", "words")
        ),
    }
}
pub(crate) fn nothing_public(lang: Lang) -> &'static str {
    lang.pick(
        "Belum ada yang terbit, dan tidak ada yang disimpan di sini.",
        "Nothing is public yet, and nothing is stored here.",
    )
}
pub(crate) fn notes_heading(lang: Lang) -> &'static str {
    lang.pick("Sebelum percaya pada drafnya", "Before trusting the drafts")
}
pub(crate) fn warning(lang: Lang, warning: &Warning) -> String {
    match (warning, lang) {
        (Warning::Empty, Lang::Id) => "Teksnya kosong.".to_owned(),
        (Warning::Empty, Lang::En) => "There is no text.".to_owned(),
        (Warning::NotIndonesian, Lang::Id) => "Teksnya bukan bahasa Indonesia.".to_owned(),
        (Warning::NotIndonesian, Lang::En) => "The text is not in Indonesian.".to_owned(),
        (Warning::TooLong { at }, _) => {
            let at = format::number(*at as u64, lang);
            match lang {
                Lang::Id => format!("Teks terlalu panjang: sesudah bita ke-{at} tidak dibaca."),
                Lang::En => {
                    format!("The text is too long: what lies behind byte {at} was not read.")
                }
            }
        }
        (Warning::UnclosedQuote { .. }, Lang::Id) => {
            "Tanda kutip dibuka dan tidak ditutup; akhir kutipan diduga:".to_owned()
        }
        (Warning::UnclosedQuote { .. }, Lang::En) => {
            "A quotation mark opens and none closes; where the quotation ends is a guess:"
                .to_owned()
        }
        (Warning::WeekdayDiffers { .. }, Lang::Id) => "Hari dan tanggalnya tidak cocok:".to_owned(),
        (Warning::WeekdayDiffers { .. }, Lang::En) => {
            "The weekday and the date do not agree:".to_owned()
        }
        (Warning::TooMany { what, limit }, Lang::Id) => {
            format!("Teks menyebut lebih dari {limit} {what}; sisanya tidak dimuat.")
        }
        (Warning::TooMany { what, limit }, Lang::En) => {
            format!("The text names more than {limit} {what}; the rest is not listed.")
        }
    }
}
pub(crate) fn known_heading(lang: Lang) -> &'static str {
    lang.pick("Mungkin sudah tercatat", "This may be recorded already")
}
pub(crate) fn known_lead(lang: Lang) -> &'static str {
    lang.pick(
        "Tanggal, pihak, dan orangnya mirip dengan catatan ini. Bandingkan sebelum menerima; berkas yang Anda unduh menunjuk ke catatan itu dan tidak membuat yang kedua.",
        "Date, parties and people are like those of this record. Compare before you accept; the file you take away points at it and makes no second one.",
    )
}
pub(crate) fn compared(lang: Lang) -> &'static str {
    lang.pick(
        "Catatan dan teks, berdampingan",
        "Record and text, side by side",
    )
}
pub(crate) fn field_column(lang: Lang) -> &'static str {
    lang.pick("Isian", "Field")
}
pub(crate) fn in_the_record(lang: Lang) -> &'static str {
    lang.pick("Dalam catatan", "In the record")
}
pub(crate) fn in_this_text(lang: Lang) -> &'static str {
    lang.pick("Dalam teks ini", "In this text")
}
pub(crate) fn compared_field(lang: Lang, of: What) -> &'static str {
    match of {
        What::Date => lang.pick("Hari", "Day"),
        What::EventType => lang.pick("Jenis", "Kind"),
        What::PartyName => lang.pick("Pihak", "Parties"),
        What::Name => lang.pick("Orang", "People"),
        _ => lang.pick("Pokok", "Subjects"),
    }
}
pub(crate) fn try_example(lang: Lang) -> &'static str {
    lang.pick(
        "Lihat dahulu contoh dengan teks rekaan",
        "See an example with a made-up text first",
    )
}
pub(crate) fn promise_known(lang: Lang) -> &'static str {
    lang.pick(
        "Janji serupa sudah tercatat:",
        "A promise much like it is recorded:",
    )
}
pub(crate) fn drafts_heading(lang: Lang) -> &'static str {
    lang.pick("Draf", "Drafts")
}
pub(crate) fn no_promise(lang: Lang) -> &'static str {
    lang.pick(
        "Tidak ada janji yang ditemukan dalam teks ini. Kegiatan dan sumbernya tetap dapat diterima.",
        "No promise was found in this text. The gathering and its source can be accepted all the same.",
    )
}
pub(crate) fn draft_heading(lang: Lang, kind: DraftKind, read: bool) -> &'static str {
    match (kind, read) {
        (DraftKind::Source, _) => lang.pick("Sumber", "Source"),
        (DraftKind::Gathering, _) => lang.pick("Kegiatan", "Gathering"),
        (DraftKind::Agreement, true) => lang.pick("Perjanjian", "Agreement"),
        (DraftKind::Agreement, false) => lang.pick(
            "Tambahkan perjanjian yang terlewat",
            "Add an agreement that was missed",
        ),
        (DraftKind::Promise, true) => lang.pick("Janji atau pernyataan", "Promise or statement"),
        (DraftKind::Promise, false) => lang.pick(
            "Tambahkan janji yang terlewat",
            "Add a promise that was missed",
        ),
        (DraftKind::Programme, true) => lang.pick("Program", "Programme"),
        (DraftKind::Programme, false) => lang.pick(
            "Tambahkan program yang terlewat",
            "Add a programme that was missed",
        ),
        (DraftKind::Numbers, _) => lang.pick("Angka", "Figures"),
        (DraftKind::Quotes, _) => lang.pick("Kutipan", "Quotations"),
    }
}
/// The heading of a list inside a draft, by the list's name in the reading's JSON.
pub(crate) fn rows_heading(lang: Lang, list: &str) -> &'static str {
    match list {
        "parties" => lang.pick("Pihak", "Parties"),
        _ => lang.pick("Orang", "People"),
    }
}
pub(crate) fn add_one(lang: Lang, list: &str) -> &'static str {
    match list {
        "parties" => lang.pick("Tambahkan pihak", "Add a party"),
        "people" => lang.pick("Tambahkan orang", "Add somebody"),
        _ => lang.pick("Tambahkan", "Add"),
    }
}
pub(crate) fn what(lang: Lang, what: What) -> &'static str {
    match what {
        What::Outlet => lang.pick(
            "Media atau kantor yang menerbitkan",
            "Outlet or office that published it",
        ),
        What::Published => lang.pick("Terbit (tahun-bulan-hari)", "Published (year-month-day)"),
        What::Address => lang.pick("Alamat", "Address"),
        What::Date => lang.pick(
            "Hari kegiatan (tahun-bulan-hari)",
            "Day of the event (year-month-day)",
        ),
        What::DateEnd => lang.pick("Sampai hari", "Until"),
        What::Place => lang.pick("Tempat", "Place"),
        What::EventType => lang.pick("Jenis kegiatan", "Kind of event"),
        What::Title => lang.pick("Judul", "Title"),
        What::PartyName | What::Name => lang.pick("Nama", "Name"),
        What::RegionCode => lang.pick("Kode wilayah Kemendagri", "Kemendagri region code"),
        What::Role => lang.pick("Jabatan", "Post"),
        What::Institution => lang.pick("Lembaga", "Body"),
        What::Attendance => lang.pick("Kehadiran", "Attendance"),
        What::AgreementKind => lang.pick("Nama dokumen", "Kind of document"),
        What::Subjects => lang.pick(
            "Pokok kesepakatan, satu per baris",
            "What it is about, one subject a line",
        ),
        What::Act => lang.pick("Isinya", "What"),
        What::Owner => lang.pick("Oleh siapa", "By whom"),
        What::Due => lang.pick(
            "Paling lambat (tahun, tahun-bulan, atau tahun-bulan-hari)",
            "Due (year, year-month or year-month-day)",
        ),
        What::Force => lang.pick("Sifatnya", "Force"),
        What::Programme => lang.pick("Nama program", "Programme's name"),
        What::Value => lang.pick("Angka", "Figure"),
        What::Unit => lang.pick("Satuan", "Unit"),
        What::Measures => lang.pick("Tentang", "Of what"),
        What::Speaker => lang.pick("Yang berbicara", "Speaker"),
        What::FirstWords => lang.pick("Kata-kata pertama", "First words"),
    }
}
/// The word for a value that is chosen.
pub(crate) fn choice(lang: Lang, value: &str) -> &'static str {
    match value {
        "signing" => lang.pick("Penandatanganan", "Signing"),
        "coordination" => lang.pick("Rapat koordinasi", "Coordination meeting"),
        "visit" => lang.pick("Kunjungan", "Visit"),
        "retreat" => lang.pick("Retret", "Retreat"),
        "launch" => lang.pick("Peluncuran", "Launch"),
        "present" => lang.pick("Hadir", "Came"),
        "absent" => lang.pick("Tidak hadir", "Did not come"),
        "representing" => lang.pick("Mewakili orang lain", "Came in another's place"),
        "mentioned" => lang.pick("Hanya disebut", "Only mentioned"),
        "committed" => lang.pick("Janji", "Promise"),
        "hoped" => lang.pick("Harapan", "Hope"),
        "instructed" => lang.pick("Permintaan atau perintah", "Request or instruction"),
        "proposed" => lang.pick("Usulan", "Proposal"),
        "done" => lang.pick("Dilaporkan sudah dikerjakan", "Reported done"),
        _ => lang.pick("Lainnya", "Other"),
    }
}
pub(crate) fn certainty(lang: Lang, certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Stated => lang.pick("Tertulis", "Stated"),
        Certainty::Inferred => lang.pick("Disimpulkan", "Inferred"),
        Certainty::NotStated => lang.pick("Tidak disebut dalam teks.", "Not stated in the text."),
    }
}
pub(crate) fn fill(lang: Lang) -> &'static str {
    lang.pick("Isi", "Fill in")
}
pub(crate) fn passage(lang: Lang) -> &'static str {
    lang.pick("petikan", "passage")
}
pub(crate) fn leave_out(lang: Lang) -> &'static str {
    lang.pick("Jangan dimuat", "Leave out")
}
pub(crate) fn decide(lang: Lang) -> &'static str {
    lang.pick("Keputusan Anda", "Your decision")
}
pub(crate) fn undecided(lang: Lang) -> &'static str {
    lang.pick("Belum diputuskan", "Not decided yet")
}
pub(crate) fn accept(lang: Lang) -> &'static str {
    lang.pick("Terima ke dalam berkas", "Accept into the file")
}
pub(crate) fn reject(lang: Lang) -> &'static str {
    lang.pick("Tolak", "Reject")
}
pub(crate) fn reason(lang: Lang) -> &'static str {
    lang.pick("Alasan, jika ditolak", "Why, if rejected")
}
pub(crate) fn take_away(lang: Lang) -> &'static str {
    lang.pick("Unduh yang diterima", "Take away what is accepted")
}
pub(crate) fn check_again(lang: Lang) -> &'static str {
    lang.pick(
        "Tampilkan lagi dengan perubahan",
        "Show again with the changes",
    )
}
pub(crate) fn take_away_how(lang: Lang) -> &'static str {
    lang.pick(
        "Berkasnya dalam format catatan pendiri, siap untuk sinergi import, dengan pembetulan Anda di dalamnya.",
        "The file is in the founding record's format, ready for sinergi import, with your corrections in it.",
    )
}
pub(crate) fn text_heading(lang: Lang) -> &'static str {
    lang.pick("Teksnya, tanpa perubahan", "The text, unaltered")
}
pub(crate) fn text_how(lang: Lang) -> &'static str {
    lang.pick(
        "Angka membawa ke isian yang dibaca dari kata-kata itu.",
        "A number leads to the field that was read from those words.",
    )
}
pub(crate) fn folded(lang: Lang, paragraphs: usize) -> String {
    let n = paragraphs as u64;
    match lang {
        Lang::Id => format!("{} paragraf tanpa isian", format::number(n, lang)),
        Lang::En => counted(n, "paragraph without fields", "paragraphs without fields"),
    }
}
pub(crate) fn no_file_yet(lang: Lang) -> &'static str {
    lang.pick(
        "Berkasnya belum dapat dibuat. Isian Anda masih ada di bawah.",
        "The file cannot be made yet. What you wrote still stands below.",
    )
}
pub(crate) fn accept_one(lang: Lang) -> &'static str {
    lang.pick(
        "Belum ada draf yang diterima. Terima paling sedikit satu.",
        "No draft is accepted. Accept one at least.",
    )
}
pub(crate) fn accept_gathering(lang: Lang) -> &'static str {
    lang.pick(
        "Perjanjian diterima tanpa kegiatannya. Terima kegiatannya juga: para pihaknya tertulis di sana.",
        "The agreement is accepted without its gathering. Accept that too: its parties stand there.",
    )
}
pub(crate) fn name_the_outlet(lang: Lang) -> &'static str {
    lang.pick(
        "Sumbernya belum bernama. Tulis media atau kantor yang menerbitkannya.",
        "The source has no name. Write which outlet or office published it.",
    )
}
pub(crate) fn bad_value(lang: Lang, of: What, value: &str) -> String {
    let value: String = value.chars().take(60).collect();
    let field = what(lang, of);
    let remedy = match of {
        What::Published | What::Date => {
            lang.pick("Tulis seperti 2026-11-22.", "Write it as 2026-11-22.")
        }
        What::DateEnd => lang.pick(
            "Tulis seperti 2026-11-22, tidak sebelum hari pertamanya.",
            "Write it as 2026-11-22, not before its first day.",
        ),
        What::Due => lang.pick(
            "Tulis seperti 2026, 2026-11, atau 2026-11-22.",
            "Write it as 2026, 2026-11 or 2026-11-22.",
        ),
        What::RegionCode => lang.pick(
            "Tulis kode seperti 36 atau 36.73, atau kosongkan untuk lembaga lain.",
            "Write a code such as 36 or 36.73, or leave it empty for another body.",
        ),
        What::Value => lang.pick(
            "Tulis angka dengan titik untuk pecahan, seperti 12.5.",
            "Write a number with a point, such as 12.5.",
        ),
        _ if of.choices().is_empty() => lang.pick(
            "Paling banyak 4.000 huruf; persingkat.",
            "4,000 characters at most; shorten it.",
        ),
        _ => lang.pick(
            "Pilih salah satu dari daftarnya.",
            "Choose one of the list.",
        ),
    };
    format!("{field}: “{value}”. {remedy}")
}
