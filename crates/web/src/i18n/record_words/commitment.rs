//! The words of a commitment's page.

use domain::commitment::Stage;
use domain::{Lang, When};

use crate::format;

words! {
    lead_due(made, due): "Dijanjikan oleh {{owners}} {made} dengan tenggat {due}.", "Promised by {{owners}} {made}, due by {due}.";
    lead_no_due(made): "Dijanjikan oleh {{owners}} {made} tanpa menyebut tenggat.", "Promised by {{owners}} {made}, without naming a due date.";
    no_date: "pada tanggal yang tidak disebutkan", "on a day that no source states";
    kept(by, on): "{by} memeriksa hasilnya dan menerimanya {on}.", "{by} checked the result and accepted it {on}.";
    audited(on): "Hasilnya sudah diterima pihak luar dan diperiksa auditor {on}.", "The result was accepted by somebody outside, and audited {on}.";
    withdrawn(on): "Janji ini dicabut {on}; tidak ditepati.", "This promise was withdrawn {on}; it was not kept.";
    ended(on): "Janji ini berakhir {on} tanpa pemenuhan yang diakui pihak luar.", "This promise ended {on} without delivery that anybody outside accepted.";
    no_evidence(duration): "Dalam {duration} sejak itu belum tercatat satu fakta pun tentang pelaksanaannya.", "In the {duration} since then, no fact about it has been recorded.";
    no_word(day, duration, rhythm): "Kabar terakhir {day}, {duration} lalu; irama kabarnya {rhythm} hari.", "The last word was on {day}, {duration} ago; its rhythm is {rhythm} days.";
    at_risk(due, left): "Tenggatnya {due}, {left} lagi, dan belum ada fakta sesudah perencanaan.", "It is due by {due}, in {left}, and there is no fact after planning.";
    late(duration, last): "Tenggatnya sudah lewat {duration}; kabar terakhir {last}.", "It is {duration} past due; the last word was on {last}.";
    claimed: "Pengembannya menyatakan selesai; belum ada pihak luar yang memeriksa.", "Its owner says that it is done; nobody outside has checked.";
    running(last): "Kabar terakhir {last}.", "The last word was on {last}.";
    who_said: "Diucapkan oleh", "Said by";
    said_on: "Tanggal", "Date";
    said_at: "Dalam kegiatan", "At";
    in_our_words: "Janji ini ditulis dengan kata-kata kami dari sumbernya; ucapan aslinya tidak dikutip.", "This promise is told in our words from its sources; the speaker's own are not quoted.";
    first_and_now: "Janji pertama dan janji hari ini", "The first promise and today's";
    first_promise: "Janji pertama", "First promise";
    today_promise: "Hari ini", "Today";
    shift: "Pergeseran", "Shift";
    due: "Tenggat", "Due date";
    target(indicator, unit): "Sasaran: {indicator} ({unit})", "Target: {indicator} ({unit})";
    unmoved: "tidak bergeser", "not moved";
    never_moved: "Tenggat dan sasarannya belum pernah diubah.", "Neither its due date nor its target has been changed.";
    later(duration): "mundur {duration}", "{duration} later";
    earlier(duration): "maju {duration}", "{duration} earlier";
    lowered: "diturunkan", "lowered";
    raised: "dinaikkan", "raised";
    due_added: "tenggat baru disebut kemudian", "a due date was named later";
    moves_table: "Setiap perubahan: siapa yang meminta dan mengapa", "Every change: who asked and why";
    moved_on: "Tanggal", "Date";
    moved_to: "Menjadi", "To";
    moved_by: "Diminta oleh", "Asked by";
    moved_why: "Alasan", "Why";
    measured: "Hasil pengukuran", "Measurements";
    measured_none: "Ukurannya sudah disebut, tetapi belum ada hasil pengukuran yang tercatat.", "A measure is named, but no measurement has been recorded.";
    no_indicator: "Janji ini tidak menyebut ukuran, jadi tidak ada angka untuk mengujinya.", "This promise names no measure, so there is no number to test it by.";
    baseline: "nilai awal", "baseline";
    value: "Nilai", "Value";
    remark: "Catatan dan sumber", "Note and source";
    chain: "Rantai tujuh tahap", "The chain of seven";
    chain_lead: "Garis penyambung utuh hanya bila sebuah tahap membawa nomor yang mengikatnya pada tahap sebelumnya.", "A connecting line is solid only where a stage carries the number that ties it to an earlier one.";
    reached(stage): "Bukti terakhir ada pada tahap {stage}.", "The last stage with evidence is {stage}.";
    reached_none: "Belum ada bukti pada tahap mana pun.", "No stage has any evidence.";
    stops_here: "Rantai berhenti di sini", "The chain stops here";
    tied(id): "Terikat dengan tahap sebelumnya oleh {id}.", "Tied to an earlier stage by {id}.";
    untied: "Tidak terikat: tidak membawa nomor dari tahap sebelumnya.", "Not tied: it carries no number from an earlier stage.";
    gap_too: "Belum ada fakta yang tercatat.", "No fact has been recorded.";
    gap(stage): "Belum ada fakta tentang {stage} yang tercatat, dan belum tercatat ada yang mencarinya.", "No fact about {stage} has been recorded, and no search for one has.";
    searched(day): "Dicari {day}, tidak ditemukan:", "Looked for {day}, not found:";
    searched_undated: "Dicari, tidak ditemukan:", "Looked for, not found:";
    not_needed: "Tidak diperlukan:", "Not needed:";
    outline_only: "Pada tahap ini hukum membuka keberadaan, tanggal, dan jumlahnya saja, menurut pembacaan proyek ini.", "At this stage the public may see existence, dates and totals only, as this project reads the law.";
    closed_by_law: "Isi tahap ini dikecualikan oleh undang-undang.", "The law keeps the content of this stage closed.";
    law(source): "Dasar: {source}", "Law: {source}";
    document: "Dokumen", "Document";
    identifier: "Nomor", "Number";
    amount: "Jumlah", "Amount";
    actor: "Pelaku", "By";
    who_owes: "Siapa berjanji kepada siapa", "Who owes whom";
    owed_by: "Pengemban", "Owed by";
    owed_to: "Kepada", "Owed to";
    part_of: "Bagian dari", "Part of";
    rhythm: "Irama kabar", "Rhythm of news";
    rhythm_agreed(days): "{days} hari, menurut kesepakatan", "{days} days, as agreed";
    rhythm_default(days): "{days} hari, bila tidak disepakati lain", "{days} days, unless agreed otherwise";
    claims: "Klaim, pemeriksaan, dan akhirnya", "Claims, checks and the end";
    claimed_by: "menyatakan selesai", "says that it is done";
    accepted_by: "memeriksa dan menerima hasilnya", "checked the result and accepted it";
    closed: "Janji ini berakhir", "This promise is over";
    verdict: "Penilaian independen", "Independent verdict";
    verdict_by(on): "oleh {{by}}, {on}", "by {{by}}, {on}";
    verdict_none: "Belum ada penilaian independen.", "There is no independent verdict yet.";
    disputes: "Sanggahan", "Disputes";
    disputed_tag: "Disanggah", "Disputed";
    disputed_since(on): "{{by}} menyanggah catatan ini sejak {on}:", "{{by}} has disputed this record since {on}:";
    disputed: "{by} menyanggah catatan ini:", "{by} disputes this record:";
    dates: "Tanggal-tanggal janji ini", "The dates of this promise";
    promised: "Dijanjikan", "Promised";
    due_mark: "Tenggat", "Due";
    earlier_due: "Tenggat semula", "Earlier due date";
    target_only(value): "sasaran {value}", "target {value}";
    due_to(value): "tenggat {value}", "due date {value}";
    reported_only: "Dilaporkan oleh sumber, belum dikonfirmasi pihak mana pun.", "Reported by sources, not confirmed by any party.";
}

