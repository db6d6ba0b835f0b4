//! Who is named, who came, who speaks.

use super::*;

#[test]
fn a_list_of_officials_is_read_one_by_one() {
    let text = "Rapat koordinasi itu dihadiri Bupati Lebak Sutan Wirya, Wali Kota Cilegon Hj. Rahmi Anggraeni, S.H., M.Kn., dan \
                Plt. Kepala Dinas Pekerjaan Umum dan Penataan Ruang Provinsi Banten, Ir. Galih Permadi.";
    assert_eq!(
        people(text),
        [
            "Sutan Wirya, Bupati, Kabupaten Lebak, present",
            "Rahmi Anggraeni, Wali Kota, Kota Cilegon, present",
            "Galih Permadi, Plt Kepala Dinas Pekerjaan Umum dan Penataan Ruang, Pemerintah Provinsi Banten, present",
        ]
    );
}

#[test]
fn whoever_sends_a_deputy_is_absent_and_the_deputy_represents() {
    let text = "Pertemuan dibuka Gubernur Banten Sutan Wirya. Bupati Serang Intan Maharani berhalangan hadir dan diwakili oleh \
                Sekretaris Daerah Bagus Prayitno. Wali Kota Cilegon Fajar Nugroho tak tampak di ruangan.";
    let reading = reading(text);
    let attendance: Vec<_> = reading
        .people
        .iter()
        .map(|person| (person.name.as_deref().unwrap(), person.attendance))
        .collect();
    assert_eq!(
        attendance,
        [
            ("Sutan Wirya", Attendance::Present),
            ("Intan Maharani", Attendance::Absent),
            ("Bagus Prayitno", Attendance::Representing),
            ("Fajar Nugroho", Attendance::Absent),
        ]
    );
    assert_eq!(reading.people[1].represented_by, Some(2));
}

#[test]
fn later_mentions_are_the_same_person() {
    let text = "Gubernur Banten Sutan Wirya membuka rapat kerja di Serang. Wirya mengatakan jalan desa didahulukan. Gubernur juga \
                menyebut irigasi. Gubernur Wirya lalu berpamitan.";
    let reading = reading(text);
    assert_eq!(reading.people.len(), 1);
    assert_eq!(reading.people[0].spans.len(), 4);
}

#[test]
fn names_keep_initials_and_particles_and_lose_honorifics() {
    for (written, name) in [
        ("H. M. Ali bin Umar", "M Ali bin Umar"),
        ("Dr. Hj. Nur'aini Ma'mun, S.Sos., M.Si.", "Nur'aini Ma'mun"),
        ("A Dimas Nata", "A Dimas Nata"),
        ("Tb. Aan Andri", "Tb Aan Andri"),
        ("I Ketut Sedana", "I Ketut Sedana"),
        ("Robin", "Robin"),
    ] {
        let text = format!("Kegiatan itu dibuka oleh Bupati Lebak {written}.");
        let reading = reading(&text);
        assert_eq!(reading.people[0].name.as_deref(), Some(name), "{written}");
    }
}

#[test]
fn a_post_behind_a_name_is_the_persons() {
    let text = "Kemarin sore Jumadi, Wali Kota Kediri, dan Rekso Winoto, Bupati Kediri, menandatangani perjanjian kerja sama.";
    assert_eq!(
        people(text),
        [
            "Jumadi, Wali Kota, Kota Kediri, present",
            "Rekso Winoto, Bupati, Kabupaten Kediri, present"
        ]
    );
}

