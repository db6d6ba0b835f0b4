//! Lists of guests: posts with all their parts, two names behind two posts, people without an office.

use super::*;

fn parties(text: &str) -> Vec<String> {
    let all = reading(text).parties;
    all.into_iter().map(|party| party.name).collect()
}

#[test]
fn two_posts_before_two_names_are_one_each() {
    let text = "Rapat koordinasi itu dihadiri Bupati dan Wakil Bupati Lebak Sutan Wirya dan Galih Permadi di Rangkasbitung.";
    assert_eq!(
        people(text),
        [
            "Sutan Wirya, Bupati, Kabupaten Lebak, present",
            "Galih Permadi, Wakil Bupati, Kabupaten Lebak, present",
        ]
    );
}

#[test]
fn members_who_are_counted_are_named_one_by_one() {
    let text = "Rapat koordinasi itu dihadiri dua Wakil Ketua DPRD Kabupaten Lebak Intan Maharani dan Fajar Nugroho.";
    let names: Vec<String> = people(text);
    assert_eq!(
        names,
        [
            "Intan Maharani, Wakil Ketua DPRD, DPRD Kabupaten Lebak, present",
            "Fajar Nugroho, Wakil Ketua DPRD, DPRD Kabupaten Lebak, present",
        ]
    );
}

#[test]
fn a_place_named_after_an_office_is_nobody() {
    let text = "Gubernur Banten Sutan Wirya membuka rapat kerja di Kantor Bupati Lebak, Rangkasbitung, lalu singgah di rumah dinas \
                Wali Kota Serang.";
    assert_eq!(
        people(text),
        ["Sutan Wirya, Gubernur, Pemerintah Provinsi Banten, present"]
    );
}

#[test]
fn a_road_is_named_after_nobody_who_came() {
    let text = "Bupati Lebak Sutan Wirya memimpin rapat koordinasi di kantor DPRD di Jalan Kapten Piere Sudarso, Rangkasbitung.";
    assert_eq!(people(text).len(), 1, "{:?}", people(text));
}

#[test]
fn whoever_opens_a_paragraph_is_found() {
    let text = "Bupati Lebak Sutan Wirya meresmikan jembatan itu, Rabu.\n\n\
                Surtini Dewi, warga Desa Cikarang, mengaku senang.\n\n\
                Marni, kader posyandu dari Desa Bojong, ikut menonton.";
    assert_eq!(
        people(text)[1..],
        [
            "Surtini Dewi, warga, Desa Cikarang, present",
            "Marni, kader posyandu, Desa Bojong, present",
        ]
    );
}

#[test]
fn numerals_and_letters_belong_to_the_unit() {
    for (written, role) in [
        ("Asisten 1 Setda Kabupaten Lebak Galih Permadi", "Asisten 1"),
        (
            "Ketua Komisi D DPRD Kabupaten Lebak Galih Permadi",
            "Ketua Komisi D",
        ),
        (
            "Wakil Ketua II DPRD Kabupaten Lebak Galih Permadi",
            "Wakil Ketua II DPRD",
        ),
        (
            "Plh Sekda Kabupaten Lebak Galih Permadi",
            "Plh Sekretaris Daerah",
        ),
        (
            "Pelaksana Harian Kepala Dinas Sosial Kabupaten Lebak, Galih Permadi,",
            "Pelaksana Harian Kepala Dinas Sosial",
        ),
        (
            "Sekretaris Dinas Kesehatan Kabupaten Lebak Galih Permadi",
            "Sekretaris Dinas Kesehatan",
        ),
        (
            "Kepala Bidang Aset BPKAD Kabupaten Lebak Galih Permadi",
            "Kepala Bidang Aset BPKAD",
        ),
        (
            "Asisten Pemerintahan Sekda Kabupaten Lebak Galih Permadi",
            "Asisten Pemerintahan Sekda",
        ),
        (
            "Kepala Satuan Tugas Korsup Wilayah II.3 KPK, Galih Permadi,",
            "Kepala Satuan Tugas Korsup Wilayah II.3",
        ),
        (
            "Direktur Utama Perumda Tirta Multatuli Galih Permadi",
            "Direktur Utama",
        ),
    ] {
        let text = format!("Rapat koordinasi itu dihadiri {written} di Rangkasbitung, Rabu.");
        let reading = reading(&text);
        let person = reading
            .people
            .iter()
            .find(|person| person.name.as_deref() == Some("Galih Permadi"));
        let read = person
            .and_then(|person| person.role.as_ref())
            .map(|role| role.value.as_str());
        assert_eq!(read, Some(role), "{written}: {:?}", people(&text));
    }
}

