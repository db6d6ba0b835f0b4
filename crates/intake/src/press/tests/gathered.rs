//! Who came, as small newsrooms list them: groups, members, nicknames, branches, careless letters.

use super::*;

fn parties(text: &str) -> Vec<String> {
    let parties = reading(text).parties.into_iter();
    parties.map(|party| party.name).collect()
}

fn has(text: &str, wanted: &str) {
    let found = people(text);
    assert!(
        found.iter().any(|person| person == wanted),
        "{wanted}: {found:#?}"
    );
}

#[test]
fn groups_of_office_holders_stand_beside_the_people() {
    let opening = "Bupati Lebak Sutan Wirya membuka rapat koordinasi di Rangkasbitung, Rabu. ";
    let closing = "Rapat dihadiri Sekretaris Daerah Anwar Sidik, para asisten, sejumlah kepala Organisasi Perangkat Daerah \
                   (OPD), camat dan lurah se-Kabupaten Lebak serta tamu undangan.";
    let text = format!("{opening}{closing}");
    for role in ["asisten", "kepala OPD", "camat", "lurah"] {
        has(
            &text,
            &format!("-, {role} (sejumlah), Kabupaten Lebak, present"),
        );
    }
    assert_eq!(people(&text).len(), 6, "{:?}", people(&text));
    // Those who are asked or will come are not there.
    for told in [
        "Ia meminta para camat dan lurah melapor setiap pekan.",
        "Bupati akan mengunjungi desa itu didampingi para camat.",
        "Hadir beberapa anggota DPRD Kabupaten Lebak, yaitu Jumran Said dan Rusli Tompo.",
    ] {
        let found = people(&format!("{opening}{told}"));
        assert!(
            !found.iter().any(|person| person.contains("(sejumlah)")),
            "{told}: {found:?}"
        );
    }
}

#[test]
fn a_group_is_of_both_governments_or_of_a_body() {
    let text = "Gubernur Banten Andra Soni dan Gubernur Bengkulu Helmi Hasan menandatangani kesepakatan bersama di Kota Serang, \
                Jumat. Acara dihadiri sejumlah kepala OPD dari kedua provinsi.";
    has(
        text,
        "-, kepala OPD (sejumlah), Pemerintah Provinsi Banten dan Pemerintah Provinsi Bengkulu, present",
    );
    let text = "Rektor Universitas Nusa Cendana (Undana) Maksi Riwu menerima Bupati Kupang Yosef Lede di Kupang, Rabu. Ia \
                didampingi para wakil rektor.";
    has(
        text,
        "-, wakil rektor (sejumlah), Universitas Nusa Cendana (Undana), present",
    );
    let text = "Bupati Sumba Tengah Umbu Landu menandatangani berita acara batas daerah di Kupang, Jumat. Penandatanganan \
                dihadiri sejumlah Anggota DPRD Kabupaten Sumba Timur.";
    assert!(
        parties(text).contains(&"DPRD Kabupaten Sumba Timur".to_owned()),
        "{:?}",
        parties(text)
    );
}

#[test]
fn members_of_a_council_are_named_behind_the_group() {
    let text = "DPRD Kota Prabumulih menggelar reses, Rabu. Reses dipimpin Ketua DPRD Kota Prabumulih Deni Viktoria didampingi \
                anggota DPRD lainnya, antara lain Welizar SE, Evi Susanti SE, Drs. Herawaty M.Kes, dan Iswanto.";
    for name in ["Welizar", "Evi Susanti", "Herawaty", "Iswanto"] {
        has(
            text,
            &format!("{name}, Anggota DPRD, DPRD Kota Prabumulih, present"),
        );
    }
}

#[test]
fn a_nickname_means_its_bearer() {
    let text = "Gubernur Banten Andra Soni memimpin rapat di Serang, Rabu. Gubernur yang akrab disapa Soniman ini meminta camat \
                bergerak.\n\n“Jangan ada lagi yang menunda pekerjaan di lapangan,” kata Soniman.";
    assert_eq!(
        reading(text).quotes[0]
            .speaker
            .as_ref()
            .map(|speaker| speaker.value.as_str()),
        Some("Andra Soni")
    );
}

#[test]
fn careless_letters_hide_nobody() {
    for (told, wanted) in [
        (
            "Anggota DPRD sarolangun H.Hurmin",
            "Hurmin, Anggota DPRD, DPRD Kabupaten Sarolangun, present",
        ),
        (
            "Wakil Bupati Sarolangun Bambang Bayu suseno, SP., MM.",
            "Bambang Bayu suseno, Wakil Bupati, Kabupaten Sarolangun, present",
        ),
        (
            "Sekda Sarolangun, Sugiono beserta rombongan",
            "Sugiono, Sekretaris Daerah, Kabupaten Sarolangun, present",
        ),
    ] {
        let text = format!(
            "Bupati Sarolangun Cek Endra membuka rapat, Rabu. Turut hadir {told} di aula itu."
        );
        has(&text, wanted);
    }
    // The name first, the post right behind, and no comma.
    let text = "Bupati Musi Rawas Utara dan Bupati Sarolangun bertemu, Senin.\n\nDrs HM Syarif Hidayat MM Bupati Musi Rawas Utara \
                sebagai pihak pertama.";
    assert!(
        people(text)
            .iter()
            .any(|person| person.starts_with("Syarif Hidayat, Bupati, Kabupaten Musi Rawas Utara"))
    );
}

