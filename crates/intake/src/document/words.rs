//! Notes and problems in words, Indonesian and English.

use domain::Lang;

use super::{Format, MAX_DEPTH, MAX_FILE_BYTES, MAX_PAGES, MAX_UNPACKED_BYTES, Note, Problem};

const MEGABYTE: usize = 1024 * 1024;

impl Format {
    /// What the format is called, in both languages alike.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Html => "HTML",
            Self::Docx => "docx",
            Self::Pdf => "PDF",
        }
    }
}

impl Note {
    /// What was done, in a sentence.
    pub fn explain(&self, lang: Lang) -> String {
        let id = lang == Lang::Id;
        match self {
            Self::Encoding { name, declared } => {
                let how = match (declared, id) {
                    (true, true) => "menurut berkasnya sendiri",
                    (true, false) => "as the file itself says",
                    (false, true) => "menurut dugaan; periksa huruf beraksen dan tanda kutip",
                    (false, false) => "as guessed; check accented letters and quotation marks",
                };
                match id {
                    true => format!("Penyandian {name}, {how}; diubah ke UTF-8."),
                    false => format!("Encoding {name}, {how}; changed to UTF-8."),
                }
            }
            Self::Undecodable => lang
                .pick(
                    "Sebagian huruf tidak terbaca dan menjadi \u{fffd}.",
                    "Some letters could not be read and became \u{fffd}.",
                )
                .to_owned(),
            Self::ControlsDropped { count } if id => format!("{count} karakter kendali dihapus."),
            Self::ControlsDropped { count } => format!("{count} control characters were left out."),
            Self::Normalized => lang
                .pick(
                    "Huruf dan tanda aksennya digabung (Unicode NFC).",
                    "Letters and their accents were joined (Unicode NFC).",
                )
                .to_owned(),
            Self::BoilerplateDropped { passages } if id => format!(
                "{passages} bagian di luar berita (navigasi, tautan, komentar) tidak diambil."
            ),
            Self::BoilerplateDropped { passages } => format!(
                "{passages} passages outside of the report (navigation, links, comments) were left out."
            ),
            Self::OtherThanNamed { format } if id => {
                format!(
                    "Berkas ini sebenarnya {}, lain dari namanya.",
                    format.label()
                )
            }
            Self::OtherThanNamed { format } => {
                format!(
                    "The file is really {}, other than it is named.",
                    format.label()
                )
            }
            Self::PagesWithoutText { count, of } if id => {
                format!("{count} dari {of} halaman tidak memuat teks, mungkin gambar.")
            }
            Self::PagesWithoutText { count, of } => {
                format!("{count} of {of} pages hold no text, pictures perhaps.")
            }
            Self::PagesLeftOut { count } if id => {
                format!("{count} halaman sesudah halaman {MAX_PAGES} tidak dibaca.")
            }
            Self::PagesLeftOut { count } => {
                format!("{count} pages after page {MAX_PAGES} were not read.")
            }
            Self::Cut if id => format!("Teks dipotong pada {} MB.", MAX_FILE_BYTES / MEGABYTE),
            Self::Cut => format!("The text was cut at {} MB.", MAX_FILE_BYTES / MEGABYTE),
        }
    }
}

impl Problem {
    /// Why the file cannot be read and what to do, in a sentence or two.
    pub fn explain(&self, lang: Lang) -> String {
        let id = lang == Lang::Id;
        let most = MAX_FILE_BYTES / MEGABYTE;
        let unpacked = MAX_UNPACKED_BYTES / MEGABYTE;
        match self {
            Self::TooLarge { bytes } if id => format!(
                "Berkas ini {bytes} byte; paling besar {most} MB. Simpan tanpa gambar, atau tempelkan teksnya."
            ),
            Self::TooLarge { bytes } => format!(
                "The file has {bytes} bytes; at most {most} MB. Save it without pictures, or paste its text."
            ),
            Self::UnpacksTooFar if id => format!(
                "Isi berkas ini mengembang melebihi {unpacked} MB. Tempelkan teksnya saja."
            ),
            Self::UnpacksTooFar => {
                format!("What is packed in the file unpacks to more than {unpacked} MB. Paste its text.")
            }
            Self::TooDeep if id => format!(
                "Susunan berkas ini bersarang lebih dari {MAX_DEPTH} tingkat. Simpan ulang, atau tempelkan teksnya."
            ),
            Self::TooDeep => format!(
                "The file's elements stand more than {MAX_DEPTH} deep in each other. Save it anew, or paste its text."
            ),
            Self::Entities => lang
                .pick(
                    "XML berkas ini mendeklarasikan entitas sendiri, yang tidak pernah ditulis pengolah kata. Simpan ulang dari Word atau LibreOffice.",
                    "The file's XML declares entities of its own, which no word processor writes. Save it anew from Word or LibreOffice.",
                )
                .to_owned(),
            Self::LockedOrOldWord => lang
                .pick(
                    "Berkas ini dikunci kata sandi, atau berformat Word lama (.doc). Simpan sebagai .docx tanpa kata sandi.",
                    "The file is locked with a password, or is an old Word document (.doc). Save it as .docx without a password.",
                )
                .to_owned(),
            Self::Encrypted => lang
                .pick(
                    "PDF ini dikunci kata sandi. Simpan tanpa kata sandi, atau tempelkan teksnya.",
                    "This PDF is locked with a password. Save it without one, or paste its text.",
                )
                .to_owned(),
            Self::NoText => lang
                .pick(
                    "PDF ini tidak memuat teks; mungkin hasil pindai. Kenali hurufnya dahulu (OCR), atau ketik teksnya.",
                    "This PDF holds no text; it may be a scan. Recognise its letters first (OCR), or type the text.",
                )
                .to_owned(),
            Self::Unsupported { kind } if id => format!(
                "Berkas {kind} tidak dibaca. Pakai txt, HTML, docx, atau PDF yang memuat teks."
            ),
            Self::Unsupported { kind } => {
                format!("Files of kind {kind} are not read. Use txt, HTML, docx, or PDF with text in it.")
            }
            Self::Damaged { format, detail } if id => format!(
                "Berkas {} ini rusak ({detail}). Simpan ulang, atau tempelkan teksnya.",
                format.label()
            ),
            Self::Damaged { format, detail } => format!(
                "This {} file is damaged ({detail}). Save it anew, or paste its text.",
                format.label()
            ),
            Self::NotText => lang
                .pick(
                    "Berkas ini bukan teks, atau penyandiannya tidak dikenali. Simpan sebagai teks UTF-8.",
                    "The file is no text, or its encoding cannot be told. Save it as UTF-8 text.",
                )
                .to_owned(),
        }
    }
}
