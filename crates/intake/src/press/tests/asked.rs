//! Who is asked and who promises, where only small words tell.

use super::*;

const OPENING: &str =
    "Bupati Serang Ratu Zakia memimpin rapat koordinasi di Serang, Rabu (3/12/2025). ";

/// "owner: act [force]" of every promise behind the opening.
fn promises(told: &str) -> Vec<String> {
    let text = format!("{OPENING}{told}");
    let line = |promise: &Promise| {
        let by = promise.actor.as_ref().map_or("-", |actor| &actor.value);
        format!("{by}: {} [{:?}]", promise.act.value, promise.force)
    };
    reading(&text).promises.iter().map(line).collect()
}

#[test]
fn who_is_called_upon_stands_before_the_plea() {
    assert_eq!(
        promises(
            "\n\n\"Suratnya minggu ini, BPKAD tolong buat suratnya segera. Bapak Ibu OPD jangan sungkan bertanya kepada kami,\" ujar Ratu Zakia."
        ),
        [
            "BPKAD: buat suratnya segera [Instructed]",
            "OPD: OPD jangan sungkan bertanya kepada kami [Instructed]",
        ]
    );
}

#[test]
fn each_of_many_is_asked_with_or_without_a_prefix() {
    assert_eq!(
        promises("\n\n\"Saya minta masing-masing camat buka lagi data itu,\" ujar Ratu Zakia."),
        ["masing-masing camat: buka lagi data itu [Instructed]"]
    );
    assert_eq!(
        promises(
            "Pembahasan dilaksanakan Januari dan seluruh inspektur diminta menyiapkan dokumen pendukung."
        ),
        ["seluruh inspektur: menyiapkan dokumen pendukung [Instructed]"]
    );
    assert_eq!(
        promises("Ia juga menugasi Dinas Sosial untuk menyalurkan logistik."),
        ["Dinas Sosial: menyalurkan logistik [Instructed]"]
    );
}

#[test]
fn what_was_ordered_already_is_asked_all_the_same() {
    assert_eq!(
        promises(
            "\n\n\"Saya sudah perintahkan Dinas PUPR untuk segera menghitung anggarannya,\" kata Ratu Zakia."
        ),
        ["Dinas PUPR: menghitung anggarannya [Instructed]"]
    );
}

#[test]
fn arrears_are_collected_and_ask_nobody() {
    let found = promises(
        "Ratu Zakia meminta Bapenda menertibkan 204 objek pajak dan menagih tunggakan pajak kendaraan.",
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("Bapenda: menertibkan 204 objek pajak"),
        "{found:?}"
    );
}

#[test]
fn the_side_that_a_speaker_vouches_for_promises() {
    assert_eq!(
        promises(
            "Sementara itu, Kepala BPBD Kabupaten Serang Ajat Sudrajat memastikan pihaknya mengirim surat pendampingan."
        ),
        ["BPBD Kabupaten Serang: mengirim surat pendampingan [Committed]"]
    );
    // An inspector speaks for the inspectorate.
    assert_eq!(
        promises(
            "Inspektur Kabupaten Serang Siti Maani mengatakan pihaknya akan membuka klinik pengaduan."
        ),
        ["Inspektorat Kabupaten Serang: membuka klinik pengaduan [Committed]"]
    );
}

#[test]
fn both_sides_and_what_a_body_is_there_for() {
    let text = "Pemprov Banten dan Pemprov Lampung meneken kesepakatan bersama tentang pangan di Serang, Selasa (12/8/2025). Kedua \
                belah pihak juga sepakat membentuk tim teknis. Gubernur Banten Andra Wira berharap keberadaan Ombudsman bisa \
                bersinergi dengan pemerintah daerah.";
    let owners: Vec<_> = reading(text)
        .promises
        .into_iter()
        .map(|promise| promise.actor.unwrap().value)
        .collect();
    assert_eq!(
        owners,
        [
            "Pemerintah Provinsi Banten, Pemerintah Provinsi Lampung",
            "Ombudsman"
        ]
    );
}

#[test]
fn a_commander_is_known_by_the_short_post_later() {
    let text = "Rapat di Atambua, Rabu (3/12/2025), dihadiri Bupati Belu Agus Lebo dan Dandim 1605/Belu Letkol Inf Bagus Prihandoko. \
                Dandim akan mengerahkan 60 personel.";
    let owner = reading(text).promises.remove(0).actor.unwrap().value;
    assert!(
        owner.contains("Kodim 1605/Belu") || owner == "Bagus Prihandoko",
        "{owner}"
    );
}

#[test]
fn what_a_meeting_agreed_is_promised_point_by_point() {
    assert_eq!(
        promises(
            "Dalam pertemuan itu disepakati tiga hal. Pertama, Pemkab Serang menyediakan lahan seluas 12 hektare. Kedua, \
             Pemprov Banten membangun gedung pengolahan. Ketiga, pengelolaan dilakukan oleh BLUD bersama."
        ),
        [
            "Pemerintah Kabupaten Serang: menyediakan lahan seluas 12 hektare [Committed]",
            "Pemerintah Provinsi Banten: membangun gedung pengolahan [Committed]",
            "BLUD bersama: pengelolaan dilakukan oleh BLUD bersama [Committed]",
        ]
    );
}

#[test]
fn who_heads_an_office_for_the_time_being_speaks_for_it() {
    let found = promises(
        "\n\n\"Tahun depan kuotanya kami tambah jadi 87 ribu siswa,\" kata Plt Kepala Dinas Pendidikan Banten Lukman Hakim.",
    );
    assert!(
        found[0].starts_with("Dinas Pendidikan Banten: "),
        "{found:?}"
    );
}
