//! Who promises, hopes, asks or proposes what: one story a rule.

use super::*;

/// The promises of a sentence or two behind an opening that names who met: "force | owner | act".
fn promises(told: &str) -> Vec<String> {
    let text = format!(
        "SERANG, KABAR UJI – Bupati Lebak Intan Maharani dan Wali Kota Serang Wira Santosa memimpin rapat koordinasi di Pendopo, \
         Senin (3/11/2025).\n\n{told}"
    );
    let line = |promise: &Promise| {
        let owner = promise.actor.as_ref().map_or("-", |owner| &owner.value);
        format!("{:?} | {owner} | {}", promise.force, promise.act.value)
    };
    reading(&text).promises.iter().map(line).collect()
}

#[test]
fn two_who_act_together_own_the_promise_together() {
    let both = "Committed | Pemerintah Kabupaten Lebak dan Pemerintah Kota Serang | menyusun peta banjir bersama";
    let told = "Pemerintah Kabupaten Lebak dan Pemerintah Kota Serang sepakat menyusun peta banjir bersama.";
    assert_eq!(promises(told), [both]);
    let told = "Kedua daerah sepakat menyusun peta banjir bersama.";
    assert_eq!(promises(told), [both.replace(" dan ", ", ")]);
}

#[test]
fn a_list_is_as_many_promises_as_it_has_items() {
    let told = "Intan menjanjikan dua hal. Pertama, perbaikan jembatan Cilaki. Kedua, dua ambulans baru pada tahun 2026.";
    assert_eq!(
        promises(told),
        [
            "Committed | Intan Maharani | perbaikan jembatan Cilaki",
            "Committed | Intan Maharani | dua ambulans baru pada tahun 2026",
        ]
    );
    let told =
        "Kedua daerah sepakat membangun tanggul, membagi data hujan, serta menyusun peta bersama.";
    assert_eq!(promises(told).len(), 3);
}

#[test]
fn whoever_does_a_passive_act_owns_it() {
    let told = "Kerja sama ini akan ditindaklanjuti oleh dinas-dinas terkait.";
    assert_eq!(
        promises(told),
        ["Committed | dinas-dinas terkait | Kerja sama ini akan ditindaklanjuti"]
    );
    let told = "Intan mengatakan 24 bus akan dioperasikan mulai Februari 2026.";
    assert_eq!(
        promises(told),
        ["Committed | Pemerintah Kabupaten Lebak | 24 bus akan dioperasikan"]
    );
    let told = "Intan meminta dewan dilibatkan sejak awal.";
    assert_eq!(
        promises(told),
        ["Instructed | Pemerintah Kabupaten Lebak | dewan dilibatkan sejak awal"]
    );
}

#[test]
fn the_spoken_word_promises_too() {
    let told = "\"Nanti kami kirimkan format laporannya,\" kata Wira.";
    assert_eq!(
        promises(told),
        ["Committed | Pemerintah Kota Serang | kami kirimkan format laporannya"]
    );
    let told = "\"Camat jangan menunggu disuruh,\" kata Intan.";
    assert_eq!(
        promises(told),
        ["Instructed | Camat | Camat jangan menunggu disuruh"]
    );
    // Without a word that points ahead, it tells what is.
    assert!(promises("\"Kami kirimkan laporannya tiap bulan kemarin,\" kata Wira.").is_empty());
}

#[test]
fn what_is_already_done_or_only_aimed_at_is_no_promise() {
    for told in [
        "Pemerintah Kota Serang telah mengalokasikan dana jalan.",
        "Rapat itu untuk terus memperkuat kerja sama antardaerah.",
        "Rombongan dijadwalkan melanjutkan perjalanan ke Bandung.",
        "Intan meminta maaf kepada warga.",
        "Wira ingin belajar dari Kabupaten Lebak.",
    ] {
        assert_eq!(promises(told), [""; 0], "{told}");
    }
}

#[test]
fn a_short_name_means_the_body_that_has_it() {
    let told = "Rapat diikuti Universitas Tirta Jaya (Untirja). Untirja akan mengirim 40 mahasiswa ke Lebak.";
    assert_eq!(
        promises(told),
        ["Committed | Universitas Tirta Jaya | mengirim 40 mahasiswa ke Lebak"]
    );
}

