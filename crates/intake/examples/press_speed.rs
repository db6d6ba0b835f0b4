//! How fast press releases are read, on one core: `cargo run -p intake --release --example press_speed`.
//!
//! Reads one report of about 400 words again and again and compares with plain Aho-Corasick over the same dictionary; then
//! texts of doubling length, which must take about doubling time.

#![allow(
    clippy::disallowed_methods,
    clippy::float_arithmetic,
    reason = "a stopwatch"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use aho_corasick::{AhoCorasick, MatchKind};
use intake::press::{Gazetteer, read};

const PARAGRAPHS: [&str; 8] = [
    "SERANG, WARTA CONTOH – Pemerintah Provinsi Banten dan Pemerintah Kota Cilegon menandatangani kesepakatan bersama tentang \
     pengelolaan sampah, peningkatan pelayanan publik, dan pengembangan pariwisata di Pendopo Gubernur Banten, Senin (3/11/2025).",
    "Gubernur Banten Sutan Wiratama, S.E., M.Si. mengatakan pihaknya akan mengalokasikan Rp12,5 miliar untuk 45 ton sampah per \
     hari paling lambat Agustus 2026. Ia berharap Pemerintah Kota Cilegon segera menyiapkan lahan seluas 2,4 hektare.",
    "“Kita kerjakan bersama, bukan sendiri-sendiri. Kalau tidak sekarang, warga yang menanggung,” kata Sutan kepada wartawan.",
    "Wali Kota Cilegon, Hj. Rahmi Anggraeni, menyatakan siap menindaklanjuti kerja sama itu melalui Dinas Lingkungan Hidup. \
     Menurutnya, 8 kecamatan dan 43 kelurahan sudah memiliki bank sampah, dan 72,5 persen di antaranya aktif.",
    "\"Kami tidak mau hanya tanda tangan. Setiap tiga bulan kami laporkan hasilnya,\" ujarnya.",
    "Hadir dalam acara tersebut Ketua DPRD Banten Fajar Nugroho, Kepala Bappeda Banten Intan Maharani, Bupati Serang yang diwakili \
     Sekretaris Daerah Bagus Prayitno, serta sejumlah kepala organisasi perangkat daerah dari kedua pemerintah daerah.",
    "Kepala Perwakilan BPKP Provinsi Banten, Dr. Ir. Galih Permadi, M.M., meminta seluruh inspektorat mengawasi pelaksanaan \
     perjanjian tersebut. Ia mengusulkan pemerintah daerah membentuk tim bersama sebelum akhir tahun ini.",
    "Sementara itu, Wakil Gubernur Banten Ratna Kusuma tidak hadir karena mengikuti rapat koordinasi di Jakarta bersama Menteri \
     Dalam Negeri. Pelayanan kepada 1.200 warga di pesisir akan dimulai tahun depan setelah jembatan sepanjang 350 meter selesai.",
];

fn main() {
    let started = Instant::now();
    let gazetteer = Gazetteer::builtin();
    println!(
        "gazetteer: {} phrases, {} KiB, built in {} ms",
        gazetteer.len(),
        gazetteer.size_bytes() / 1024,
        started.elapsed().as_millis()
    );
    let article = [PARAGRAPHS.as_slice(), &PARAGRAPHS[1..7]]
        .concat()
        .join("\n\n");
    let words = article.split_whitespace().count();
    let reading = time(|| {
        black_box(read(black_box(&article), None, gazetteer));
    });
    let plain = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(gazetteer.phrases())
        .expect("the dictionary is small enough");
    let scan = time(|| {
        black_box(plain.find_iter(black_box(&article)).count());
    });
    println!(
        "article of {words} words: {:.0} a second",
        1.0 / reading.as_secs_f64()
    );
    println!(
        "plain Aho-Corasick: {:.0} a second, ratio {:.1}",
        1.0 / scan.as_secs_f64(),
        reading.as_secs_f64() / scan.as_secs_f64()
    );
    for times in [64, 128, 256, 512, 1024] {
        let long = vec![article.as_str(); times].join("\n\n");
        report("articles", &long, gazetteer);
    }
    for (name, piece) in [
        ("quotes", "“Kata” \"ujar\" "),
        ("opening quotes", "“"),
        ("names", "Bupati Lebak Adi Budi, "),
        ("posts", "Gubernur "),
        ("capitals", "Kata Ujar Senin Banten "),
        ("brackets", "((("),
        ("numbers", "Rp1,2 miliar 45 ton 12/8/2025 "),
        ("dots", "A. B. C. "),
        ("dan", "kata dan akan di "),
        ("lines", "Bupati Lebak\n"),
    ] {
        for size in [1 << 20, 1 << 22] {
            report(name, &piece.repeat(size / piece.len()), gazetteer);
        }
    }
}

fn report(name: &str, text: &str, gazetteer: &Gazetteer) {
    let started = Instant::now();
    black_box(read(text, None, gazetteer));
    let took = started.elapsed();
    let per_mib = took.as_secs_f64() * 1000.0 * 1_048_576.0 / text.len() as f64;
    println!(
        "{name}: {} KiB in {} ms, {per_mib:.0} ms a MiB",
        text.len() / 1024,
        took.as_millis()
    );
}

/// The mean of a second's runs.
fn time(mut run: impl FnMut()) -> Duration {
    let started = Instant::now();
    let mut runs = 0;
    while started.elapsed() < Duration::from_secs(1) {
        run();
        runs += 1;
    }
    started.elapsed() / runs
}
