//! The words of the page about this site and of the glossary.

use domain::Lang;

use super::counted;
use crate::format;

pub(crate) fn glossary(lang: Lang) -> &'static str {
    lang.pick("Glosarium", "Glossary")
}
pub(crate) fn glossary_lead(lang: Lang, n: u64) -> String {
    match lang {
        Lang::Id => format!(
            "{} istilah hukum dan pemerintahan yang dipakai di sini, dengan padanan Inggrisnya, menurut abjad.",
            format::number(n, lang)
        ),
        Lang::En => format!(
            "{} of Indonesian law and administration used here, with their English, in alphabetical order.",
            counted(n, "term", "terms")
        ),
    }
}
pub(crate) fn letters(lang: Lang) -> &'static str {
    lang.pick("Huruf awal", "First letters")
}

pub(crate) fn about(lang: Lang) -> &'static str {
    lang.pick("Tentang Sinergi", "About Sinergi")
}
pub(crate) fn about_lead(lang: Lang) -> &'static str {
    lang.pick(
        "Sinergi mencatat janji pemerintah daerah kepada satu sama lain dan kepada warganya, dari jabat tangan sampai hasilnya, supaya sesudah foto bersama orang tetap dapat melihat apa jadinya.",
        "Sinergi records what local governments promise each other and their people, from the handshake to the result, so that after the photograph anybody can still see what became of it.",
    )
}
pub(crate) fn rules_heading(lang: Lang) -> &'static str {
    lang.pick(
        "Yang berlaku untuk setiap catatan",
        "What holds for every record",
    )
}
pub(crate) fn rules(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::Id => [
            "Setiap fakta menyebut sumber dan tanggalnya. Bila sumber berbeda, semua versi ditampilkan.",
            "Status dihitung dari fakta; tidak ada orang yang mengetikkannya.",
            "Janji pertama tetap terlihat di samping yang berlaku sekarang, beserta setiap pergeserannya.",
            "Berakhir tidak sama dengan dipenuhi, dan tanpa kabar adalah keterangan, bukan kekosongan.",
            "Catatan diperbaiki dengan menambah. Isi dapat ditahan atau dihapus hanya atas dasar hukum yang disebut, dan hal itu tetap tercatat.",
        ],
        Lang::En => [
            "Every fact names its source and its date. Where sources differ, every version is shown.",
            "Statuses are computed from facts; nobody types them.",
            "The first promise stays in sight beside today's, with every move between them.",
            "Ended is not fulfilled, and silence is information, not an empty cell.",
            "A record is corrected by adding to it. Content can be withheld or erased only on a named legal ground, and that it was stays on record.",
        ],
    }
}
pub(crate) fn runs_heading(lang: Lang) -> &'static str {
    lang.pick("Siapa yang menjalankannya", "Who runs it")
}
pub(crate) fn runs(lang: Lang) -> &'static str {
    lang.pick(
        "Salinan ini dijalankan oleh yang memasangnya, dan bukan situs resmi pemerintah. Pengelolanya belum mencantumkan nama dan alamat di sini. Yang pasti dapat dikenali adalah log yang menyimpan semua catatannya:",
        "This copy is run by whoever installed it and is not an official government site. Its operator has not given a name and address here. What can be told for certain is the log that holds all of its records:",
    )
}
pub(crate) fn log_name(lang: Lang) -> &'static str {
    lang.pick("Nama log", "Name of the log")
}
pub(crate) fn log_key(lang: Lang) -> &'static str {
    lang.pick("Kunci pemeriksa", "Verifier key")
}
pub(crate) fn log_size(lang: Lang) -> &'static str {
    lang.pick("Panjang log", "Length of the log")
}
pub(crate) fn entries(lang: Lang, n: u64) -> String {
    match lang {
        Lang::Id => format!("{} entri", format::number(n, lang)),
        Lang::En => counted(n, "entry", "entries"),
    }
}
pub(crate) fn key_use(lang: Lang) -> &'static str {
    lang.pick(
        "Simpan kunci itu: dengannya Anda dapat membuktikan kelak bahwa log ini tidak ditulis ulang.",
        "Keep that key: with it you can prove later that this log was not rewritten.",
    )
}
pub(crate) fn key_link(lang: Lang) -> &'static str {
    lang.pick(
        "Begini caranya memeriksa sebuah catatan",
        "This is how to verify a record",
    )
}
pub(crate) fn report_heading(lang: Lang) -> &'static str {
    lang.pick(
        "Melaporkan kesalahan atau catatan yang kurang",
        "Reporting an error or a missing record",
    )
}
pub(crate) fn report(lang: Lang) -> &'static str {
    lang.pick(
        "Sampaikan kepada pengelola salinan ini: nomor entri di bagian bawah halaman catatan, apa yang keliru atau kurang, dan sumbernya. Keluhan tentang layanan pemerintah bukan untuk situs ini, melainkan untuk SP4N-LAPOR! (lapor.go.id).",
        "Tell the operator of this copy: the entry number at the foot of the record's page, what is wrong or missing, and the source. Complaints about a government service belong not here but in SP4N-LAPOR! (lapor.go.id).",
    )
}
pub(crate) fn data_heading(lang: Lang) -> &'static str {
    lang.pick("Dari mana datanya", "Where the data come from")
}
pub(crate) fn data(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::Id => [
            "Fakta: berita, siaran pers, dan dokumen yang disebut pada setiap catatan, ditulis dengan kata-kata kami sendiri dan paling banyak delapan kata kutipan dari seorang pembicara.",
            "Nama dan kode daerah: Kepmendagri 300.2.2-2138/2025 beserta perubahannya, melalui paket idn-area-data (ODbL 1.0).",
            "Hari libur nasional 2024–2026: paket holidays, belum diperiksa terhadap surat keputusan bersama para menteri.",
        ],
        Lang::En => [
            "Facts: the reports, releases and documents named on each record, in our own words and with at most eight quoted words of a speaker.",
            "Names and codes of regions: Kepmendagri 300.2.2-2138/2025 as amended, through the package idn-area-data (ODbL 1.0).",
            "National holidays of 2024 to 2026: the package holidays, not checked against the ministers' joint decrees.",
        ],
    }
}
pub(crate) fn download_heading(lang: Lang) -> &'static str {
    lang.pick("Unduh semua data", "Download all data")
}
pub(crate) fn download(lang: Lang) -> &'static str {
    lang.pick(
        "Setiap jenis catatan tersedia utuh, satu catatan JSON per baris, persis seperti yang ditampilkan halaman-halaman ini. Angka di belakangnya adalah jumlah catatan.",
        "Each kind of record is there whole, one JSON record a line, exactly as these pages show it. The number after it counts the records.",
    )
}
pub(crate) fn code_heading(lang: Lang) -> &'static str {
    lang.pick("Kode sumber", "Source code")
}
pub(crate) fn code(lang: Lang) -> &'static str {
    lang.pick(
        "Sinergi adalah perangkat lunak bebas di bawah European Union Public Licence 1.2 (EUPL-1.2). Pengelola setiap salinan wajib memberikan kode sumber versi yang dijalankannya kepada siapa pun yang memintanya.",
        "Sinergi is free software under the European Union Public Licence 1.2 (EUPL-1.2). The operator of each copy has to give the source code of the version it runs to anybody who asks for it.",
    )
}