#[test]
fn a_wish_means_those_whom_it_addresses() {
    for (told, found) in [
        (
            "Intan mengajak seluruh camat untuk menjaga saluran air.",
            "Instructed | seluruh camat | menjaga saluran air",
        ),
        (
            "Wira berharap Pemerintah Kabupaten Lebak menambah pintu air.",
            "Hoped | Pemerintah Kabupaten Lebak | menambah pintu air",
        ),
        (
            "Intan meminta dukungan Pemerintah Provinsi Banten untuk memperbaiki jalan provinsi.",
            "Instructed | Pemerintah Provinsi Banten | memperbaiki jalan provinsi",
        ),
        (
            "Diharapkan terjalin sinergi antara Kabupaten Lebak dan Kota Serang.",
            "Hoped | Pemerintah Kabupaten Lebak dan Pemerintah Kota Serang | terjalin sinergi antara Kabupaten Lebak dan Kota Serang",
        ),
    ] {
        assert_eq!(promises(told), [found], "{told}");
    }
}

#[test]
fn what_an_office_does_in_a_case_is_promised_and_a_jest_is_not() {
    let told = "\"Kalau kartunya ketahuan dijual, kami cabut,\" kata Wira.";
    assert_eq!(
        promises(told),
        ["Committed | Pemerintah Kota Serang | Kalau kartunya ketahuan dijual, kami cabut"]
    );
    let told = "\"Kepala dinas yang nilainya merah, saya evaluasi,\" kata Intan.";
    assert_eq!(promises(told).len(), 1);
    assert!(promises("\"Kalau masih banjir, saya salat Id di sini,\" kata Wira.").is_empty());
    assert!(promises("\"Kalau bisa kita teken sebelum akhir tahun,\" kata Wira.").is_empty());
}

#[test]
fn what_is_told_of_a_time_ahead_is_promised_and_what_is_now_is_not() {
    let told = "Rapat dihadiri para camat.\n\nPemerintah Kota Serang membuka loket khusus tanah negara mulai tahun 2026.";
    assert_eq!(
        promises(told),
        ["Committed | Pemerintah Kota Serang | membuka loket khusus tanah negara"]
    );
    let told =
        "Rapat dihadiri para camat.\n\nPemerintah Kota Serang membuka loket tanah setiap hari.";
    assert!(promises(told).is_empty());
}

#[test]
fn whoever_watches_hopes_of_the_government_and_not_of_itself() {
    let told = "Ombudsman berharap pengaduan warga dijawab dalam tiga hari.";
    assert_eq!(
        promises(told),
        ["Hoped | Pemerintah Kabupaten Lebak | pengaduan warga dijawab dalam tiga hari"]
    );
}

#[test]
fn small_words_are_no_part_of_who_acts() {
    let told = "Intan meminta semua dinas sudah memakai kartu kredit pemerintah.";
    assert_eq!(
        promises(told),
        ["Instructed | semua dinas | memakai kartu kredit pemerintah"]
    );
    let told = "Intan meminta seluruh OPD segera menyusun rencana kerja agar kesepakatan ini tidak berhenti di sini.";
    let first = promises(told).remove(0);
    assert!(
        first.starts_with("Instructed | OPD | menyusun rencana kerja"),
        "{first}"
    );
    let told = "Intan mengingatkan para distributor agar tidak menimbun barang.";
    assert_eq!(
        promises(told),
        ["Instructed | para distributor | tidak menimbun barang"]
    );
}

#[test]
fn whoever_signs_a_pledge_owes_it() {
    let told = "Seluruh peserta menandatangani pakta integritas pencegahan korupsi di akhir acara.";
    let pledged = promises(told);
    assert!(
        pledged
            .iter()
            .any(|line| line.starts_with("Committed | Seluruh peserta | pakta integritas")),
        "{pledged:?}"
    );
}

#[test]
fn a_list_of_proposals_is_proposed_to_the_government() {
    let told = "Tiga usulan teratas yakni rehabilitasi irigasi Desa Gattareng, peningkatan jalan poros Takkalala dan penambahan ruang \
                rawat inap.";
    let owner = "Proposed | Pemerintah Kabupaten Lebak | ";
    assert_eq!(
        promises(told),
        [
            format!("{owner}rehabilitasi irigasi Desa Gattareng"),
            format!("{owner}peningkatan jalan poros Takkalala"),
            format!("{owner}penambahan ruang rawat inap"),
        ]
    );
    let told = "Usulan prioritas warga adalah:\n1. Pengaspalan jalan Rambangaru;\n2. Pengadaan ambulans laut.";
    assert_eq!(promises(told).len(), 2);
    assert!(promises("Usulan itu adalah yang terbaik, kata Intan.").is_empty());
}