/// "pada 24 Oktober 2025", "on 24 October 2025", "in 2025".
pub(crate) fn at(when: When, lang: Lang) -> String {
    let date = format::when(when, lang);
    match (lang, when) {
        (Lang::Id, _) => format!("pada {date}"),
        (Lang::En, When::Day(_)) => format!("on {date}"),
        (Lang::En, When::Month(..) | When::Year(_)) => format!("in {date}"),
    }
}

/// How often the promise moved, as one line.
pub(crate) fn drift(lang: Lang, due_moves: usize, lowered: usize) -> String {
    match (lang, due_moves, lowered) {
        (_, 0, 0) => never_moved(lang).to_owned(),
        (Lang::Id, due, 0) => format!("Tenggatnya diubah {due} kali."),
        (Lang::Id, 0, low) => format!("Sasarannya diturunkan {low} kali."),
        (Lang::Id, due, low) => {
            format!("Tenggatnya diubah {due} kali dan sasarannya diturunkan {low} kali.")
        }
        (Lang::En, due, 0) => format!("Its due date was moved {}.", times(due)),
        (Lang::En, 0, low) => format!("Its target was lowered {}.", times(low)),
        (Lang::En, due, low) => format!(
            "Its due date was moved {} and its target lowered {}.",
            times(due),
            times(low)
        ),
    }
}

/// The same as a sentence of the lead: how often the due date moved and where to, and how far the target fell.
pub(crate) fn drift_told(
    lang: Lang,
    due: Option<(usize, String)>,
    target: Option<(String, String)>,
) -> Option<String> {
    Some(match (lang, due, target) {
        (_, None, None) => return None,
        (Lang::Id, Some((n, due)), None) => format!("Tenggatnya diubah {n} kali, kini {due}."),
        (Lang::Id, None, Some((first, now))) => {
            format!("Sasarannya diturunkan dari {first} menjadi {now}.")
        }
        (Lang::Id, Some((n, due)), Some((first, now))) => {
            format!(
                "Tenggatnya diubah {n} kali, kini {due}, dan sasarannya diturunkan dari {first} menjadi {now}."
            )
        }
        (Lang::En, Some((n, due)), None) => {
            format!("Its due date was moved {}, now to {due}.", times(n))
        }
        (Lang::En, None, Some((first, now))) => {
            format!("Its target was lowered from {first} to {now}.")
        }
        (Lang::En, Some((n, due)), Some((first, now))) => {
            format!(
                "Its due date was moved {}, now to {due}, and its target lowered from {first} to {now}.",
                times(n)
            )
        }
    })
}

fn times(n: usize) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}

/// How a link stands when no fact speaks of it.
pub(crate) fn no_fact(lang: Lang) -> &'static str {
    lang.pick("belum ada fakta", "no fact yet")
}

/// The name of a stage of the chain.
pub(crate) fn stage(stage: Stage, lang: Lang) -> &'static str {
    domain::law::chain_stage(stage.as_str()).map_or(stage.as_str(), |law| law.name(lang))
}
