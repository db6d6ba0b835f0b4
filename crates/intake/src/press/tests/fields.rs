//! Dates, places, figures, agreements, promises, boilerplate.

use super::*;

#[test]
fn dates_are_read_in_every_style() {
    let day = |text: &str| {
        let date = reading_of(text, "2025-11-20").date;
        (date.from.map(|date| date.to_string()), date.basis)
    };
    for (written, on, basis) in [
        ("Jumat (14/11/2025)", "2025-11-14", DateBasis::Explicit),
        ("Jumat, 14 November 2025", "2025-11-14", DateBasis::Explicit),
        ("pada 14 November 2025", "2025-11-14", DateBasis::Explicit),
        ("Jumat (14/11)", "2025-11-14", DateBasis::DayAndMonth),
        ("Rabu", "2025-11-19", DateBasis::WeekdayOnly),
        ("kemarin", "2025-11-19", DateBasis::Relative),
        ("17-19 November 2025", "2025-11-17", DateBasis::Range),
    ] {
        let text =
            format!("Bupati Lebak Sutan Wirya membuka rapat kerja di Aula Setda Lebak, {written}.");
        assert_eq!(day(&text), (Some(on.to_owned()), basis), "{written}");
    }
}

#[test]
fn another_days_date_is_not_the_events() {
    let text = "Kerusakan bermula dari banjir 1 Januari 2020 silam. Perbaikan ditargetkan paling lambat 31 Desember 2026.";
    let date = reading(text).date;
    assert_eq!((date.from, date.basis), (None, DateBasis::Unknown));
}

#[test]
fn a_weekday_that_does_not_fit_its_date_is_warned_of() {
    let text = "Rapat koordinasi digelar di Pendopo Lebak, Senin (14/11/2025).";
    assert!(
        reading(text)
            .warnings
            .iter()
            .any(|warning| matches!(warning, Warning::WeekdayDiffers { .. }))
    );
}

#[test]
fn figures_are_exact() {
    let text = "Pemerintah menyiapkan Rp1,2 miliar dan Rp 500 juta, naik 12,5 persen, untuk 1.200 siswa, 45 ton beras, 20 ribu bibit, \
                serta harga Rp4.500 hingga Rp9.000 bagi warga. Nomor 12 Tahun 2025 dan pukul 09.30 WIB bukan jumlah.";
    let reading = reading(text);
    let numbers: Vec<_> = reading
        .numbers
        .iter()
        .map(|number| format!("{} {}", number.value, number.unit))
        .collect();
    assert_eq!(
        numbers,
        [
            "1200000000 IDR",
            "500000000 IDR",
            "12.5 persen",
            "1200 siswa",
            "45 ton",
            "20000 bibit",
            "4500 IDR",
            "9000 IDR"
        ]
    );
    assert_eq!(reading.numbers[0].span.of(text), "Rp1,2 miliar");
}

#[test]
fn a_signing_has_its_kind_place_parties_and_subjects() {
    let text = "SERANG, WARTA CONTOH – Pemerintah Provinsi Banten dan Pemerintah Kota Cilegon menandatangani kesepakatan bersama tentang \
                pengelolaan sampah, peningkatan pelayanan publik, dan promosi wisata di Pendopo Gubernur Banten, Senin (3/11/2025).";
    let reading = reading(text);
    assert_eq!(reading.event.id(), "signing");
    assert_eq!(reading.place.unwrap().value, "Pendopo Gubernur Banten");
    assert_eq!(reading.source.outlet.unwrap().value, "Warta Contoh");
    let names: Vec<_> = reading
        .parties
        .iter()
        .map(|party| party.name.as_str())
        .collect();
    assert_eq!(names, ["Banten", "Kota Cilegon"]);
    let agreement = reading.agreement.unwrap();
    assert_eq!(agreement.kind.value, "kesepakatan bersama");
    let subjects: Vec<_> = agreement
        .subjects
        .iter()
        .map(|subject| subject.value.as_str())
        .collect();
    assert_eq!(
        subjects,
        [
            "pengelolaan sampah",
            "peningkatan pelayanan publik",
            "promosi wisata"
        ]
    );
}

#[test]
fn promises_hopes_and_orders_differ_in_force() {
    let text = "Bupati Lebak Intan Maharani membuka rapat koordinasi, Senin (3/11/2025). Pemerintah Kabupaten Lebak akan memperbaiki \
                jembatan gantung paling lambat Agustus 2026. Intan berharap warga menjaga saluran air. Ia meminta Dinas Perhubungan memasang \
                rambu di tikungan. Ia mengusulkan Pemerintah Provinsi Banten membantu biaya pengaspalan.";
    let reading = reading(text);
    let said: Vec<_> = reading
        .promises
        .iter()
        .map(|promise| {
            (
                promise.force,
                promise.actor.as_ref().unwrap().value.as_str(),
                promise.act.value.as_str(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            (
                Force::Committed,
                "Pemerintah Kabupaten Lebak",
                "memperbaiki jembatan gantung"
            ),
            (Force::Hoped, "warga", "menjaga saluran air"),
            (
                Force::Instructed,
                "Dinas Perhubungan",
                "memasang rambu di tikungan"
            ),
            (
                Force::Proposed,
                "Pemerintah Provinsi Banten",
                "membantu biaya pengaspalan"
            ),
        ]
    );
    assert_eq!(
        reading.promises[0].due.as_ref().unwrap().value.to_string(),
        "2026-08"
    );
}

#[test]
fn boilerplate_is_kept_out() {
    let text = "Lebak Bangun Jembatan Baru\n\nRANGKASBITUNG – Bupati Lebak Intan Maharani meninjau jembatan, Senin (3/11/2025).\n\n\
                Baca juga: Gubernur Banten Sutan Wirya Siapkan Rp90 Miliar\n\nWarga menyambut gembira perbaikan itu. (abc/red)\n\n\
                Editor: Fajar Nugroho\nTags: Lebak, Jembatan\n";
    let reading = reading(text);
    assert_eq!(reading.people.len(), 1);
    assert_eq!(reading.numbers, []);
    assert_eq!(reading.title.unwrap().text, "Lebak Bangun Jembatan Baru");
    assert_eq!(reading.boilerplate.len(), 4);
}

#[test]
fn as_many_heads_as_a_province_has_are_all_of_them() {
    for (heads, implied) in [
        ("8 bupati dan wali kota", 8),
        ("8 bupati/wali kota", 8),
        ("8 kepala daerah", 8),
        ("7 bupati dan wali kota", 0),
    ] {
        let text = format!(
            "SERANG, KABAR UJI – Gubernur Banten Wira Santosa memimpin rapat koordinasi bersama {heads} di Pendopo, Senin (3/11/2025).\n\nRapat itu membahas jalan dan air bagi warga."
        );
        let parties = reading(&text).parties;
        let found = parties.iter().filter(|party| party.implied).count();
        assert_eq!(found, implied, "{heads}");
    }
}

#[test]
fn all_heads_of_a_province_are_implied() {
    let text = "Gubernur Banten Sutan Wirya memimpin rapat koordinasi bersama seluruh kepala daerah se-Provinsi Banten, Senin (3/11/2025).";
    let parties = reading(text).parties;
    assert_eq!(parties.len(), 9);
    assert_eq!(parties.iter().filter(|party| party.implied).count(), 8);
}
