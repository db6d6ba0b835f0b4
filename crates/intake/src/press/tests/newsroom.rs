//! How newsrooms really write: names behind bodies, scopes of agreements, posts alone, marks of all kinds.

use super::*;

fn subjects(text: &str) -> Vec<String> {
    let agreement = reading(text).agreement.unwrap();
    let values = agreement.subjects.into_iter();
    values.map(|subject| subject.value).collect()
}

#[test]
fn a_given_name_ends_the_name_of_a_body_or_a_village() {
    let text = "Rapat koordinasi itu dihadiri Bupati Lebak Sutan Wirya dan Direktur Perumda Air Minum Tirta Ciujung Hendri \
                Oktavian di Rangkasbitung.";
    assert_eq!(
        people(text)[1],
        "Hendri Oktavian, Direktur, Perumda Air Minum Tirta Ciujung, present"
    );
    let text = "Bupati Lebak Sutan Wirya memimpin rapat koordinasi, Rabu.\n\nHadir Lurah Benua Melayu Darat Syarifah Nuraini, \
                Camat Bambang Sutrisna dan anggota DPRD Kabupaten Lebak Dapil III Samsul Rauf.";
    let found = people(text);
    assert!(
        found[1].starts_with("Syarifah Nuraini, Lurah Benua Melayu Darat,"),
        "{found:?}"
    );
    assert!(
        found[2].starts_with("Bambang Sutrisna, Camat,"),
        "{found:?}"
    );
    assert!(
        found[3].starts_with("Samsul Rauf, Anggota DPRD Dapil III,"),
        "{found:?}"
    );
}

#[test]
fn a_headline_between_paragraphs_is_no_part_of_the_next() {
    let text = "Bupati Lebak Sutan Wirya meninjau pelayanan di RSUD Adjidarmo, Rangkasbitung, pada Rabu pagi.\n\nPenjelasan \
                RSUD\n\nDirektur RSUD Adjidarmo dr Muhlis Pabbi mengakui antrean yang memanjang sejak hari Senin itu.";
    assert!(
        people(text)[1].starts_with("Muhlis Pabbi, Direktur"),
        "{:?}",
        people(text)
    );
}

#[test]
fn two_single_marks_are_a_double_one() {
    let text = "Bupati Lebak Sutan Wirya meninjau pasar itu, Rabu.\n\n''Kami tidak membela yang salah. Uang warga harus \
                kembali,'' kata Sutan.";
    let quotes = reading(text).quotes;
    assert_eq!(quotes.len(), 1);
    assert_eq!(
        quotes[0].span.of(text),
        "Kami tidak membela yang salah. Uang warga harus kembali,"
    );
}

#[test]
fn the_scope_of_an_agreement_says_more_than_its_title() {
    let opening = "Pemerintah Kabupaten Lebak dan Kejaksaan Negeri Lebak menandatangani perjanjian kerja sama (PKS) tentang \
                   pendampingan hukum di Rangkasbitung, Rabu.\n\n";
    let listed = ["bantuan hukum", "pemulihan aset daerah", "pertukaran data"];
    for told in [
        "Adapun ruang lingkup PKS meliputi:\na. bantuan hukum;\nb. pemulihan aset daerah; dan\nc. pertukaran data.",
        "Ruang lingkupnya meliputi bantuan hukum, pemulihan aset daerah, serta pertukaran data.",
        "Ruang lingkup kerja sama ini ada tiga, yakni bantuan hukum, pemulihan aset daerah, dan pertukaran data.",
        "Tiga urusan yang disepakati adalah: (1) bantuan hukum, (2) pemulihan aset daerah, serta (3) pertukaran data.",
    ] {
        assert_eq!(subjects(&format!("{opening}{told}")), listed, "{told}");
    }
    // `lingkup` of a government is no scope.
    let other = "Acara itu dihadiri kepala dinas lingkup Pemkab Lebak, yakni Dinas Sosial dan Dinas Kesehatan.";
    assert_eq!(
        subjects(&format!("{opening}{other}")),
        ["pendampingan hukum"]
    );
}

#[test]
fn a_head_of_government_without_a_name_is_listed() {
    let text = "Bupati Lebak Sutan Wirya membuka rapat koordinasi di Rangkasbitung, Rabu. Gubernur Banten mengirimkan sambutan \
                tertulis yang dibacakan panitia.";
    assert_eq!(
        people(text)[1],
        "-, Gubernur, Pemerintah Provinsi Banten, mentioned"
    );
}

#[test]
fn an_office_of_the_state_is_one_party_however_it_is_written() {
    let text = "Ombudsman Republik Indonesia Perwakilan Provinsi Maluku dan Pemerintah Kabupaten Buru menandatangani nota \
                kesepakatan, Selasa. Nota kesepakatan ditandatangani Kepala Perwakilan Ombudsman RI Provinsi Maluku Dominggus \
                Latupeirissa dan Bupati Buru Ikram Umasugi. Ombudsman juga membuka posko.";
    let parties = reading(text).parties;
    assert_eq!(parties.len(), 2, "{parties:?}");
}