#[test]
fn what_a_pledge_holds_is_promised_by_those_who_sign() {
    let told = "Para kepala dinas menandatangani pakta kinerja. Isinya antara lain serapan anggaran minimal 95 persen, tindak \
                lanjut temuan BPK, dan disiplin pegawai.";
    let held = promises(told);
    for act in [
        "serapan anggaran minimal 95 persen",
        "tindak lanjut temuan BPK",
    ] {
        let line = format!("Committed | Para kepala dinas | {act}");
        assert!(held.contains(&line), "{line} in {held:?}");
    }
    // What a contract covers are its subjects.
    let told = "Keduanya menandatangani perjanjian kerja sama. Isinya antara lain pertanian organik, pendidikan vokasi, dan wisata desa.";
    assert!(promises(told).is_empty());
}

#[test]
fn whoever_is_given_time_is_asked() {
    let told = "Pemerintah Kota Serang diberi waktu 30 hari untuk menyampaikan laporan tertulis.";
    assert_eq!(
        promises(told),
        ["Instructed | Pemerintah Kota Serang | menyampaikan laporan tertulis"]
    );
}

#[test]
fn demands_and_proposals_in_one_sentence_are_one_each() {
    let told = "Dalam audiensi itu ada tiga permintaan yang disampaikan, yaitu pencairan honor tiap bulan, iuran perangkat \
                ditanggung kabupaten, serta pelibatan kepala desa.";
    assert_eq!(
        promises(told),
        [
            "Instructed | Pemerintah Kabupaten Lebak | pencairan honor tiap bulan",
            "Instructed | Pemerintah Kabupaten Lebak | iuran perangkat ditanggung kabupaten",
            "Instructed | Pemerintah Kabupaten Lebak | pelibatan kepala desa",
        ]
    );
    let told = "Dari 87 usulan yang masuk, forum memilih 15. Yang teratas ialah perpipaan air bersih Cilaki, disusul perbaikan \
                dermaga rakyat dan pengadaan ambulans laut.";
    assert_eq!(
        promises(told),
        [
            "Proposed | Pemerintah Kabupaten Lebak | perpipaan air bersih Cilaki",
            "Proposed | Pemerintah Kabupaten Lebak | perbaikan dermaga rakyat",
            "Proposed | Pemerintah Kabupaten Lebak | pengadaan ambulans laut",
        ]
    );
    let told = "Adapun dua tuntutan mahasiswa adalah sebagai berikut:\n\n1. Mendesak DPR RI mengesahkan undang-undang perampasan aset.\n2. \
                Mendesak Pemkot Serang menambah bus sekolah.";
    assert_eq!(
        promises(told)[1],
        "Instructed | Pemerintah Kota Serang | menambah bus sekolah"
    );
}

#[test]
fn two_acts_of_one_sentence_are_two_unless_one_leans_on_the_other() {
    let told = "Intan berjanji menyurati seluruh pemegang kendaraan dinas dan menggandeng kejaksaan bila tidak diindahkan.";
    assert_eq!(promises(told).len(), 2, "{:?}", promises(told));
    let told =
        "Intan berjanji memeriksa seluruh jembatan gantung dan melaporkan hasilnya kepada dewan.";
    assert_eq!(promises(told).len(), 1, "{:?}", promises(told));
}

#[test]
fn an_act_begins_behind_its_time() {
    let told = "\"Insya Allah tahun depan kita genapkan jadi 10 ribu pekerja,\" kata Intan.";
    assert_eq!(
        promises(told),
        ["Committed | Pemerintah Kabupaten Lebak | genapkan jadi 10 ribu pekerja"]
    );
}

#[test]
fn who_stands_before_the_asking_is_asked() {
    let told = "\"Dinas Perhubungan saya minta pasang lampu di sana sebelum Lebaran,\" kata Intan.";
    assert!(
        promises(told)[0].starts_with("Instructed | Dinas Perhubungan | pasang lampu"),
        "{:?}",
        promises(told)
    );
    let told = "Sementara Bank Banten melalui dana sosialnya akan menambah 50 sak semen.";
    assert!(
        promises(told)[0].starts_with("Committed | Bank Banten | "),
        "{:?}",
        promises(told)
    );
}

#[test]
fn what_a_document_lays_on_somebody_is_promised() {
    let told = "Dengan perjanjian kerja sama ini perusahaan wajib memperbaiki jalan Cilaki sepanjang 6 kilometer.";
    assert_eq!(
        promises(told),
        ["Committed | perusahaan | memperbaiki jalan Cilaki sepanjang 6 kilometer"]
    );
}
