//! How small portals and press offices of regions write: what a page carries along, names behind commas, half a mark.

use super::*;

fn promises(text: &str) -> Vec<String> {
    let line = |promise: &Promise| {
        let by = promise.actor.as_ref().map_or("-", |actor| &actor.value);
        format!("{by}: {} [{:?}]", promise.act.value, promise.force)
    };
    reading(text).promises.iter().map(line).collect()
}

#[test]
fn what_a_page_carries_along_is_no_part_of_the_report() {
    let text = "Scroll untuk baca artikel\nExample 600x300\n1044 views\n\nJembatan Ambruk, Wako Hendri Turun Tangan\n\nSebarkan \
                artikel ini\n\nDUMAI – Wali Kota (Wako) Dumai Hendri Saputra meninjau jembatan ambruk, Kamis (12/6/2025). Pemko \
                Dumai menganggarkan Rp3,1 miliar.\n\nExample 600x300";
    let found = reading(text);
    let numbers: Vec<_> = found.numbers.iter().map(|number| &number.unit).collect();
    assert_eq!(numbers, ["IDR"]);
    assert_eq!(
        found.title.unwrap().text,
        "Jembatan Ambruk, Wako Hendri Turun Tangan"
    );
    assert_eq!(
        people(text),
        ["Hendri Saputra, Wali Kota, Kota Dumai, present"]
    );
}

#[test]
fn names_stand_behind_commas_and_a_haji_may_be_in_the_initial() {
    let text = "Hadir dalam rapat tersebut Walikota Magelang, HA Fikri Lesmana SE, Sekretaris Daerah Kota Magelang,Hj Tri Wahyuni \
                SE MSi,Inspektur Kota Magelang,Larno Wicaksono,SH,MSi dan Direktur Pengawasan III BPKP RI, Rustam Efendi.";
    assert_eq!(
        people(text),
        [
            "A Fikri Lesmana, Wali Kota, Kota Magelang, present",
            "Tri Wahyuni, Sekretaris Daerah, Kota Magelang, present",
            "Larno Wicaksono, Inspektur, Kota Magelang, present",
            "Rustam Efendi, Direktur Pengawasan III, BPKP RI, present",
        ]
    );
    let text = "Rombongan disambut Bupati Karo, Jamin Tarigan didampingi Wakil Bupati, Rosma Sembiring dan jajaran, serta Bupati \
                Bima, M. Ruslan.";
    assert_eq!(
        people(text),
        [
            "Jamin Tarigan, Bupati, Kabupaten Karo, present",
            "Rosma Sembiring, Wakil Bupati, Kabupaten Karo, present",
            "M Ruslan, Bupati, Kabupaten Bima, present",
        ]
    );
}

#[test]
fn a_forum_of_neighbourhoods_has_a_head() {
    let text = "Wali Kota Dumai Hendri Saputra meninjau jembatan itu, Kamis. Ketua Forum RT/RW Kelurahan Bukit Timah, Tengku \
                Razali menyebut jembatan itu rusak.";
    assert_eq!(
        people(text)[1],
        "Tengku Razali, Ketua Forum RT/RW Kelurahan Bukit Timah, Forum RT/RW Kelurahan Bukit Timah, present"
    );
}

#[test]
fn half_a_mark_closes_a_quotation() {
    let text = "Laporan itu diserahkan Kepala BPK Perwakilan NTB Bambang Setiono kepada Ketua DPRD Bima, Usman Daeng, Jumat \
                (9/4/2021).\n\n“Kami akan berusaha menindaklanjuti rekomendasi itu,’ ujar Usman Daeng.\n\n\"Kami akan kawal itu,\" \
                kata Inspektur Daerah, Yunita Aspari saat dikonfirmasi.";
    let found = reading(text);
    let speakers: Vec<_> = found
        .quotes
        .iter()
        .map(|quote| quote.speaker.as_ref().unwrap().value.as_str())
        .collect();
    assert_eq!(speakers, ["Usman Daeng", "Yunita Aspari"]);
    assert_eq!(
        found.quotes[0].span.of(text),
        "Kami akan berusaha menindaklanjuti rekomendasi itu,"
    );
}