#[test]
fn a_bare_post_is_of_the_body_named_right_before() {
    let text = "Rapat koordinasi itu dihadiri Ketua DPRD Kabupaten Lebak yang diwakili Wakil Ketua Ni Luh Maharani.";
    assert_eq!(
        people(text),
        [
            "-, Ketua DPRD, DPRD Kabupaten Lebak, absent",
            "Ni Luh Maharani, Wakil Ketua DPRD, DPRD Kabupaten Lebak, representing",
        ]
    );
}

#[test]
fn the_head_of_a_government_stands_for_it_and_not_in_its_place() {
    let text = "Nota kesepahaman itu ditandatangani di Serang. Dari pihak Pemkab Lebak diwakili Bupati Sutan Wirya, sedangkan dari \
                Pemkab Pandeglang diwakili Asisten Daerah I Galih Permadi.";
    let attendance: Vec<_> = reading(text)
        .people
        .iter()
        .map(|person| person.attendance)
        .collect();
    assert_eq!(attendance, [Attendance::Present, Attendance::Representing]);
}

#[test]
fn whoever_acts_through_another_did_not_come() {
    let text = "Wali Kota Serang Sutan Wirya melalui Asisten Daerah II Galih Permadi menerima rombongan Pemkab Lebak, Rabu.";
    let attendance: Vec<_> = reading(text)
        .people
        .iter()
        .map(|person| person.attendance)
        .collect();
    assert_eq!(attendance, [Attendance::Absent, Attendance::Representing]);
}

#[test]
fn a_wife_who_bears_her_husbands_name_is_another() {
    let text = "Gubernur Banten Sutan Wirya membuka pameran itu didampingi istrinya, Ny. Ratna Sutan Wirya, di Serang.";
    let reading = reading(text);
    assert_eq!(reading.people[0].name.as_deref(), Some("Sutan Wirya"));
}

#[test]
fn a_commander_who_is_named_stands_for_the_command_and_an_unnamed_one_is_a_guest() {
    let named = "Bupati Lebak Sutan Wirya membuka rapat koordinasi, dihadiri Kapolres Lebak AKBP Galih Permadi.";
    assert_eq!(parties(named), ["Kabupaten Lebak", "Polres Lebak"]);
    let unnamed = "Bupati Lebak Sutan Wirya membuka rapat koordinasi, dihadiri Kapolres Lebak.";
    assert_eq!(parties(unnamed), ["Kabupaten Lebak"]);
}

#[test]
fn regions_in_a_row_behind_who_came_are_parties() {
    let text = "KPK menggelar rapat koordinasi di Jakarta, Rabu. Rapat itu diikuti para gubernur dari Lampung, Banten, dan Jawa Barat.";
    for region in ["Lampung", "Banten", "Jawa Barat"] {
        assert!(
            parties(text).iter().any(|party| party == region),
            "{:?}",
            parties(text)
        );
    }
    let merely = "KPK menggelar rapat koordinasi di Jakarta, Rabu. Skor tertinggi dicapai Lampung, Banten, dan Jawa Barat.";
    assert!(
        !parties(merely).iter().any(|party| party == "Lampung"),
        "{:?}",
        parties(merely)
    );
}

#[test]
fn the_host_is_of_the_other_government() {
    let text = "Pemkot Cilegon melakukan studi tiru ke Pemkot Serang, Rabu. Rombongan Wali Kota Cilegon Sutan Wirya diterima oleh \
                Wakil Wali Kota dr Galih Permadi.";
    assert_eq!(
        people(text),
        [
            "Sutan Wirya, Wali Kota, Kota Cilegon, present",
            "Galih Permadi, Wakil Wali Kota, Kota Serang, present",
        ]
    );
}

#[test]
fn a_month_inside_a_name_ends_no_place() {
    let text = "Bupati Lebak Sutan Wirya menandatangani nota kesepahaman di Kampus Universitas Sebelas Maret, Rabu.";
    let place = reading(text).place.map(|place| place.value);
    assert_eq!(place.as_deref(), Some("Kampus Universitas Sebelas Maret"));
}