#[test]
fn no_person_is_made_of_offices_and_places() {
    let text = "Dewan Perwakilan Rakyat Daerah (DPRD) Provinsi Banten bersama Komisi Pemberantasan Korupsi menggelar rapat di Hotel \
                Nusantara Indah. Dinas Pekerjaan Umum dan Tata Ruang Kabupaten Lebak hadir, begitu pula para camat dan kepala OPD.";
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
fn speakers_are_found_in_either_order_and_by_pronoun() {
    let text = "Gubernur Banten Sutan Wirya membuka rapat koordinasi.\n\n\
                “Kita mulai dari yang paling dekat dengan warga,” kata Sutan.\n\n\
                \"Anggarannya sudah ada, tinggal dikerjakan,\" imbuhnya.\n\n\
                Bupati Lebak Intan Maharani menambahkan, \"Kami siap menyusul bulan depan.\"\n\n\
                “Tanpa data kita hanya menebak-nebak saja di lapangan, ujar Intan.\n";
    let reading = reading(text);
    let speakers: Vec<_> = reading
        .quotes
        .iter()
        .map(|quote| quote.speaker.as_ref().unwrap().value.as_str())
        .collect();
    assert_eq!(
        speakers,
        [
            "Sutan Wirya",
            "Sutan Wirya",
            "Intan Maharani",
            "Intan Maharani"
        ]
    );
    assert_eq!(
        reading.quotes[0].first_words(text),
        "Kita mulai dari yang paling dekat dengan warga,"
    );
    assert!(reading.quotes[3].unclosed);
}

#[test]
fn a_theme_in_quotation_marks_is_no_speech() {
    let text = "Bupati Lebak Intan Maharani meluncurkan program \"Lebak Terang\" dengan tema \"Maju bersama warga desa kita\" di Rangkasbitung.";
    assert_eq!(reading(text).quotes, []);
}

#[test]
fn a_deputy_tells_whose_head_did_not_come() {
    let text = "Rapat koordinasi itu dipimpin Bupati Lebak Sutan Wirya. Hadir pula Karo Ops Polda Banten Kombes Pol Taufan Alamsyah yang \
                mewakili Kapolda dan Sekretaris Dinas Kesehatan Lebak, dr. Agus Bria, yang mewakili kepala dinas.";
    assert_eq!(
        people(text),
        [
            "Sutan Wirya, Bupati, Kabupaten Lebak, present",
            "Taufan Alamsyah, Karo Ops, Polda Banten, representing",
            "-, Kapolda, Polda Banten, absent",
            "Agus Bria, Sekretaris Dinas Kesehatan, Kabupaten Lebak, representing",
            "-, Kepala Dinas Kesehatan, Kabupaten Lebak, absent",
        ]
    );
}

#[test]
fn heads_without_names_are_listed_with_how_they_came() {
    let text = "Gubernur Papua Barat Dominggus Rumbe memimpin rapat inflasi di Manokwari. Bupati Kaimana dan Bupati Fakfak mengikuti \
                rapat secara virtual. Laporan akan dikirim kepada Bupati Sorong.";
    assert_eq!(
        people(text),
        [
            "Dominggus Rumbe, Gubernur, Pemerintah Provinsi Papua Barat, present",
            "-, Bupati, Kabupaten Kaimana, present",
            "-, Bupati, Kabupaten Fak Fak, present",
            "-, Bupati, Kabupaten Sorong, mentioned",
        ]
    );
}

#[test]
fn posts_of_campuses_towns_and_villages_keep_their_body() {
    let text = "Perjanjian antara Kabupaten Jember dan Universitas Jember diteken Selasa. Rektor Unej Hadi Widya mengatakan kampus akan \
                membebaskan biaya. Pengamat transportasi Universitas Negeri Surabaya, Taufiq Ramdan, menilai itu tepat. Kepala \
                Perwakilan BI Purwokerto Christina Wulan juga hadir dalam acara tersebut.";
    let listed = people(text);
    for line in [
        "Hadi Widya, Rektor, Universitas Jember, present",
        "Taufiq Ramdan, Pengamat transportasi, Universitas Negeri Surabaya, present",
        "Christina Wulan, Kepala Perwakilan BI Purwokerto, Bank Indonesia, present",
    ] {
        assert!(
            listed.iter().any(|held| held == line),
            "{line} in {listed:#?}"
        );
    }
}

#[test]
fn a_district_head_is_of_the_district_and_a_village_head_of_the_village_told_of() {
    let text = "Bupati Lebak Sutan Wirya membuka musyawarah Desa Sukamanah di Kecamatan Malingping. Camat Malingping Wawan Setia dan Kepala \
                Desa Hendri Alwi juga hadir dalam acara tersebut.";
    let listed = people(text);
    for line in [
        "Wawan Setia, Camat Malingping, Kecamatan Malingping, Kabupaten Lebak, present",
        "Hendri Alwi, Kepala Desa, Desa Sukamanah, present",
    ] {
        assert!(
            listed.iter().any(|held| held == line),
            "{line} in {listed:#?}"
        );
    }
}

#[test]
fn all_heads_of_a_province_came_and_its_hospitals_are_bodies() {
    let text = "TERNATE - Komisi Pemberantasan Korupsi (KPK) memimpin rapat koordinasi di Aula, Senin (3/11/2025). Rapat itu dihadiri Wakil \
                Gubernur Maluku Utara Saleh Kotambunan, seluruh bupati dan wali kota se-Maluku Utara serta Direktur RSUD Ternate, dr. Ayu \
                Lestari. Hadir pula Gubernur Nusa Tenggara Barat (NTB) Lalu Rahmat Wirajaya dalam acara yang sama.";
    assert_eq!(
        reading(text).parties.len(),
        13,
        "{:#?}",
        reading(text).parties
    );
    let listed = people(text);
    for line in [
        "Ayu Lestari, Direktur RSUD, RSUD Ternate, present",
        "Lalu Rahmat Wirajaya, Gubernur, Pemerintah Provinsi Nusa Tenggara Barat, present",
    ] {
        assert!(
            listed.iter().any(|held| held == line),
            "{line} in {listed:#?}"
        );
    }
}