#[test]
fn a_quarter_a_semester_and_a_budget_year_are_due_dates() {
    let due = |when: &str| {
        let text = format!(
            "Bupati Lebak Sutan Wirya memimpin rapat koordinasi di Rangkasbitung, 12 Maret 2026. Sutan mengatakan Pemkab akan \
             menyelesaikan kajian itu pada {when}."
        );
        let promise = reading(&text).promises.remove(0);
        promise.due.unwrap().value.to_string()
    };
    assert_eq!(due("triwulan II 2026"), "2026-06");
    assert_eq!(due("semester pertama tahun 2027"), "2027-06");
    assert_eq!(due("tahun anggaran 2027"), "2027");
}

#[test]
fn who_is_told_to_act_owes_the_act() {
    let opening = "Bupati Lebak Sutan Wirya memimpin rapat koordinasi di Rangkasbitung, Rabu. ";
    for (told, owner) in [
        (
            "Sutan berharap warga tidak membuang sampah ke sungai.",
            "warga",
        ),
        (
            "Semua usulan wajib diinput ke sistem oleh operator kecamatan.",
            "operator kecamatan",
        ),
        (
            "Sutan meminta operator kapal mengembalikan uang tiket itu.",
            "operator kapal",
        ),
    ] {
        let promises = reading(&format!("{opening}{told}")).promises;
        let actor = promises[0].actor.as_ref().map(|actor| actor.value.as_str());
        assert_eq!(actor, Some(owner), "{told}");
    }
}

#[test]
fn a_list_begins_behind_the_words_that_lead_to_it() {
    let opening = "Pemerintah Provinsi Jawa Timur dan Pemerintah Provinsi Jawa Tengah menandatangani perjanjian kerja sama di Surabaya, \
                   Jumat. ";
    let told = "Kerja sama mencakup berbagai sektor strategis, mulai dari perdagangan, ketahanan pangan, hingga pengembangan BUMD.";
    assert_eq!(
        subjects(&format!("{opening}{told}")),
        ["perdagangan", "ketahanan pangan", "pengembangan BUMD"]
    );
    let lines = "\n\nKedua pihak siap bekerja sama.\n\nBidang Pendidikan\n\nBidang Kesehatan\n\nBidang Tenaga Kerja\n\nAcara itu usai \
                 menjelang siang.";
    assert_eq!(
        subjects(&format!("{opening}{lines}")),
        ["Pendidikan", "Kesehatan", "Tenaga Kerja"]
    );
    // The field says more than the aim; the word in a post names no field.
    let text = "Universitas Safin Pati (USP) dan Pemerintah Kabupaten Kudus menandatangani Memorandum of Understanding dalam upaya \
                meningkatkan kerja sama di bidang pendidikan dan penelitian, Senin. Naskah ditandatangani Asisten Bidang \
                Perekonomian dan Pembangunan Kudus Nurul Widiastuti.";
    assert_eq!(subjects(text), ["pendidikan", "penelitian"]);
}

#[test]
fn marks_the_wrong_way_round_are_marks() {
    let text = "Bupati Lebak Sutan Wirya memimpin rapat, Rabu.\n\nBupati dalam sambutannya mengatakan bahwa. ” Kerja sama ini baru hari \
                ini bisa terlaksana karena kesibukan kita semua. “Ucap Sutan.";
    let quotes = reading(text).quotes;
    assert_eq!(quotes.len(), 1, "{quotes:?}");
    assert!(quotes[0].span.of(text).starts_with("Kerja sama ini baru"));
}

#[test]
fn a_place_may_open_the_report() {
    let text = "Gedung Pendopo Gubernur Banten menjadi lokasi pertemuan Komisi Pemberantasan Korupsi (KPK) dan Pemprov Banten. \
                Pertemuan berlangsung pada Rabu, 4 Februari 2026.";
    let place = reading(text).place.unwrap();
    assert_eq!(place.value, "Gedung Pendopo Gubernur Banten");
}

#[test]
fn a_scope_may_stand_far_behind_if_it_names_its_document() {
    let opening = "Pemerintah Kota Tarakan dan Pemerintah Kabupaten Tulungagung menandatangani perjanjian kerja sama di Tarakan, Jumat. ";
    let between = "Bupati berterima kasih. Wali kota juga. Acara berlangsung hangat. Tamu lalu makan siang. Hujan turun. ";
    for told in [
        "Perjanjian kerja sama yang berlaku 2 tahun tersebut mencakup penyediaan telur, pemasaran produk UMKM dan pertukaran data harga.",
        "Ruang lingkup perjanjian itu diantaranya penyediaan telur, pemasaran produk UMKM dan pertukaran data harga.",
        "Adapun poin kerja sama yang telah disepakati meliputi :\n\n1. penyediaan telur\n2. pemasaran produk UMKM\n3. pertukaran data harga",
    ] {
        let text = format!("{opening}{between}{told}");
        assert_eq!(
            subjects(&text),
            [
                "penyediaan telur",
                "pemasaran produk UMKM",
                "pertukaran data harga"
            ],
            "{told}"
        );
    }
}