#[test]
fn an_office_is_known_by_its_short_name() {
    let text = "Kepala Dinas Komunikasi dan Informatika (Kominfo) Lebak Eri Budi Santoso menghadiri rapat, Rabu.\n\n“Kunjungan \
                itu sekaligus untuk menandatangani naskah,” kata Kepala Dinas Kominfo Lebak.";
    assert_eq!(people(text).len(), 1, "{:?}", people(text));
    let text = "Dari Dinas Kesehatan Kabupaten Lebak hadir Sekretaris Dinas Theresia Wulandari dalam rapat itu, Rabu.";
    assert!(
        people(text)[0].starts_with("Theresia Wulandari, Sekretaris Dinas Kesehatan"),
        "{:?}",
        people(text)
    );
}

#[test]
fn the_branch_of_a_body_stands_before_the_name() {
    let text = "Nota kesepahaman ditandatangani Wali Kota Tangerang Nurdin Akbar dan Kepala Kantor BPJS Ketenagakerjaan wilayah \
                Banten Kunto Wibowo di Tangerang, Senin.";
    assert!(
        people(text)[1].starts_with("Kunto Wibowo, Kepala Kantor BPJS Ketenagakerjaan"),
        "{:?}",
        people(text)
    );
}

#[test]
fn what_was_agreed_before_brings_nobody_here() {
    let text = "Bupati Lebak Sutan Wirya dan Gubernur Jawa Barat Dedi Mulyana menandatangani kesepakatan bersama, Senin. Jawa Barat \
                telah bekerja sama dengan 76 daerah, melibatkan 27 Kabupaten/Kota se-Provinsi Jawa Barat.";
    assert_eq!(parties(text), ["Kabupaten Lebak", "Jawa Barat"]);
}

#[test]
fn a_council_is_called_as_the_report_calls_it() {
    let text = "MERAUKE – Komisi C Dewan Perwakilan Rakyat Kabupaten (DPRK) Merauke menggelar rapat dengar pendapat, Kamis. Rapat \
                dipimpin Ketua Komisi C Hermanus Gebze dan dihadiri Kadistrik Waan Lukas Mahuze.";
    assert_eq!(parties(text)[0], "DPRK Merauke");
    has(
        text,
        "Hermanus Gebze, Ketua Komisi C, DPRK Merauke, present",
    );
    has(
        text,
        "Lukas Mahuze, Kepala Distrik Waan, Distrik Waan, present",
    );
}

#[test]
fn who_holds_two_posts_is_listed_under_the_first() {
    let text = "Bupati Majalengka sekaligus Ketua Sekretariat Bersama (Sekber) Ciayu, H Oman Sukmara mengajak Kabupaten Subang \
                bergabung di Subang, Selasa.";
    assert_eq!(
        people(text),
        ["Oman Sukmara, Bupati, Kabupaten Majalengka, present"]
    );
}

#[test]
fn words_between_a_post_and_its_holder_do_not_part_them() {
    for (told, wanted) in [
        (
            "Ketua Forum Kepala Desa Kabupaten Serang yang baru dilantik, Maman Sulaeman, menyatakan siap bekerja sama.",
            "Maman Sulaeman, Ketua",
        ),
        (
            "Kepala Disperkimtan Widodo Santoso ikut hadir.",
            "Widodo Santoso, Kepala Disperkimtan, Kabupaten Serang",
        ),
        (
            "Staf Ahli Bupati bidang Ekonomi, Keuangan dan Pembangunan Serang Dra. Norhayati Baddu, M.M ikut hadir.",
            "Norhayati Baddu, Staf Ahli Bupati",
        ),
        (
            "Rapat dipimpin Indah Rahmawati Bupati Lumajang bersama para undangan.",
            "Indah Rahmawati, Bupati, Kabupaten Lumajang",
        ),
    ] {
        let text =
            format!("Bupati Serang Sutan Wirya membuka rapat koordinasi di Serang, Rabu. {told}");
        let found = people(&text);
        assert!(
            found.iter().any(|person| person.starts_with(wanted)),
            "{wanted}: {found:?}"
        );
    }
}

#[test]
fn officials_of_a_list_are_of_its_region() {
    let text = "Wali Kota Tangerang Selatan Benny Sumarna menerima Bupati Pringsewu Riyanto Pambudi di Ciputat, Rabu. Bupati \
                Pringsewu didampingi Asisten I, Kepala Dinas Koperasi dan Kepala Bappeda. Dari Pemkot Tangsel, hadir pula Sekda dan \
                Kepala Dinas Sosial.";
    has(
        text,
        "-, Sekretaris Daerah, Kota Tangerang Selatan, present",
    );
    has(
        text,
        "-, Kepala Dinas Sosial, Kota Tangerang Selatan, present",
    );
    has(text, "-, Kepala Bappeda, Kabupaten Pringsewu, present");
}
