//! Whose office it is: of which body, place or government, where the words around have to tell.

use super::*;

#[test]
fn two_may_hold_one_post_of_many() {
    let text = "RDP dipimpin Ketua Komisi II DPRD Kabupaten Lebak Simon Patra didampingi anggota komisi, Hj. Marwah Siregar dan \
                Ramsah Bentian.";
    assert_eq!(
        people(text),
        [
            "Simon Patra, Ketua Komisi II, DPRD Kabupaten Lebak, present",
            "Marwah Siregar, Anggota Komisi II, DPRD Kabupaten Lebak, present",
            "Ramsah Bentian, Anggota Komisi II, DPRD Kabupaten Lebak, present",
        ]
    );
}

#[test]
fn a_province_that_only_tells_where_is_nobodys_government() {
    let text = "Pemerintah Kabupaten Tanggamus, Lampung menggelar musrenbang di Balai Pekon Kuripan, Rabu.\n\nMusrenbang dibuka \
                Kepala Bapperida Marlina Yusuf.";
    let found = reading(text);
    let parties: Vec<_> = found.parties.iter().map(|party| &party.name).collect();
    assert_eq!(parties, ["Kabupaten Tanggamus"]);
    assert_eq!(
        people(text),
        ["Marlina Yusuf, Kepala Bapperida, Kabupaten Tanggamus, present"]
    );
}

#[test]
fn a_body_that_no_list_knows_is_told_by_its_short_name_or_by_a_town() {
    let text = "Gubernur Jambi Amrizal Thaib meluncurkan program itu, Senin. Ketua Badan Musyawarah Perguruan Swasta (BMPS) \
                Provinsi Jambi Yuliana Simarmata menyambut baik.";
    assert!(
        people(text)[1].contains(
            "Yuliana Simarmata, Ketua Badan Musyawarah Perguruan Swasta (BMPS), Badan Musyawarah"
        ),
        "{:?}",
        people(text)
    );
    let text = "Bupati Pati Bambang Wiratmo membuka dapur itu, Senin. Kepala SPPG Bakaran Wetan, Anisa Rahmadhani menerangkan \
                dapurnya melayani 13 sekolah.";
    assert!(
        people(text)[1].starts_with("Anisa Rahmadhani,"),
        "{:?}",
        people(text)
    );
    let text = "Sekda Lamandau Yohanes Tingang dan Kepala BPJS Ketenagakerjaan Cabang Pangkalan Bun Ratih Puspita menandatangani \
                perjanjian kerja sama di aula, Kamis.";
    assert_eq!(
        people(text)[1],
        "Ratih Puspita, Kepala BPJS Ketenagakerjaan Cabang Pangkalan Bun, BPJS Ketenagakerjaan Cabang Pangkalan Bun, present"
    );
}

#[test]
fn a_weekday_may_be_a_last_name() {
    let text = "Gubernur Maluku Utara Nurlaila Sangaji didampingi Kepala Dinas Perhubungan Provinsi Maluku Utara Ir. Armin Sabtu, \
                Kepala Bappeda Muhammad Sarif, Sabtu (6/12/2025).";
    let found = people(text);
    assert!(found[1].starts_with("Armin Sabtu, "), "{found:?}");
    assert!(found[2].starts_with("Muhammad Sarif, "), "{found:?}");
}

#[test]
fn a_place_behind_an_office_is_nobodys_name() {
    let text = "Bupati Belu Yoseph Meta memimpin rapat itu, Selasa. Kepala Desa Bouweli dan Kepala Desa Helandohi tidak hadir.";
    assert!(
        people(text)
            .iter()
            .all(|line| !line.starts_with("Helandohi")),
        "{:?}",
        people(text)
    );
    let text = "Penilaian di Desa Lansilowo, Kecamatan Wawonii Utara dihadiri Camat Wawonii Utara La Ode Samsir, Kepala Puskesmas \
                Lansilowo, para kades dan kader, Rabu.";
    let found = people(text);
    assert!(
        found.contains(&"-, Kepala Puskesmas Lansilowo, Puskesmas Lansilowo, present".to_owned()),
        "{found:?}"
    );
}

#[test]
fn a_city_abroad_has_a_mayor_too() {
    let text = "Penandatanganan dilakukan Wali Kota Bitung, Ferdinand Lengkong, dengan Wali Kota General Santos, Roberto \
                Manalastas, di rumah dinas, Sabtu.";
    let found = people(text);
    assert!(
        found[1].starts_with("Roberto Manalastas, Wali Kota, General Santos"),
        "{found:?}"
    );
}

#[test]
fn a_ministers_directors_are_of_the_ministry() {
    let text = "Gubernur Maluku Utara Nurlaila Sangaji bertemu Menteri Perhubungan RI, Hendro Satriawan di kantor Kementerian \
                Perhubungan, Kamis. Menteri didampingi Dirjen Perhubungan Laut Muhammad Fauzan.";
    let found = people(text);
    assert_eq!(
        found[2],
        "Muhammad Fauzan, Direktur Jenderal Perhubungan Laut, Kementerian Perhubungan, present"
    );
    assert_eq!(
        found.len(),
        3,
        "`Menteri` is the one named before: {found:?}"
    );
}

#[test]
fn who_speaks_for_others_is_of_their_body() {
    let text = "Mediasi dipimpin Wakil Bupati Seruyan Supriansyah Embang, Kamis. Hadir pula perwakilan Kantor Pertanahan Seruyan \
                Nita Kurniasih dan juru bicara warga, Arliansyah Pratama.";
    let found = people(text);
    assert_eq!(
        found[1],
        "Nita Kurniasih, perwakilan, Kantor Pertanahan Seruyan, present"
    );
    assert!(
        found[2].starts_with("Arliansyah Pratama, juru bicara warga,"),
        "{found:?}"
    );
}

#[test]
fn a_message_read_aloud_stands_for_its_sender_and_a_pledge_for_nobody() {
    let text = "Dalam sambutan Bupati Tanggamus, Arman Djauhari, yang dibacakan Kepala Bapperida Marlina Yusuf, musrenbang disebut \
                penting.";
    let found = people(text);
    assert!(found[0].ends_with("absent"), "{found:?}");
    assert!(found[1].ends_with("representing"), "{found:?}");
    let text = "Bupati Lebak Sutan Wirya memimpin apel itu, Senin. Pakta integritas yang dibacakan Sekda Lebak Maryam Yusuf memuat \
                lima butir.";
    assert!(people(text)[1].ends_with("present"), "{:?}", people(text));
}

#[test]
fn guards_of_a_village_are_listed_without_names_unless_a_bracket_only_tells_who_belongs() {
    let text =
        "Reses itu dihadiri Lurah Lingkar Selatan Yulianti, Babinsa dan Bhabinkamtibmas, Minggu.";
    let found = people(text);
    assert_eq!(
        found[1..],
        ["-, Babinsa, -, present", "-, Bhabinkamtibmas, -, present"]
    );
    let text =
        "Bupati Lebak Sutan Wirya hadir, disambut Muspika (Kapolsek, Danramil) dan warga, Minggu.";
    assert_eq!(people(text).len(), 1, "{:?}", people(text));
}