#[test]
fn who_is_given_a_report_is_there_and_who_sends_a_recording_is_not() {
    let text = "Laporan hasil pemeriksaan diserahkan Kepala BPK Perwakilan Jawa Barat Suryadi Wira kepada Bupati Ciamis Dadan \
                Kusmayana dan Ketua DPRD Kabupaten Ciamis Neni Rohaeni di Bandung, Senin. Kepala Ombudsman Perwakilan Jawa Barat \
                Ismail Hamdani menyampaikan selamat lewat rekaman video.";
    let found = people(text);
    assert!(
        found[2].ends_with("DPRD Kabupaten Ciamis, present"),
        "{found:?}"
    );
    assert!(found[3].ends_with(", mentioned"), "{found:?}");
}

#[test]
fn offices_of_the_land_and_of_the_prosecution_are_bodies() {
    let text = "Bupati Tabanan Surya Dharma memimpin rapat koordinasi, Kamis. Tampak Kepala Kantor Pertanahan Tabanan Ketut \
                Swastika dan Kepala Seksi Perdata dan Tata Usaha Negara (Kasi Datun) Kejari Tabanan Yoga Prabowo.";
    let parties: Vec<_> = reading(text)
        .parties
        .into_iter()
        .map(|party| party.name)
        .collect();
    assert_eq!(
        parties,
        [
            "Kabupaten Tabanan",
            "Kantor Pertanahan Tabanan",
            "Kejaksaan Negeri Tabanan"
        ]
    );
}

#[test]
fn fields_in_the_next_sentence_are_the_subjects() {
    let text = "Pemkab Bantul dan Pemkab Karo menandatangani nota kesepahaman di Kabanjahe, Selasa.\n\nKerja sama tersebut \
                dilakukan dalam berbagai bidang. Diantaranya bidang pertanian hortikultura, pariwisata, serta perencanaan daerah.";
    let subjects: Vec<_> = reading(text)
        .agreement
        .unwrap()
        .subjects
        .into_iter()
        .map(|subject| subject.value)
        .collect();
    assert_eq!(
        subjects,
        ["pertanian hortikultura", "pariwisata", "perencanaan daerah"]
    );
}

#[test]
fn who_is_invited_to_a_meeting_owes_nothing_and_any_head_of_an_office_is_nobody() {
    let text = "Pemerintah Kota Magelang mengundang Kejaksaan Negeri dalam rapat evaluasi, bertempat di Setda, Rabu.";
    assert_eq!(promises(text), [""; 0]);
    let text = "Bupati Maros Andi Fadli meluncurkan kanal aduan itu, Kamis. Ia mengingatkan kepala OPD agar tidak mencari-cari \
                siapa yang melapor.\n\nKepala Ombudsman Perwakilan Sulawesi Selatan Ismail Daeng juga hadir.";
    assert_eq!(
        promises(text),
        ["kepala OPD: tidak mencari-cari siapa yang melapor [Instructed]"]
    );
}

#[test]
fn an_example_is_followed_by_those_who_are_named_behind_it() {
    let text = "Bupati Lebak Entin Suhartini meneken pakta integritas itu, Selasa. Koalisi berharap langkah ini ditiru pemerintah \
                kabupaten dan kota lain di Banten.";
    let found = promises(text);
    assert!(
        found[0].starts_with("pemerintah kabupaten dan kota lain di Banten: langkah ini ditiru"),
        "{found:?}"
    );
}

#[test]
fn how_long_it_may_take_tells_that_it_will_be_done() {
    let text = "Bupati Maros Andi Fadli meluncurkan kanal aduan itu, Kamis. Inspektur Daerah Maros, Syamsul Bahri menjelaskan \
                setiap laporan ditelaah paling lama 5 hari kerja.";
    let found = promises(text);
    assert!(found[0].contains("setiap laporan ditelaah"), "{found:?}");
}

#[test]
fn firms_and_people_may_be_called_like_a_region() {
    let text = "Pemkot Cilegon dan PT Banten Sinar Logam meneken perjanjian kerja sama, Selasa. Direktur PT Banten Sinar Logam Hari \
                Gunawan dan Wakil Menteri Dalam Negeri Bima Artha hadir.";
    let found = people(text);
    assert_eq!(
        found[0],
        "Hari Gunawan, Direktur, PT Banten Sinar Logam, present"
    );
    assert!(
        found[1].starts_with("Bima Artha, Wakil Menteri Dalam Negeri, Kementerian Dalam Negeri"),
        "{found:?}"
    );
}