#[test]
fn a_small_letter_post_keeps_its_numeral_and_body() {
    let text = "Rapat dengar pendapat itu dipimpin wakil ketua komisi II DPRD Kabupaten Lebak, Haji Galih Permadi, Rabu.";
    assert_eq!(
        people(text),
        ["Galih Permadi, Wakil Ketua Komisi II, DPRD Kabupaten Lebak, present"]
    );
}

#[test]
fn whoever_is_sworn_in_holds_the_post() {
    let text = "Bupati Lebak Sutan Wirya melantik Drs. Galih Permadi, M.Pd menjadi Penjabat Sekretaris Daerah (Sekda) Lebak, Rabu.";
    let people = people(text);
    assert!(
        people[1].starts_with("Galih Permadi, Penjabat Sekretaris Daerah, Kabupaten Lebak"),
        "{people:?}"
    );
}

#[test]
fn a_region_behind_a_comma_is_nobody() {
    let text = "Rapat koordinasi itu dibuka Penjabat Sekretaris Daerah Lombok Tengah, Nusa Tenggara Barat (NTB), Rabu.";
    assert!(
        reading(text)
            .people
            .iter()
            .all(|person| person.name.is_none()),
        "{:?}",
        people(text)
    );
}

#[test]
fn a_minister_of_the_republic_is_named_behind_its_short_form() {
    let text = "Menteri Kelautan dan Perikanan Republik Indonesia (RI), Galih Permadi, meresmikan tambak itu di Kabupaten Serang, \
                didampingi Menteri Investasi/Kepala BKPM Fajar Nugroho.";
    assert_eq!(
        people(text),
        [
            "Galih Permadi, Menteri Kelautan dan Perikanan, Kementerian Kelautan dan Perikanan, present",
            "Fajar Nugroho, Menteri Investasi, Kementerian Investasi, present",
        ]
    );
}

#[test]
fn the_law_of_an_office_is_nobody() {
    let text = "Bupati Lebak Sutan Wirya membuka rapat kerja di Rangkasbitung. Hal itu diatur Peraturan Presiden Nomor 5 Tahun \
                2025 dan Surat Edaran Gubernur Banten.";
    assert_eq!(people(text).len(), 1, "{:?}", people(text));
}

#[test]
fn counted_regions_are_those_of_the_province() {
    let text = "BPKP Perwakilan Provinsi Banten menggelar rapat koordinasi di Serang, Rabu. Rapat itu diikuti inspektur delapan \
                kabupaten/kota.";
    let parties = parties(text);
    assert!(
        parties.iter().any(|party| party == "Kota Cilegon"),
        "{parties:?}"
    );
    let merely = "BPKP Perwakilan Provinsi Banten merilis nilai. Nilai delapan kabupaten/kota naik tahun ini.";
    assert!(
        reading(merely)
            .parties
            .iter()
            .all(|party| party.name != "Kota Cilegon")
    );
}

#[test]
fn guests_of_bodies_bring_the_body() {
    let text = "Bupati Lebak Sutan Wirya membuka rapat koordinasi di Rangkasbitung, Rabu. Rapat itu diadakan di pendopo. Acara \
                dihadiri perwakilan Polres Lebak.";
    assert!(
        parties(text).iter().any(|party| party == "Polres Lebak"),
        "{:?}",
        parties(text)
    );
}

#[test]
fn a_visit_leads_to_its_place() {
    let text = "Rombongan Humas Pemkab Lebak berkunjung ke Kantor Wali Kota Serang, Rabu, untuk belajar tata kelola.";
    let place = reading(text).place.map(|place| place.value);
    assert_eq!(place.as_deref(), Some("Kantor Wali Kota Serang"));
}

#[test]
fn whoever_calls_at_a_place_meets_there() {
    let text = "Sebanyak 12 anggota DPRD Kabupaten Lebak mendatangi Balai Kota Cilegon, Rabu, untuk belajar menata pasar.";
    let place = reading(text).place.map(|place| place.value);
    assert_eq!(place.as_deref(), Some("Balai Kota Cilegon"));
}

#[test]
fn those_who_meet_coordinate() {
    let text = "Bupati Lebak Sutan Wirya dan Wali Kota Serang Galih Permadi bertemu di Rangkasbitung, Rabu. Pertemuan itu membahas sampah.";
    assert_eq!(reading(text).event.id(), "coordination");
}
