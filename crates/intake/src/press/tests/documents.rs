//! What is signed: its kind, what it covers, and what only seems to be signed.

use super::*;

fn agreed(text: &str) -> Option<(String, Vec<String>)> {
    let agreement = reading(text).agreement?;
    let subjects = agreement.subjects.into_iter();
    Some((
        agreement.kind.value,
        subjects.map(|subject| subject.value).collect(),
    ))
}

fn subjects(text: &str) -> Vec<String> {
    agreed(text).unwrap().1
}

#[test]
fn a_document_may_tell_what_it_holds_in_its_own_clause() {
    let text = "Pada akhir rapat, Bupati Lebak Sutan Wirya dan para camat menandatangani komitmen antikorupsi yang memuat tiga \
                butir, di antaranya menolak gratifikasi, tidak memotong bantuan, dan melaporkan harta setiap tahun.";
    assert_eq!(
        subjects(text),
        [
            "menolak gratifikasi",
            "tidak memotong bantuan",
            "melaporkan harta setiap tahun"
        ]
    );
    let text = "Bupati Lebak Sutan Wirya dan Bupati Pandeglang Ratu Anggraini menandatangani nota kesepahaman tentang sinergi \
                tugas di bidang pertanahan, mencakup sertifikasi aset daerah, integrasi data pajak, serta penyelesaian sengketa.";
    assert_eq!(
        subjects(text),
        [
            "sertifikasi aset daerah",
            "integrasi data pajak",
            "penyelesaian sengketa"
        ]
    );
}

#[test]
fn the_items_of_a_list_may_hold_words_that_end_a_subject_elsewhere() {
    let text = "Bupati Lebak Sutan Wirya dan dua belas camat menandatangani komitmen bersama di pendopo, Selasa.\n\nAdapun isi \
                komitmen mencakup larangan membuka kebun dengan cara membakar, patroli terpadu, dan pelaporan titik api satu pintu.";
    assert_eq!(
        subjects(text),
        [
            "larangan membuka kebun dengan cara membakar",
            "patroli terpadu",
            "pelaporan titik api satu pintu"
        ]
    );
    let text = "Pemkab Lebak dan Bank Banten menandatangani perjanjian kerja sama di pendopo, Selasa.\n\nAdapun ruang lingkup \
                PKS ini antara lain:\n1. Pembayaran pajak melalui agen desa\n2. Pemasangan alat perekam transaksi (tapping box) di \
                hotel, restoran dan tempat hiburan";
    assert_eq!(
        subjects(text),
        [
            "Pembayaran pajak melalui agen desa",
            "Pemasangan alat perekam transaksi"
        ]
    );
}

#[test]
fn a_title_goes_on_behind_short_names_and_shares_its_object() {
    let text = "Pemkot Cilegon dan PLN menandatangani perjanjian kerja sama (PKS) pemungutan dan penyetoran Pajak Barang dan \
                Jasa Tertentu (PBJT) atas tenaga listrik, Selasa.";
    assert_eq!(
        subjects(text),
        ["pemungutan dan penyetoran Pajak Barang dan Jasa Tertentu (PBJT) atas tenaga listrik"]
    );
    let text = "DPRD Kabupaten Lebak bersama Bupati Lebak menandatangani Nota Kesepakatan Kebijakan Umum Anggaran (KUA) dan \
                Prioritas Plafon Anggaran Sementara (PPAS) dalam rapat paripurna, Kamis.";
    assert_eq!(
        subjects(text),
        [
            "Kebijakan Umum Anggaran (KUA)",
            "Prioritas Plafon Anggaran Sementara (PPAS)"
        ]
    );
}

#[test]
fn what_will_be_signed_later_is_no_agreement_yet() {
    for later in [
        "Bupati Lebak Sutan Wirya menerima tim Kantor Pertanahan sebelum keduanya menandatangani perjanjian kerja sama pada \
         Desember mendatang.",
        "Bupati Lebak Sutan Wirya berkata setiap kepala dinas wajib menandatangani pakta integritas paling lambat Jumat.",
        "Bupati Lebak Sutan Wirya melarang sekolah yang sudah menandatangani pakta integritas memungut uang bangunan.",
    ] {
        assert_eq!(agreed(later), None, "{later}");
    }
}

#[test]
fn of_two_names_the_one_written_out_is_the_kind() {
    let text = "Pemkab Lebak dan Kejari Lebak melakukan penandatanganan kesepakatan bersama (MoU) tentang penanganan perkara \
                perdata di pendopo, Selasa.";
    assert_eq!(agreed(text).unwrap().0, "kesepakatan bersama");
}

#[test]
fn a_meeting_whose_headline_is_a_signing_is_a_signing() {
    let text = "Pemkab Lebak dan 28 Camat Tandatangani Komitmen Bersama Cegah Kebakaran\n\nRANGKASBITUNG – Badan Penanggulangan \
                Bencana Daerah Kabupaten Lebak menggelar rapat koordinasi siaga kebakaran, Selasa (3/6/2025). Rapat koordinasi itu \
                dihadiri Bupati Lebak Sutan Wirya.";
    assert_eq!(
        reading(text).event.kind,
        domain::gathering::GatheringKind::Signing
    );
}