#[test]
fn citizens_are_told_by_their_age_their_group_or_whom_they_speak_for() {
    let text = "Bupati Lebak Hasbi Wirya meninjau jembatan itu, Rabu. Warga setempat, Sarmin (45) berharap jembatan itu dibangun. Ketua \
                Kelompok Tani Mekar Jaya, Ujang, mengucapkan terima kasih. Mama Agustina Pekei, perwakilan pedagang, menyampaikan \
                keluhan.";
    let found = people(text);
    assert!(found[1].starts_with("Sarmin, warga,"), "{found:?}");
    assert!(
        found[2].starts_with("Ujang, Ketua Kelompok Tani,"),
        "{found:?}"
    );
    assert!(found[3].contains("perwakilan pedagang"), "{found:?}");
}

#[test]
fn a_road_is_nobody() {
    let text = "Gubernur Banten Andra Wira menerima audiensi di Gedung Negara, Jl Brigjen KH Syam'un No. 5, Kota Serang, Selasa.";
    assert_eq!(
        people(text),
        ["Andra Wira, Gubernur, Pemerintah Provinsi Banten, present"]
    );
}

#[test]
fn a_space_may_be_missing_between_sentences() {
    let text = "Pj. Bupati Sanggau Heronimus Suryadi disambut Kepala Desa Temiang Yakobus Lidi.Ia kemudian menyeberangi jembatan.";
    assert!(
        people(text)[1].starts_with("Yakobus Lidi, Kepala Desa Temiang,"),
        "{:?}",
        people(text)
    );
    // Degrees stay whole.
    let text = "Bupati Lebak Hasbi Wirya, S.Sos.,M.Si. dan Sekda Lebak Budi Santosa, ST.MSi hadir dalam rapat itu, Rabu.";
    assert_eq!(people(text).len(), 2, "{:?}", people(text));
}

#[test]
fn some_heads_are_not_all_and_a_meetings_name_counts_nobody() {
    let parties = |text: &str| reading(text).parties.len();
    let some = "Musrenbang ditutup Gubernur Bali Wayan Artha di Denpasar, Rabu. Hadir pula sejumlah bupati dan wali kota se-Bali.";
    assert_eq!(parties(some), 1);
    let named = "Bupati Gianyar Made Artha mengikuti Rapat Koordinasi Pencegahan Korupsi Pemerintah Daerah se-Bali secara virtual, Rabu.";
    assert_eq!(parties(named), 1);
    let all = "Rapat koordinasi di Denpasar, Rabu, dihadiri Gubernur Bali Wayan Artha dan seluruh bupati dan wali kota se-Bali.";
    assert_eq!(parties(all), 10);
}

#[test]
fn two_measures_share_a_unit_and_a_day_its_year() {
    let text = "FOTO: Suasana RDPU, Senin (19/1).\n\nBIMA - Rapat Dengar Pendapat Umum itu terlaksana Senin (19/1/2026). Los baru \
                berukuran 12 x 40 meter.\n\nRapat itu dipimpin Ketua Komisi II DPRD Kabupaten Bima Natsir Ibrahim di Bima.";
    let found = reading(text);
    let values: Vec<_> = found
        .numbers
        .iter()
        .map(|number| number.value.to_string())
        .collect();
    assert_eq!(values, ["12", "40"]);
    assert_eq!(found.date.from.unwrap().to_string(), "2026-01-19");
    assert_eq!(
        found.event.kind,
        domain::gathering::GatheringKind::Coordination
    );
}

#[test]
fn a_ministers_deputy_is_of_the_ministry() {
    let text = "Musrenbang dibuka Gubernur Kalimantan Barat Ria Mulyadi, Rabu. Menteri Dalam Negeri diwakili Staf Ahli Bidang Ekonomi, \
                Suryo Adinugroho.";
    assert!(
        people(text).iter().any(|line| line
            .starts_with("Suryo Adinugroho, Staf Ahli Bidang Ekonomi, Kementerian Dalam Negeri")),
        "{:?}",
        people(text)
    );
}
