//! The words of the page that verifies a record.

use domain::Lang;

words! {
    title: "Periksa sebuah catatan", "Verify a record";
    lead: "Di sini Anda dapat memeriksa bahwa sebuah catatan tidak diubah diam-diam sejak dicatat.", "Here you can check that a record was not quietly changed since it was recorded.";
    input_label: "Tautan, alamat, nomor entri, atau kode sepuluh huruf sebuah catatan", "Link, address, entry number or ten-character code of a record";
    input_hint: "Contoh: 12, atau /pemda/36, atau tautan halaman mana pun di situs ini.", "For example 12, or /pemda/36, or the link of any page of this site.";
    check: "Periksa", "Verify";
    who_checked: "Pemeriksaan ini dilakukan oleh server ini sendiri. Untuk tidak bergantung padanya, periksa sendiri dengan langkah di bawah.", "This check was made by this server itself. To depend on nobody, check it yourself with the steps below.";
    answer: "Jawaban", "Answer";

    tag_matches: "Cocok", "Matches";
    tag_earlier: "Cocok, versi lama", "Matches, earlier version";
    tag_hidden: "Cocok, isi tertutup", "Holds, content closed";
    tag_absent: "Tidak ada dalam log", "Not in the log";
    tag_unknown: "Tidak dikenali", "Not recognised";
    tag_cannot: "Belum dapat diperiksa", "Cannot check now";
    tag_differs: "Tidak cocok", "Does not match";

    matches_entry(entry): "Entri {entry} sama persis dengan yang dicatat, dan ada dalam log yang bertanda tangan.", "Entry {entry} is exactly what was recorded, and it is in the signed log.";
    matches_record: "Semua entri {record} sama persis dengan yang dicatat, dan ada dalam log yang bertanda tangan.", "Every entry of {record} is exactly what was recorded, and is in the signed log.";
    earlier(entry, later): "Entri {entry} sama persis dengan yang dicatat, tetapi sudah diperbaiki oleh entri {later}.", "Entry {entry} is exactly what was recorded, but entry {later} has corrected it since.";
    hidden_entry(entry): "Entri {entry} tetap terbukti ada dalam log; isinya tertutup, dengan dasar yang disebut di bawah.", "Entry {entry} is still proven to be in the log; its content is closed, on the ground told below.";
    hidden_record: "Semua entri {record} terbukti ada dalam log; isi sebagian tertutup, dengan dasar yang disebut di bawah.", "Every entry of {record} is proven to be in the log; the content of some is closed, on the ground told below.";
    absent(entry, size): "Tidak ada entri {entry}: log ini berisi {size} entri, bernomor dari 0.", "There is no entry {entry}: this log has {size} entries, numbered from 0.";
    absent_record(given): "Tidak ada catatan pada “{given}”. Periksa ejaannya, atau tempel tautan halamannya.", "There is no record at “{given}”. Check its spelling, or paste the link of its page.";
    not_understood(given): "“{given}” bukan tautan, alamat, nomor entri, atau kode catatan di situs ini. Tempel tautan halaman catatan, atau tulis nomor entrinya.", "“{given}” is no link, address, entry number or code of a record here. Paste the link of the record's page, or write its entry number.";
    cannot: "Basis data situs ini sedang tidak dapat dibaca, jadi pemeriksaan belum dapat dilakukan. Ini bukan tanda bahwa catatan berubah; coba lagi nanti.", "This site's database cannot be read now, so nothing could be checked. This is no sign that a record changed; try again later.";
    differs(entries): "Entri {entries} tidak cocok dengan yang dicatat.", "What is stored does not match what was recorded: entries {entries}.";
    differs_keep: "Simpan halaman ini beserta waktu dan alamatnya, lalu beri tahu pengelola situs dan lembaga yang disebut dalam catatan. Jangan mengandalkan isinya sampai dijelaskan.", "Keep this page with its time and address, then tell those who run this site and the bodies named in the record. Do not rely on its content until it is explained.";

    steps: "Tiga langkah pemeriksaan", "The three steps";
    step_content: "Isi sama dengan sidiknya", "The content equals its fingerprint";
    step_log: "Sidik itu ada di dalam log", "The fingerprint is in the log";
    step_signed: "Log itu bertanda tangan dan disaksikan", "The log is signed and witnessed";
    content_all(n): "Dihitung ulang: isi {n} entri menghasilkan sidik yang sama dengan yang dicatat.", "Computed anew: the content of {n} entries gives the fingerprints that were recorded.";
    content_one: "Dihitung ulang: isi entri ini menghasilkan sidik yang sama dengan yang dicatat.", "Computed anew: the content of this entry gives the fingerprint that was recorded.";
    content_differs(entries): "Isi entri {entries} menghasilkan sidik lain daripada yang dicatat.", "The content of entries {entries} gives another fingerprint than was recorded.";
    content_hidden(n): "Isi {n} entri tertutup, jadi tidak dapat dibandingkan di sini; sidiknya tetap ada dalam log.", "The content of {n} entries is closed, so it cannot be compared here; their fingerprints stay in the log.";
    content_sealed(entry): "Entri {entry}: isinya belum dibuka untuk umum.", "Entry {entry}: its content is not open to the public yet.";
    log_in(positions, size): "Jalur bukti membawa entri {positions} ke akar log yang berisi {size} entri.", "The proof leads from entry {positions} to the root of a log of {size} entries.";
    log_not_in(positions): "Jalur bukti entri {positions} tidak sampai ke akar log.", "The proof of entry {positions} does not lead to the root of the log.";
    signed_by(origin): "Akar itu ditandatangani dengan kunci log “{origin}”.", "That root is signed with the key of the log “{origin}”.";
    not_signed(origin): "Tidak ada tanda tangan yang sah dari kunci log “{origin}” atas akar itu.", "There is no valid signature of the key of the log “{origin}” on that root.";
    no_witnesses: "Saksi: 0 dari 0. Belum ada saksi yang dipasang, jadi belum ada pihak lain yang ikut menjamin log ini.", "Witnesses: 0 of 0. None has been set up, so nobody else vouches for this log yet.";
    signed_only: "bertanda tangan, belum ada saksi", "signed, no witness yet";
    another: "Periksa catatan lain", "Verify another record";
    passed: "lulus", "passed";
    failed: "gagal", "failed";
    partly: "lulus, isi tertutup", "passed, content closed";

    proves: "Apa yang dibuktikan, dan apa yang tidak", "What this proves, and what it does not";
    proves_yes: "Terbukti: catatan yang Anda lihat sama dengan yang dicatat pada waktu itu, dan tidak diubah atau disisipkan sesudahnya tanpa terlihat.", "Proven: the record you see is what was recorded at that time, and it was not changed or slipped in later without a trace.";
    proves_no: "Tidak terbukti: bahwa isinya benar. Kebenarannya bergantung pada sumber yang disebut di halaman catatan.", "Not proven: that what it says is true. That rests on the sources named on the record's page.";
    proves_key: "Server yang sama menyimpan catatan dan kuncinya. Pembaca yang menyimpan kepala log dari kunjungan sebelumnya dapat melihat bila log ditulis ulang.", "The same server keeps the record and the key. A reader who kept the log's head from an earlier visit can tell if the log was rewritten.";

    yourself: "Periksa sendiri", "Check it yourself";
    yourself_lead: "Program di bawah mengunduh log, menghitung ulang semuanya di komputer Anda, dan tidak mempercayai server ini:", "The program below downloads the log, computes all of it anew on your machine, and trusts nothing this server says:";
    yourself_key: "Kunci log ini, untuk disimpan dan dibandingkan:", "The key of this log, to keep and compare:";
    yourself_other: "Log ini mengikuti format C2SP (tlog-tiles, tlog-checkpoint, signed-note), jadi perangkat lunak lain dapat membacanya juga:", "This log follows the C2SP formats (tlog-tiles, tlog-checkpoint, signed-note), so other software reads it too:";
    address_of_site: "alamat situs ini", "this site's address";
    technical: "Rincian teknis", "Technical detail";
    leaf: "Sidik daun", "Leaf hash";
    path: "Jalur bukti", "Audit path";
    path_empty: "kosong: log ini hanya berisi satu entri", "empty: the log has one entry";
    root: "Akar log", "Root of the log";
    entry: "Entri", "Entry";
    recorded: "Dicatat", "Recorded";
    content_matches: "cocok", "matches";
    content_does_not: "tidak cocok", "does not match";
    content_withheld: "ditahan", "withheld";
    content_erased: "dihapus", "erased";
    content_is_sealed: "belum dibuka", "not open yet";
    about: "Catatan yang diperiksa", "The record checked";
    difference: "Yang berubah sejak itu", "What changed since";
    only_first(n): "Hanya {n} entri terakhir yang diperiksa di halaman ini; program di bawah memeriksa semuanya.", "Only the last {n} entries are checked on this page; the program below checks them all.";
}
